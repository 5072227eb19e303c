/** Tests of value types. */
@NullMarked
package dev.dpg.gateway.product;

import org.jspecify.annotations.NullMarked;
