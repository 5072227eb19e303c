package dev.dpg.gateway.catalog;

import dev.dpg.gateway.product.Change;
import dev.dpg.store.v1.StoredHistory;

/** The stored form of a port's versions. Pure; what can't be understood is an {@link IllegalArgumentException}. */
final class HistoryCodec {
    private HistoryCodec() {}

    static StoredHistory encode(CatalogEntry.History history) {
        StoredHistory.Builder stored = StoredHistory.newBuilder();
        history.versions().forEach(note -> stored.addVersions(encode(note)));
        return stored.build();
    }

    static CatalogEntry.History decode(StoredHistory stored) {
        return new CatalogEntry.History(
                stored.getVersionsList().stream().map(HistoryCodec::decode).toList());
    }

    private static StoredHistory.Version encode(VersionNote note) {
        StoredHistory.Version.Builder stored = StoredHistory.Version.newBuilder()
                .setVersion(note.version().toString())
                .setApplyTime(PortCodec.encode(note.applyTime()));
        note.changes()
                .forEach(change -> stored.addChanges(StoredHistory.Change.newBuilder()
                        .setRule(change.rule())
                        .setPath(change.path())
                        .setBreaking(change.breaking())
                        .setMessage(change.message())
                        .setConsequence(change.consequence())));
        return stored.build();
    }

    private static VersionNote decode(StoredHistory.Version stored) {
        return new VersionNote(
                PortCodec.version(stored.getVersion()),
                PortCodec.decode(stored.getApplyTime()),
                stored.getChangesList().stream()
                        .map(change -> new Change(
                                change.getRule(),
                                change.getPath(),
                                change.getBreaking(),
                                change.getMessage(),
                                change.getConsequence()))
                        .toList());
    }
}
