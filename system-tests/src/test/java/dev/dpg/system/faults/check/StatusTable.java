package dev.dpg.system.faults.check;

import dev.dpg.system.faults.history.SessionEvent.Ended;
import java.util.Map;
import java.util.Set;

/** The statuses that the contract documents for streams, written down a second time. */
final class StatusTable {
    private static final Map<String, Set<String>> REASONS = Map.of(
            "INVALID_ARGUMENT", Set.of("BAD_REQUEST", "BAD_TOKEN"),
            "NOT_FOUND", Set.of("PRODUCT_NOT_FOUND"),
            "OUT_OF_RANGE", Set.of("POSITION_EXPIRED", "POSITION_TRUNCATED"),
            "FAILED_PRECONDITION", Set.of("TOPIC_RECREATED", "WRONG_STATE"),
            "RESOURCE_EXHAUSTED", Set.of("QUOTA", "OVERLOADED"),
            "UNAVAILABLE", Set.of("CLUSTER_DOWN", "DRAINING", "NOT_READY"));

    private StatusTable() {}

    /** Whether a stream may end so. A connection that broke is UNAVAILABLE without a reason: no gateway said it. */
    static boolean holds(Ended end) {
        if (end.reason().isEmpty()) {
            return end.code().equals("OK") || end.code().equals("UNAVAILABLE");
        }
        return REASONS.getOrDefault(end.code(), Set.of()).contains(end.reason());
    }
}
