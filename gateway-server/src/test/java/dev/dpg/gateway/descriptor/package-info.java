/** Tests of descriptors of products. */
@NullMarked
package dev.dpg.gateway.descriptor;

import org.jspecify.annotations.NullMarked;
