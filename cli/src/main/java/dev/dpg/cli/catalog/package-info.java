/**
 * {@code dpg products} and {@code dpg show}: what there is, and whether it is what you need. Asks {@code
 * dpg.v1.CatalogService} and shows its answers; keeps nothing.
 */
@NullMarked
package dev.dpg.cli.catalog;

import org.jspecify.annotations.NullMarked;
