/** {@code dpg serve}: what it refuses, and how. */
@NullMarked
package dev.dpg.cli.serve;

import org.jspecify.annotations.NullMarked;
