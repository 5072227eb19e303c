/**
 * The rival that other gateways are: a consumer for each subscriber, and a message for each record.
 */
@NullMarked
package dev.dpg.system.bench.naive;

import org.jspecify.annotations.NullMarked;
