/** Tests of the state tables, in memory and against a real broker. */
@NullMarked
package dev.dpg.gateway.state;

import org.jspecify.annotations.NullMarked;
