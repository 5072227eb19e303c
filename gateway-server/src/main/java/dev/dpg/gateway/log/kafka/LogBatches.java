package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogHeader;
import dev.dpg.gateway.log.LogRecord;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.StoredBatches;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Turns what a poll brought into batches of our own types, without copying contents, and counts the bytes. Thread-safe. */
final class LogBatches {
    private final LongAdder bytes = new LongAdder();
    private final LongAdder records = new LongAdder();

    /** Bytes of keys and values of all records that ever came through here, and of batches as they are stored. */
    long bytesSoFar() {
        return bytes.sum();
    }

    /** Counts what is passed on as it is stored. */
    void count(StoredBatches stored) {
        for (StoredBatches.StoredBatch batch : stored.batches()) {
            bytes.add(batch.bytes().remaining());
            records.add(batch.lastOffset() - batch.firstOffset() + 1);
        }
    }

    /** Those records. */
    long recordsSoFar() {
        return records.sum();
    }

    /**
     * The batch of one partition.
     *
     * @param from the position before the poll
     * @param next the position after it
     * @param lag how many offsets lie between the position and the last stable offset, as far as known; else 0
     */
    LogBatch of(
            PartitionId partition,
            long from,
            OffsetAndMetadata next,
            List<ConsumerRecord<ByteBuffer, ByteBuffer>> polled,
            long lag) {
        List<LogRecord> converted = new ArrayList<>(polled.size());
        long size = 0;
        for (ConsumerRecord<ByteBuffer, ByteBuffer> record : polled) {
            size += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
            converted.add(new LogRecord(
                    record.offset(),
                    record.timestamp(),
                    readOnly(record.key()),
                    readOnly(record.value()),
                    headers(record.headers())));
        }
        bytes.add(size);
        records.add(polled.size());
        int epoch = polled.isEmpty()
                ? PartitionPosition.UNKNOWN
                : polled.get(polled.size() - 1).leaderEpoch().orElse(PartitionPosition.UNKNOWN);
        long end = next.offset() + Math.max(0, lag);
        return new LogBatch(partition, from, next.offset(), epoch, converted, end);
    }

    private static @Nullable ByteBuffer readOnly(@Nullable ByteBuffer buffer) {
        return buffer == null ? null : buffer.asReadOnlyBuffer();
    }

    private static List<LogHeader> headers(Headers headers) {
        List<LogHeader> converted = List.of();
        for (Header header : headers) {
            if (converted.isEmpty()) {
                converted = new ArrayList<>();
            }
            converted.add(new LogHeader(header.key(), header.value()));
        }
        return converted;
    }
}
