/**
 * The checker's own proof: gateways with a bug each, made at run time from the real sources by replacing a few lines, which
 * the checker has to catch. {@link dev.dpg.system.faults.bugs.SeededBugs} lists them; how they are made is decision 0009.
 */
@NullMarked
package dev.dpg.system.faults.bugs;

import org.jspecify.annotations.NullMarked;
