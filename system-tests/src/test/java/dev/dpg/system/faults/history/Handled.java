package dev.dpg.system.faults.history;

/**
 * A record that reached a reader's handler.
 *
 * @param life which life of the reader: it ends by closing, and the next one goes on from the position kept
 * @param atNanos when the handler began
 */
public record Handled(int life, int partition, long offset, Stamp stamp, long atNanos) {}
