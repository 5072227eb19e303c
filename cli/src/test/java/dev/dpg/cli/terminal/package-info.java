/** How values become text: JSON, tables, answers. */
@NullMarked
package dev.dpg.cli.terminal;

import org.jspecify.annotations.NullMarked;
