/** {@code dpg products} and {@code dpg show} against a hand-made gateway. */
@NullMarked
package dev.dpg.cli.catalog;

import org.jspecify.annotations.NullMarked;
