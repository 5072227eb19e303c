package dev.dpg.gateway.delivery;

import dev.dpg.gateway.cursor.OnExpired;
import dev.dpg.gateway.cursor.Resumption;
import dev.dpg.gateway.log.RecordLog;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.telemetry.StreamObserver;
import dev.dpg.gateway.view.SchemaNotice;
import dev.dpg.gateway.view.View;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a stream needs, decided before it opens and never changed after.
 *
 * @param log where the records are
 * @param topic the topic as it was when the stream was opened
 * @param start the position that it starts after, naming every partition of the topic, and what was left out to get there
 * @param onExpired what it does where the log loses its position later
 * @param view what its records look like
 * @param bounds where it ends
 * @param pace how it is sent
 * @param storedBatches whether history may come as the log stores it; the view is of all records, as they are stored, then
 * @param announced the schema that all its records are given with, where its client is to be told
 * @param label what it is counted under
 */
public record StreamPlan(
        RecordLog log,
        TopicDescription topic,
        Resumption start,
        OnExpired onExpired,
        View view,
        Bounds bounds,
        Pace pace,
        boolean storedBatches,
        Optional<SchemaNotice> announced,
        StreamObserver.Opening label) {
    /** A stream of records that nobody counts for a product, and whose client is told of no schema before them. */
    public StreamPlan(
            RecordLog log,
            TopicDescription topic,
            Resumption start,
            OnExpired onExpired,
            View view,
            Bounds bounds,
            Pace pace) {
        this(
                log,
                topic,
                start,
                onExpired,
                view,
                bounds,
                pace,
                false,
                Optional.empty(),
                new StreamObserver.Opening("", ""));
    }

    /**
     * Where a stream ends.
     *
     * @param until for each partition the first offset that is not read any more; empty: it follows the live tail
     * @param recordsMax records to send at most; {@link Long#MAX_VALUE} for no limit
     */
    public record Bounds(Optional<Map<Integer, Long>> until, long recordsMax) {
        /** No end. */
        public static final Bounds NONE = new Bounds(Optional.empty(), Long.MAX_VALUE);
    }

    /**
     * How a stream is sent.
     *
     * @param batchBytesMax bytes of records in one batch; a batch holds at least one record all the same
     * @param batchDelayMax how long live records may wait for more of them
     * @param heartbeat longest time between two signs of life
     */
    public record Pace(int batchBytesMax, Duration batchDelayMax, Duration heartbeat) {}
}
