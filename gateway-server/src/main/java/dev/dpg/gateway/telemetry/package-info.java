/**
 * Every log key and metric name, in one table each.
 */
@NullMarked
package dev.dpg.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
