/** Hand-made fakes: a gateway that says what it is told to, and a terminal that remembers. */
@NullMarked
package dev.dpg.cli.fakes;

import org.jspecify.annotations.NullMarked;
