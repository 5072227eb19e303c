/** {@code dpg apply} against a hand-made gateway. */
@NullMarked
package dev.dpg.cli.publish;

import org.jspecify.annotations.NullMarked;
