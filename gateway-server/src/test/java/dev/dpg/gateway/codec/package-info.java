/** Tests of {@code codec}. */
@NullMarked
package dev.dpg.gateway.codec;

import org.jspecify.annotations.NullMarked;
