package dev.dpg.system.faults.history;

import java.util.List;
import java.util.Optional;

/**
 * One durable reader: from the beginning of the log, over all its lives.
 *
 * @param name for messages
 * @param sessions its streams, in the order they were opened
 * @param handled what its handler got, in order; partitions come interleaved
 * @param repeatsMax records whose handler had not returned when a life was broken off: so many may come twice
 * @param refusal the reason by which it was told that it cannot go on; empty where it never was
 * @param interruptions the errors that its user was told of, though it went on
 */
public record Reader(
        String name,
        List<Session> sessions,
        List<Handled> handled,
        long repeatsMax,
        Optional<String> refusal,
        List<String> interruptions) {
    public Reader {
        sessions = List.copyOf(sessions);
        handled = List.copyOf(handled);
        interruptions = List.copyOf(interruptions);
    }
}
