/** Tests of {@code delivery}: the engine on virtual time over a log in memory, with seeds printed. */
@NullMarked
package dev.dpg.gateway.delivery;

import org.jspecify.annotations.NullMarked;
