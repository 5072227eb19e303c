/**
 * {@code dpg read} and {@code dpg tail}: records on standard output. They come from the SDK, which keeps the position and
 * reconnects; here they are turned into rows or JSON and written out, in batches while there is history, one by one when
 * live.
 */
@NullMarked
package dev.dpg.cli.data;

import org.jspecify.annotations.NullMarked;
