/**
 * The HTTP port: shows metrics as a page that Prometheus reads.
 *
 * <p>Everything here runs on one event loop of its own, so that whoever reads the page never holds up a stream, and no more than
 * one collection is under way.
 */
@NullMarked
package dev.dpg.gateway.edge;

import org.jspecify.annotations.NullMarked;
