package dev.dpg.gateway.catalog;

import dev.dpg.gateway.contract.ContractDiff;
import dev.dpg.gateway.product.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is remembered of the versions of a line, newest first. Bounded, since it is one record of the state. Pure. */
final class VersionHistory {
    /** Promised by the contract. */
    static final int VERSIONS_MAX = 100;
    /** Of one version; what is beyond is left out. */
    static final int CHANGES_MAX = 100;
    /** Of all versions together, about 300 bytes each; older versions lose theirs first. */
    static final int CHANGES_IN_ALL_MAX = 1_000;

    private VersionHistory() {}

    /** The history with the next version; nothing new where the contract stays the same. */
    static List<VersionNote> after(List<VersionNote> before, Optional<PublishedPort> published, PublishedPort next) {
        boolean first = published.isEmpty();
        if (!first && !ContractDiff.contractChanged(published.get().content(), next.content())) {
            return before;
        }
        List<Change> changes = first
                ? List.of()
                : ContractDiff.between(published.get().content(), next.content()).stream()
                        .limit(CHANGES_MAX)
                        .toList();
        List<VersionNote> notes = new ArrayList<>();
        notes.add(new VersionNote(next.version(), next.applyTime(), changes));
        // A draft may be applied again under its version: the newest one counts.
        before.stream().filter(note -> !note.version().equals(next.version())).forEach(notes::add);
        return bounded(notes);
    }

    /** The history of a line that the table holds. */
    static List<VersionNote> of(Map<String, CatalogEntry> table, String key) {
        return table.get(key) instanceof CatalogEntry.History history ? history.versions() : List.of();
    }

    private static List<VersionNote> bounded(List<VersionNote> notes) {
        List<VersionNote> kept = new ArrayList<>();
        int room = CHANGES_IN_ALL_MAX;
        for (VersionNote note : notes.subList(0, Math.min(VERSIONS_MAX, notes.size()))) {
            boolean fits = note.changes().size() <= room;
            room -= fits ? note.changes().size() : 0;
            kept.add(fits ? note : new VersionNote(note.version(), note.applyTime(), List.of()));
        }
        return kept;
    }
}
