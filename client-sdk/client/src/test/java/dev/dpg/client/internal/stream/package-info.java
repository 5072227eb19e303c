/** Tests of the parts of the edge that stand alone. */
@NullMarked
package dev.dpg.client.internal.stream;

import org.jspecify.annotations.NullMarked;
