/** The client of schema registries, against servers made by hand that answer well, badly, late and not at all. */
@NullMarked
package dev.dpg.gateway.registry;

import org.jspecify.annotations.NullMarked;
