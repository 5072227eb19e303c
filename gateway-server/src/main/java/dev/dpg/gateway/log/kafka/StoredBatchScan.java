package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.StoredBatches;
import dev.dpg.gateway.log.StoredBatches.StoredBatch;
import dev.dpg.gateway.log.kafka.BatchFetcher.AbortedTransaction;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Goes through fetched batches by their heads alone: takes those that may be passed on as they are, and those without a record
 * that counts (control batches, aborted transactions, batches that compaction has emptied) for offsets without one. Stops
 * before the first batch that is neither. The layout is that of message format 2, see
 * <a href="https://kafka.apache.org/documentation/#recordbatch">the protocol</a>. Pure, and for one fetch.
 */
final class StoredBatchScan {
    /** A larger batch would crowd out others, and not get through a client's limit for one message. */
    static final int BATCH_BYTES_MAX = 2 * 1024 * 1024;

    private static final int LENGTH_AT = 8;
    private static final int BEHIND_LENGTH = 12;
    private static final int EPOCH_AT = 12;
    private static final int MAGIC_AT = 16;
    private static final int CRC_AT = 17;
    private static final int ATTRIBUTES_AT = 21;
    private static final int LAST_DELTA_AT = 23;
    private static final int MAX_TIMESTAMP_AT = 35;
    private static final int PRODUCER_AT = 43;
    private static final int COUNT_AT = 57;
    private static final int HEAD_BYTES = 61;

    private static final int MAGIC = 2;
    private static final int COMPRESSION_MASK = 0x07;
    private static final int COMPRESSION_MAX = 4;
    private static final int TRANSACTIONAL = 0x10;
    private static final int CONTROL = 0x20;
    private static final int ABORT_MARKER = 0;

    private final ByteBuffer bytes;
    private final long lastStableOffset;
    private final Deque<AbortedTransaction> abortedAhead;
    private final Set<Long> aborting = new HashSet<>();
    private final List<StoredBatch> taken = new ArrayList<>();
    private long next;
    private int epoch = PartitionPosition.UNKNOWN;

    private StoredBatchScan(long from, BatchFetcher.Fetched fetched) {
        bytes = fetched.batches().slice();
        lastStableOffset = fetched.lastStableOffset();
        next = from;
        abortedAhead = new ArrayDeque<>(fetched.aborted().stream()
                .sorted(Comparator.comparingLong(AbortedTransaction::firstOffset))
                .toList());
    }

    /** What can be passed on from a position; null where nothing can, though there is something. */
    static @Nullable StoredBatches scan(PartitionId partition, long from, BatchFetcher.Fetched fetched) {
        StoredBatchScan scan = new StoredBatchScan(from, fetched);
        int at = 0;
        while (scan.isWhole(at) && scan.step(at)) {
            at += scan.sizeAt(at);
        }
        boolean atEnd = !fetched.batches().hasRemaining() && fetched.lastStableOffset() == from;
        if (scan.next == from && !atEnd) {
            return null;
        }
        return new StoredBatches(
                partition, from, scan.next, scan.epoch, scan.taken, Math.max(scan.next, fetched.lastStableOffset()));
    }

    /** Whether there is a whole batch of the format at a place, as its producer made it. */
    private boolean isWhole(int at) {
        int left = bytes.limit() - at;
        if (left < HEAD_BYTES || bytes.get(at + MAGIC_AT) != MAGIC) {
            return false;
        }
        int length = bytes.getInt(at + LENGTH_AT);
        if (length < HEAD_BYTES - BEHIND_LENGTH || length > left - BEHIND_LENGTH) {
            return false;
        }
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.slice(at + ATTRIBUTES_AT, sizeAt(at) - ATTRIBUTES_AT));
        return (int) checksum.getValue() == bytes.getInt(at + CRC_AT);
    }

    private int sizeAt(int at) {
        return BEHIND_LENGTH + bytes.getInt(at + LENGTH_AT);
    }

    /** Takes a batch or passes over it; false where it is one for the consumer. */
    private boolean step(int at) {
        long first = bytes.getLong(at);
        int lastDelta = bytes.getInt(at + LAST_DELTA_AT);
        long last = first + lastDelta;
        if (lastDelta < 0 || last >= lastStableOffset) {
            return false;
        }
        if (isWithoutRecords(at, last)) {
            next = Math.max(next, last + 1);
            return true;
        }
        if (last < next) {
            return true;
        }
        if (!mayBePassedOn(at, lastDelta)) {
            return false;
        }
        epoch = bytes.getInt(at + EPOCH_AT);
        taken.add(
                new StoredBatch(first, last, epoch, bytes.getLong(at + MAX_TIMESTAMP_AT), bytes.slice(at, sizeAt(at))));
        next = last + 1;
        return true;
    }

    /** As Kafka's consumer finds it out: a transaction's records are aborted from its first one to its producer's marker. */
    private boolean isWithoutRecords(int at, long last) {
        while (!abortedAhead.isEmpty() && abortedAhead.element().firstOffset() <= last) {
            aborting.add(abortedAhead.remove().producerId());
        }
        short attributes = bytes.getShort(at + ATTRIBUTES_AT);
        long producer = bytes.getLong(at + PRODUCER_AT);
        if ((attributes & CONTROL) != 0) {
            if (isAbortMarker(at)) {
                aborting.remove(producer);
            }
            return true;
        }
        boolean aborted = (attributes & TRANSACTIONAL) != 0 && aborting.contains(producer);
        return aborted || bytes.getInt(at + COUNT_AT) == 0;
    }

    /** Compaction may have left holes in a batch; then it can't be told how many records a part of it has. */
    private boolean mayBePassedOn(int at, int lastDelta) {
        int compression = bytes.getShort(at + ATTRIBUTES_AT) & COMPRESSION_MASK;
        return bytes.getInt(at + COUNT_AT) == lastDelta + 1
                && compression <= COMPRESSION_MAX
                && sizeAt(at) <= BATCH_BYTES_MAX;
    }

    /** A control batch has one record, never compressed; its key is a version and a kind, two bytes each. */
    private boolean isAbortMarker(int at) {
        if (bytes.getInt(at + COUNT_AT) == 0) {
            return false;
        }
        int place = at + HEAD_BYTES;
        place = behindVarint(place) + 1; // length, attributes
        place = behindVarint(behindVarint(place)); // timestamp, offset
        place = behindVarint(place); // length of the key
        return place + 4 <= at + sizeAt(at) && bytes.getShort(place + 2) == ABORT_MARKER;
    }

    private int behindVarint(int at) {
        int place = at;
        while (place < bytes.limit() && bytes.get(place) < 0) {
            place++;
        }
        return place + 1;
    }
}
