/**
 * Judges a history: pure, from values to values. Each promise is checked in one place; what breaks it is named with reader,
 * session, partition and offset. The native reader's records are the truth: offsets alone prove nothing, since markers and
 * aborted transactions leave holes.
 */
@NullMarked
package dev.dpg.system.faults.check;

import org.jspecify.annotations.NullMarked;
