/**
 * The control plane of reading: opens a stream once, in one straight method (catalogue, view, position, then hand over to
 * {@code delivery}), and never looks back. {@code docs/life-of-a-subscription.md} follows a stream through it.
 *
 * <p>Threads: {@link dev.dpg.gateway.subscription.StreamOpener} is called on a control thread and continues on the log's
 * threads; it never blocks.
 */
@NullMarked
package dev.dpg.gateway.subscription;

import org.jspecify.annotations.NullMarked;
