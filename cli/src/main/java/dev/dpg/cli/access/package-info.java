/**
 * {@code dpg access}: asking for access to products, deciding about it, ending it, and what somebody may read. Asks the
 * {@code AccessService} of {@code dpg.v1} and shows its answers; keeps nothing; everything runs on the command's thread.
 */
@NullMarked
package dev.dpg.cli.access;

import org.jspecify.annotations.NullMarked;
