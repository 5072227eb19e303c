/** Tests of the parts of the edge that stand alone. */
@NullMarked
package dev.dpg.client.internal.connect;

import org.jspecify.annotations.NullMarked;
