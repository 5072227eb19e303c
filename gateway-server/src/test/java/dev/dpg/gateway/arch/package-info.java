/** The structure tests: the table of allowed arrows, and the shape of the sources. */
@NullMarked
package dev.dpg.gateway.arch;

import org.jspecify.annotations.NullMarked;
