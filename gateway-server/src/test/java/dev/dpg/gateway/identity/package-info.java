/** Tests of who is calling. */
@NullMarked
package dev.dpg.gateway.identity;

import org.jspecify.annotations.NullMarked;
