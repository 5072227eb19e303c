/** {@code dpg read} and {@code dpg tail}, through the SDK, against a hand-made gateway. */
@NullMarked
package dev.dpg.cli.data;

import org.jspecify.annotations.NullMarked;
