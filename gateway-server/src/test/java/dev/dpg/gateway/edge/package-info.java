/** Tests of the HTTP port. */
@NullMarked
package dev.dpg.gateway.edge;

import org.jspecify.annotations.NullMarked;
