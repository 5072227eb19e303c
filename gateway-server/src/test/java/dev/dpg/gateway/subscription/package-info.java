/** Tests of {@code subscription}: several gateways over control topics and logs in memory, on a clock that moves when told. */
@NullMarked
package dev.dpg.gateway.subscription;

import org.jspecify.annotations.NullMarked;
