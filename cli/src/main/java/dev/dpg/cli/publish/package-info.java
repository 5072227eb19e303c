/**
 * {@code dpg apply}: documents from files to {@code dpg.v1.ProductService}, and its findings back to the person who wrote
 * them. Only what is needed to send the right documents together is read here; judging them is the gateway's work.
 */
@NullMarked
package dev.dpg.cli.publish;

import org.jspecify.annotations.NullMarked;
