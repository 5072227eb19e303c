/** Tests of {@code view}. */
@NullMarked
package dev.dpg.gateway.view;

import org.jspecify.annotations.NullMarked;
