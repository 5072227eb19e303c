package dev.dpg.gateway.publication;

import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.codec.SchemaSource.Lookup;
import dev.dpg.gateway.draft.SampledRecord;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.SchemaOrigin.Framing;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Has the schemas at hand that the records of a sample name, so that none counts as unreadable because it was read first. */
final class SampledSchemas {
    private static final int SCHEMAS_MAX = 64;
    private static final int WAIT_SECONDS_MAX = 3;
    /** A zero byte and the schema's id ({@link Framing#CONFLUENT}). */
    private static final int PREFIX_BYTES = 5;

    private SampledSchemas() {}

    /** Waits a bounded time; what is not there then is not there. */
    static void await(Collection<SampledRecord> records, SchemaOrigin origin, SchemaSource schemas) {
        if (origin.framing() != Framing.CONFLUENT) {
            return;
        }
        List<CompletableFuture<Void>> pending = records.stream()
                .map(SampledRecord::value)
                .filter(Objects::nonNull)
                .filter(value -> value.length >= PREFIX_BYTES && value[0] == 0)
                .map(value -> ByteBuffer.wrap(value).getInt(1))
                .distinct()
                .limit(SCHEMAS_MAX)
                .map(id -> schemas.byId(origin.registry(), id))
                .filter(Lookup.Pending.class::isInstance)
                .map(lookup -> ((Lookup.Pending) lookup)
                        .settled()
                        .toCompletableFuture()
                        .copy())
                .toList();
        try {
            CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new))
                    .orTimeout(WAIT_SECONDS_MAX, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException late) {
            // Records that need it count as unreadable.
        }
    }
}
