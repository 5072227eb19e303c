/** The contract suites on the record store in memory. */
@NullMarked
package dev.dpg.gateway.log.memory;

import org.jspecify.annotations.NullMarked;
