package dev.dpg.gateway.catalog;

import dev.dpg.gateway.product.Change;
import dev.dpg.gateway.product.SemanticVersion;
import java.time.Instant;
import java.util.List;

/**
 * That a version of a contract was published.
 *
 * @param version the version
 * @param applyTime when
 * @param changes since the version before it in the same line; empty for the first one
 */
public record VersionNote(SemanticVersion version, Instant applyTime, List<Change> changes) {
    public VersionNote {
        changes = List.copyOf(changes);
    }
}
