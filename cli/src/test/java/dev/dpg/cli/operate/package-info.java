/** {@code dpg sessions}, {@code dpg drain} and {@code dpg doctor} against a hand-made gateway. */
@NullMarked
package dev.dpg.cli.operate;

import org.jspecify.annotations.NullMarked;
