/**
 * Turns batches of log records into the bytes that clients receive. A {@link dev.dpg.gateway.view.View} is a pure
 * function, made once per distinct way of reading and shared by everybody who reads that way; what it makes, chunks, is
 * immutable and shared by reference.
 */
@NullMarked
package dev.dpg.gateway.view;

import org.jspecify.annotations.NullMarked;
