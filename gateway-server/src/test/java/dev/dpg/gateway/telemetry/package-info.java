/** Tests of the table of metrics, and of how they leave the process. */
@NullMarked
package dev.dpg.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
