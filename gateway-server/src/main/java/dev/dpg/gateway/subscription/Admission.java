package dev.dpg.gateway.subscription;

import dev.dpg.gateway.access.AccessPlan;
import java.util.List;

/**
 * What a stream was let in with.
 *
 * @param start where it begins
 * @param plan what may be read
 * @param fields paths of the properties that are given; empty: all
 * @param maskedFields paths of the properties among them that are given masked, sorted
 */
public record Admission(ResolvedPosition start, AccessPlan plan, List<String> fields, List<String> maskedFields) {
    public Admission {
        fields = List.copyOf(fields);
        maskedFields = List.copyOf(maskedFields);
    }
}
