/** Reads JSON text into Java records, without a library. Pure. */
@NullMarked
package dev.dpg.client.internal.decode;

import org.jspecify.annotations.NullMarked;
