package dev.dpg.gateway.access;

import dev.dpg.gateway.product.PortName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Grants by who reads what, the one that was given last first. Immutable. */
final class GrantIndex {
    private record Key(String principal, PortName product) {}

    private static final Comparator<AccessRecord> NEWEST_FIRST = Comparator.comparing(
                    (AccessRecord record) -> record.grant().orElseThrow().start())
            .reversed()
            .thenComparing(AccessRecord::id);

    private final Map<Key, List<AccessRecord>> grants = new HashMap<>();

    GrantIndex(Collection<AccessRecord> records) {
        for (AccessRecord record : records) {
            if (record.grant().isPresent()) {
                grants.computeIfAbsent(
                                new Key(record.principal(), record.terms().product()), any -> new ArrayList<>(1))
                        .add(record);
            }
        }
        grants.values().forEach(some -> some.sort(NEWEST_FIRST));
    }

    /** All that were ever given and are still known. */
    List<AccessRecord> of(String principal, PortName product) {
        return grants.getOrDefault(new Key(principal, product), List.of());
    }
}
