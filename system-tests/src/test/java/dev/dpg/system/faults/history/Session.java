package dev.dpg.system.faults.history;

import java.util.List;

/**
 * One stream.
 *
 * @param name for messages
 * @param events in the order they came
 */
public record Session(String name, List<SessionEvent> events) {
    public Session {
        events = List.copyOf(events);
    }
}
