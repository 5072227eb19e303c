/**
 * Says whether a reader got every record once and in order. Pure.
 */
@NullMarked
package dev.dpg.system.bench.check;

import org.jspecify.annotations.NullMarked;
