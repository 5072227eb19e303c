package dev.dpg.gateway.delivery;

import dev.dpg.gateway.view.EncodedBatch;
import dev.dpg.gateway.view.SchemaNotice;
import dev.dpg.gateway.view.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands the records in front of a stream's readers to its client, batch by batch, each partition in its turn, and holds back
 * what the process has no room for. Owned by the stream's loop.
 */
final class BatchSender {
    private static final int BATCH_BYTES_UNDER_PRESSURE = 16 * 1024;

    /**
     * More than waits in a call that is ready, and in HTTP/2's first window together: a client that was sent so much and is
     * ready again has taken some of it.
     */
    private static final int SENT_BYTES_TO_SHOW_TAKING = 256 * 1024;

    private final StreamPlan plan;
    private final StreamSink sink;
    private final DeliveryLoop loop;
    private final Delivery delivery;
    private final StreamCounts counts;
    private final Runnable wake;
    private final ToldSchemas told = new ToldSchemas();
    private int nextReader;
    private long inFlightBytes;
    private long sentBytes;
    private boolean heldBack;
    private boolean clientTakes;

    /**
     * Makes one that has sent nothing.
     *
     * @param wake has the stream look again
     */
    BatchSender(
            StreamPlan plan,
            StreamSink sink,
            DeliveryLoop loop,
            Delivery delivery,
            StreamCounts counts,
            Runnable wake) {
        this.plan = plan;
        this.sink = sink;
        this.loop = loop;
        this.delivery = delivery;
        this.counts = counts;
        this.wake = wake;
    }

    /** The client is ready, so it has taken what it was sent. */
    void taken() {
        countInFlight(-inFlightBytes);
        clientTakes |= sentBytes >= SENT_BYTES_TO_SHOW_TAKING;
    }

    /** Nothing more will be sent. */
    void close() {
        countInFlight(-inFlightBytes);
    }

    /** Whether the client has shown that it takes what it is sent. */
    boolean clientTakes() {
        return clientTakes;
    }

    /** Whether connections hold too much for this stream to go on. */
    boolean isHeldBack() {
        heldBack = delivery.isOverrun() || (heldBack && !delivery.mayHoldLarge(clientTakes));
        return heldBack;
    }

    /** Sends one batch of the next partition in turn that has records; false where none has. */
    boolean sendNext(List<PartitionReader> readers) {
        for (int i = 0; i < readers.size(); i++) {
            PartitionReader reader = readers.get((nextReader + i) % readers.size());
            if (!waitsForMore(reader) && send(reader)) {
                nextReader = (nextReader + i + 1) % readers.size();
                return true;
            }
        }
        return false;
    }

    private boolean send(PartitionReader reader) {
        List<Slice> slices = take(reader);
        if (slices.isEmpty()) {
            return false;
        }
        told.newIn(slices).forEach(this::tell);
        EncodedBatch batch = new EncodedBatch(reader.partition().partition(), slices, reader.position());
        countSent(batch.sizeBytes());
        sink.send(new StreamFrame.Batch(batch));
        return true;
    }

    /** Tells a schema; its bytes count like those of records. */
    void tell(SchemaNotice schema) {
        countSent(schema.sizeBytes());
        sink.send(new StreamFrame.SchemaInfo(schema));
    }

    /** The records of one batch: as many as fit, at least one where there is one and it may be large. */
    private List<Slice> take(PartitionReader reader) {
        int room = delivery.isPressed()
                ? Math.min(BATCH_BYTES_UNDER_PRESSURE, plan.pace().batchBytesMax())
                : plan.pace().batchBytesMax();
        long records = plan.bounds().recordsMax() - counts.delivered();
        boolean large = delivery.mayHoldLarge(clientTakes);
        List<Slice> slices = new ArrayList<>(4);
        while (room > 0 && records > 0) {
            Slice slice =
                    reader.take(room, records, large && slices.isEmpty(), slices.isEmpty() ? null : slices.get(0));
            if (slice == null) {
                heldBack |= !large && slices.isEmpty() && reader.hasMore();
                break;
            }
            slices.add(slice);
            room -= slice.sizeBytes();
            records -= slice.recordCount();
        }
        return slices;
    }

    /** Holds live records back for a fuller batch, where the client asked for that and their time is not up. */
    private boolean waitsForMore(PartitionReader reader) {
        Duration delay = plan.pace().batchDelayMax();
        if (delay.isZero() || !reader.isFollowing() || !reader.hasMore()) {
            return false;
        }
        Instant now = loop.now();
        Instant since = reader.heldSince();
        if (since == null) {
            reader.heldSince(now);
            loop.schedule(wake, delay);
            since = now;
        }
        int bytesMax = plan.pace().batchBytesMax();
        if (reader.bytesAhead(bytesMax) < bytesMax && now.isBefore(since.plus(delay))) {
            return true;
        }
        reader.heldSince(null);
        return false;
    }

    private void countSent(long bytes) {
        sentBytes += bytes;
        counts.sent(bytes);
        countInFlight(bytes);
    }

    private void countInFlight(long bytes) {
        inFlightBytes += bytes;
        delivery.inFlight().add(bytes);
    }
}
