/**
 * Stored bytes to values, and values to encoded bytes. A {@link dev.dpg.gateway.codec.RecordCodec}, made once per product
 * version, reads a stored value and pushes what is in it to a {@link dev.dpg.gateway.codec.ValueSink}, which writes JSON or
 * protobuf, or picks what a filter asks for: as many readers as formats, as many sinks as uses, and no tree of objects in
 * between. Pure; it asks for schemas that it lacks and never waits for them.
 */
@NullMarked
package dev.dpg.gateway.codec;

import org.jspecify.annotations.NullMarked;
