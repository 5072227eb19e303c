package dev.dpg.gateway.access;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the control topic of access holds. */
sealed interface AccessEntry permits AccessRecord, SaltSecret {
    /** The requests of a table. */
    static Stream<AccessRecord> records(Map<String, AccessEntry> table) {
        return table.values().stream().filter(AccessRecord.class::isInstance).map(AccessRecord.class::cast);
    }

    /** The request of this id, if there is one. */
    static Optional<AccessRecord> record(Map<String, AccessEntry> table, String id) {
        return table.get(id) instanceof AccessRecord record ? Optional.of(record) : Optional.empty();
    }
}
