/** The contract suites of the record store's port, which run on every adapter. */
@NullMarked
package dev.dpg.gateway.log;

import org.jspecify.annotations.NullMarked;
