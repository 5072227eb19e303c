/** Tests of stubs. */
@NullMarked
package dev.dpg.cli.stubs;

import org.jspecify.annotations.NullMarked;
