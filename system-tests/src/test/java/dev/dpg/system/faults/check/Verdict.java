package dev.dpg.system.faults.check;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the checker found.
 *
 * @param counts how often each promise was broken; those that were kept are absent
 * @param violations the first few of each
 * @param acknowledged records that were acknowledged and committed
 * @param delivered records that handlers got
 * @param lost records that a reader should have got and did not, without a word
 * @param repeated records that a handler got again
 * @param trueGaps gaps that were announced, and are
 * @param falseGaps gaps that were announced, and are not
 */
public record Verdict(
        Map<Promise, Long> counts,
        List<Violation> violations,
        long acknowledged,
        long delivered,
        long lost,
        long repeated,
        long trueGaps,
        long falseGaps) {
    public Verdict {
        counts = Map.copyOf(counts);
        violations = List.copyOf(violations);
    }

    /** Whether every promise was kept. */
    public boolean isClean() {
        return counts.isEmpty();
    }

    /** The promises that were not kept. */
    public Set<Promise> broken() {
        return counts.keySet();
    }
}
