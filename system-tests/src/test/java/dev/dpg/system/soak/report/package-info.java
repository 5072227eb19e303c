/** Judges what was measured, and writes it down, for people and for programs. Pure. */
@NullMarked
package dev.dpg.system.soak.report;

import org.jspecify.annotations.NullMarked;
