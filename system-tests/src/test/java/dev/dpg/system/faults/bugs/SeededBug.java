package dev.dpg.system.faults.bugs;

import dev.dpg.system.faults.check.Promise;
import java.util.List;
import java.util.Set;

/**
 * A gateway with one bug.
 *
 * @param name one word or two
 * @param sentence what it does wrong
 * @param breaks at least one of these has to be found broken
 * @param changes of its sources
 */
public record SeededBug(String name, String sentence, Set<Promise> breaks, List<Change> changes) {
    /**
     * A replacement.
     *
     * @param file below the gateway's sources, from {@code dev/dpg/gateway} on
     * @param text occurs exactly once in it
     * @param replacement stands there instead
     */
    public record Change(String file, String text, String replacement) {}

    public SeededBug {
        breaks = Set.copyOf(breaks);
        changes = List.copyOf(changes);
    }
}
