package dev.dpg.gateway.view;

import dev.dpg.gateway.codec.SchemaSource.Lookup;
import dev.dpg.gateway.codec.StoredSchemas;
import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogRecord;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that records name, and how long a view waits for those that are not known. Thread-safe.
 *
 * @param stored tells which schema a value was written with
 * @param onUnknown what becomes of records without theirs
 */
public record SchemaUse(StoredSchemas stored, OnUnknownSchema onUnknown) {
    /** Of records without schemas. */
    public static final SchemaUse NONE = new SchemaUse(StoredSchemas.NONE, OnUnknownSchema.DECODE_ERROR);

    /** Schemas of one batch that are asked for ahead. */
    private static final int ASKED_AHEAD_MAX = 64;

    /**
     * Something that has to be waited for.
     *
     * @param offset of the first record that lacks its schema
     * @param settled completes, never exceptionally, when reading it again is worthwhile
     * @param failed whether the registry did not answer the last time
     */
    public record Awaited(long offset, CompletionStage<Void> settled, boolean failed) {}

    /**
     * The first record of a batch that waits for its schema; null where none does. Asks for those of the records behind it too,
     * so that they are there when their turn comes.
     */
    @Nullable
    Awaited awaited(LogBatch batch) {
        Awaited first = null;
        Set<Integer> seen = new HashSet<>();
        int last = 0;
        for (LogRecord record : batch.records()) {
            ByteBuffer value = record.value();
            int id = value == null ? 0 : stored.idOf(value);
            if (id != 0 && id != last && seen.add(id)) {
                if (stored.byId(id) instanceof Lookup.Pending pending && isWaitedFor(pending) && first == null) {
                    first = new Awaited(record.offset(), pending.settled(), pending.failed());
                }
                if (first != null && seen.size() >= ASKED_AHEAD_MAX) {
                    return first;
                }
            }
            last = id;
        }
        return first;
    }

    /** Where the registry does not answer, waiting is what its caller asked for, or nothing. */
    private boolean isWaitedFor(Lookup.Pending pending) {
        return onUnknown == OnUnknownSchema.WAIT || !pending.failed();
    }
}
