package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.StoredBatches;
import dev.dpg.gateway.telemetry.LogKeys;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one catch-up reader reads as it is stored. It only ever gives what is certain: whatever is out of the ordinary, a batch
 * that is not one to pass on, an error of the broker, a position that is gone, it leaves to the reader's consumer, which knows
 * what to do about it. Belongs to the reader's thread, but for {@link #wakeup}.
 */
final class StoredReads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoredReads.class);

    /** A log without anything to pass on is tried at least once in so many reads. */
    private static final int REST_MAX = 64;

    /** Of how many partitions it is known that they rest. */
    private static final int RESTING_MAX = 1_000;

    /** So many reads of a partition are left to the consumer yet, of as many. */
    private record Rest(int left, int length) {}

    private final Supplier<BatchFetcher> fetchers;
    private final LogBatches counted;
    private final Map<PartitionId, Rest> resting = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PartitionId, Rest> eldest) {
            return size() > RESTING_MAX;
        }
    };

    private volatile @Nullable BatchFetcher fetcher; // written by the reader's thread only
    private boolean unusable;
    private volatile boolean woken;
    private final Standpoints standpoints = new Standpoints();

    /**
     * @param usable whether there is anything to be read; if not, all is left to the consumer
     * @param fetchers opens a fetcher; called when it is wanted, on the reader's thread
     * @param counted counts what was read
     */
    StoredReads(boolean usable, Supplier<BatchFetcher> fetchers, LogBatches counted) {
        this.unusable = !usable;
        this.fetchers = fetchers;
        this.counted = counted;
    }

    /** Reads what follows a position; null where the consumer is to read it, or the answer is no longer wanted. */
    @Nullable
    StoredBatches read(PartitionId partition, PartitionPosition from, BooleanSupplier unwanted) {
        BatchFetcher open = fetcher();
        if (open == null || rests(partition)) {
            return null;
        }
        try {
            StoredBatches batches = read(open, partition, from, () -> woken || unwanted.getAsBoolean());
            restAfter(partition, batches != null);
            return batches;
        } catch (KafkaException | IllegalStateException e) {
            LOG.atDebug()
                    .addKeyValue(LogKeys.ERROR, e.getClass().getName())
                    .log("Stored batches can't be read now; records are read instead");
            closeFetcher();
            restAfter(partition, false);
            return null;
        }
    }

    private @Nullable StoredBatches read(
            BatchFetcher open, PartitionId partition, PartitionPosition from, BooleanSupplier unwanted) {
        boolean goingOn = standpoints.leave(new PoolTask.Place(partition, from.nextOffset()));
        BatchFetcher.Fetched fetched = open.fetch(partition, from, unwanted);
        if (fetched == null) {
            return null;
        }
        StoredBatches batches = StoredBatchScan.scan(partition, from.nextOffset(), fetched);
        if (batches != null) {
            counted.count(batches);
            standpoints.stand(new PoolTask.Place(partition, batches.nextOffset()), goingOn);
            if (goingOn && batches.nextOffset() < batches.endOffset()) {
                int epoch =
                        batches.leaderEpoch() == PartitionPosition.UNKNOWN ? from.leaderEpoch() : batches.leaderEpoch();
                open.fetchAhead(
                        partition, new PartitionPosition(batches.nextOffset(), epoch, PartitionPosition.UNKNOWN));
            }
        }
        return batches;
    }

    private boolean rests(PartitionId partition) {
        Rest rest = resting.get(partition);
        if (rest == null || rest.left() == 0) {
            return false;
        }
        resting.put(partition, new Rest(rest.left() - 1, rest.length()));
        return true;
    }

    private void restAfter(PartitionId partition, boolean found) {
        if (found) {
            resting.remove(partition);
            return;
        }
        Rest before = resting.get(partition);
        int length = before == null ? 1 : Math.min(2 * before.length(), REST_MAX);
        resting.put(partition, new Rest(length, length));
    }

    /** Null where there is none: Kafka's client is not the one that this was built with, or refuses its properties. */
    private @Nullable BatchFetcher fetcher() {
        BatchFetcher open = fetcher;
        if (open == null && !unusable) {
            try {
                open = fetchers.get();
                fetcher = open;
            } catch (KafkaException | LinkageError e) {
                unusable = true;
                LOG.atWarn()
                        .addKeyValue(LogKeys.ERROR, e.getClass().getName())
                        .log("Batches can't be passed on as they are stored; records are read instead");
            }
        }
        return open;
    }

    /** Makes a read that is under way end, and all later ones; any thread. */
    void wakeup() {
        woken = true;
        BatchFetcher open = fetcher;
        if (open != null) {
            open.wakeup();
        }
    }

    private void closeFetcher() {
        BatchFetcher open = fetcher;
        fetcher = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        closeFetcher();
    }
}
