/** Tests of the samples: the rows by themselves, loading and replay against a real broker. */
@NullMarked
package dev.dpg.cli.samples;

import org.jspecify.annotations.NullMarked;
