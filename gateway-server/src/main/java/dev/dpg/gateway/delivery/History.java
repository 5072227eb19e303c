package dev.dpg.gateway.delivery;

import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogRange;
import dev.dpg.gateway.log.StoredBatches;
import dev.dpg.gateway.view.Chunk;
import dev.dpg.gateway.view.SchemaUse.Awaited;
import dev.dpg.gateway.view.StoredChunks;
import dev.dpg.gateway.view.View;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a read of history brought, encoded.
 *
 * @param chunks as far as it could be
 * @param endOffset the partition's end as the reader knew it
 * @param awaited what the record behind the chunks waits for; null where they hold all that was read
 */
record History(List<Chunk> chunks, long endOffset, @Nullable Awaited awaited) {
    /**
     * What is made of a range of history: the same for equal views, so that it need not be made twice.
     *
     * @param withoutSchemas whether records whose schemas are not there are given as ones that cannot be decoded
     */
    record Encoding(View view, boolean withoutSchemas) implements Function<LogRange, History> {
        @Override
        public History apply(LogRange range) {
            return range instanceof StoredBatches stored
                    ? new History(StoredChunks.of(stored), stored.endOffset(), null)
                    : of((LogBatch) range);
        }

        private History of(LogBatch batch) {
            Awaited awaited = withoutSchemas ? null : view.awaited(batch);
            LogBatch readable = awaited == null ? batch : batch.before(awaited.offset());
            return new History(view.encode(readable), batch.endOffset(), awaited);
        }
    }
}
