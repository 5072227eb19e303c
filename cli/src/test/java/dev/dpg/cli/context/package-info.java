/** Tests of this package. */
@NullMarked
package dev.dpg.cli.context;

import org.jspecify.annotations.NullMarked;
