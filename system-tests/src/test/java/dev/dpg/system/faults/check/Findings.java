package dev.dpg.system.faults.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects violations: counts all, keeps the first few of each promise. For one thread. */
final class Findings {
    private static final int KEPT_OF_EACH_MAX = 5;

    private final Map<Promise, Long> counts = new EnumMap<>(Promise.class);
    private final List<Violation> first = new ArrayList<>();

    void add(Promise promise, String what) {
        if (counts.merge(promise, 1L, Long::sum) <= KEPT_OF_EACH_MAX) {
            first.add(new Violation(promise, what));
        }
    }

    Map<Promise, Long> counts() {
        return counts;
    }

    List<Violation> first() {
        return first;
    }
}
