/** Tests of the catalogue. */
@NullMarked
package dev.dpg.gateway.catalog;

import org.jspecify.annotations.NullMarked;
