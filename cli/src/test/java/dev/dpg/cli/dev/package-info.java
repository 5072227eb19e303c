/** {@code dpg dev} as a person uses it, with a real broker, in directories of its own and on free ports. */
@NullMarked
package dev.dpg.cli.dev;

import org.jspecify.annotations.NullMarked;
