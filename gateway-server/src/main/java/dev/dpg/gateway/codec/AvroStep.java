package dev.dpg.gateway.codec;

/** Reads one value of a known schema and pushes it, or skips it. Made once per schema; thread-safe. */
@FunctionalInterface
interface AvroStep {
    void read(AvroInput in, ValueSink sink) throws UnreadableValueException;
}
