/** Tests of the wire: statuses, listener settings with their effects, interceptors. */
@NullMarked
package dev.dpg.gateway.rpc;

import org.jspecify.annotations.NullMarked;
