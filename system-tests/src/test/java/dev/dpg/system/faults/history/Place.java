package dev.dpg.system.faults.history;

/**
 * Where a record stands.
 *
 * @param log the topic's id, so that a topic that was created anew is another log
 */
public record Place(String log, int partition, long offset) {}
