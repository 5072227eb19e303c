package dev.dpg.system.bench.load;

/**
 * One pass over a history.
 *
 * @param records that came
 * @param bytes of their values
 * @param seconds from asking for the first to having the last
 * @param faults that the receiver found; empty: none
 */
public record PassResult(long records, long bytes, double seconds, String faults) {}
