package dev.dpg.gateway.publication;

import dev.dpg.gateway.draft.SampledRecord;
import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogRecord;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.RecordLog;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.log.TopicDescription.OffsetRange;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The newest records of a topic, an equal share of each partition as far as it has that many: read backwards in windows, so that
 * neither holes in the log nor large records keep it from the end. Bounded in records, bytes and time. Belongs to one request,
 * on its thread.
 */
final class TopicSample {
    private static final int WINDOW_FIRST = 64;
    private static final int WINDOW_GROWTH = 8;
    /** What has become of the log meanwhile ends the way back in a partition, not the sample. */
    private static final Set<Reason> END_OF_PARTITION = Set.of(Reason.POSITION_EXPIRED, Reason.POSITION_TRUNCATED);

    private final RecordLog log;
    private final TopicDescription topic;
    private final InstantSource clock;
    private final Instant deadline;
    private final List<SampledRecord> records = new ArrayList<>();
    private long bytesLeft;
    private boolean cut;

    private TopicSample(RecordLog log, TopicDescription topic, InstantSource clock, Limits limits) {
        this.log = log;
        this.topic = topic;
        this.clock = clock;
        this.deadline = clock.instant().plus(limits.timeMax());
        this.bytesLeft = limits.bytesMax();
    }

    /**
     * How much of a topic is looked at.
     *
     * @param recordsMax records, over all partitions
     * @param bytesMax bytes of keys and values, but for one record of each partition that is looked at
     * @param timeMax how long reading may take
     */
    record Limits(int recordsMax, long bytesMax, Duration timeMax) {}

    /**
     * What was read.
     *
     * @param records the records, of each partition in its order
     * @param cut whether a limit of bytes or time kept it from more
     */
    record Sampled(List<SampledRecord> records, boolean cut) {
        Sampled {
            records = List.copyOf(records);
        }
    }

    /**
     * Reads; blocks until it has, at most as long as the limits say.
     *
     * @throws ProblemException {@code CLUSTER_DOWN}, {@code OVERLOADED}, {@code TOPIC_RECREATED}
     */
    static Sampled newest(RecordLog log, TopicDescription topic, InstantSource clock, Limits limits) {
        TopicSample sample = new TopicSample(log, topic, clock, limits);
        sample.read(limits.recordsMax());
        return new Sampled(sample.records, sample.cut);
    }

    /** The partitions with the fewest records first, so that what they do not use is left for the others. */
    private void read(int recordsMax) {
        List<Integer> partitions = java.util.stream.IntStream.range(
                        0, topic.partitions().size())
                .boxed()
                .sorted(java.util.Comparator.comparingLong(partition -> length(partition)))
                .toList();
        for (int i = 0; i < partitions.size(); i++) {
            int sharing = partitions.size() - i;
            int share = (recordsMax - records.size() + sharing - 1) / sharing;
            if (share > 0 && length(partitions.get(i)) > 0) {
                partition(partitions.get(i), share, bytesLeft / sharing);
            }
        }
    }

    private long length(int partition) {
        OffsetRange range = topic.partitions().get(partition);
        return range.end() - range.earliest();
    }

    private void partition(int partition, int share, long bytesMax) {
        OffsetRange range = topic.partitions().get(partition);
        Window window = new Window(topic.partition(partition), share, bytesMax);
        long to = range.end();
        for (long size = Math.min(share, WINDOW_FIRST); to > range.earliest() && window.wantsMore(); ) {
            if (isLate()) {
                cut = true;
                break;
            }
            long from = Math.max(range.earliest(), to - size);
            List<SampledRecord> found = range(window, from, to);
            if (found == null) {
                break;
            }
            window.add(found);
            to = from;
            size = window.next(size);
        }
        bytesLeft -= window.bytes;
        cut |= window.cut;
        records.addAll(window.newest);
    }

    /** The records from one offset to another; null where the log has lost them meanwhile, or time is up. */
    private @Nullable List<SampledRecord> range(Window window, long from, long to) {
        NewestRecords found = new NewestRecords(window.share, window.bytesMax);
        try {
            for (long next = from; next < to; ) {
                Read read = await(log.catchUp()
                        .read(window.partition, PartitionPosition.at(next), batch -> copy(batch, to, window.bytesMax))
                        .toCompletableFuture());
                long position = next;
                read.records().stream()
                        .filter(record -> record.offset() >= position)
                        .map(OffsetRecord::record)
                        .forEach(found::add);
                if (read.nextOffset() <= next) {
                    break;
                }
                next = read.nextOffset();
            }
            window.cut |= found.lostBytes();
            return found.list();
        } catch (ProblemException lost) {
            if (END_OF_PARTITION.contains(lost.problem().reason())) {
                return null;
            }
            throw lost;
        } catch (TimeoutException late) {
            cut = true;
            return null;
        }
    }

    private record OffsetRecord(long offset, SampledRecord record) {}

    private record Read(List<OffsetRecord> records, long nextOffset) {}

    /** The newest of a batch's records before an offset, so many bytes of them; at least one. */
    private static Read copy(LogBatch batch, long to, long bytesMax) {
        List<OffsetRecord> copies = new ArrayList<>();
        long bytes = 0;
        for (int i = batch.records().size() - 1; i >= 0 && (bytes < bytesMax || copies.isEmpty()); i--) {
            LogRecord record = batch.records().get(i);
            if (record.offset() < to) {
                SampledRecord copy = new SampledRecord(bytes(record.key()), bytes(record.value()), record.timestamp());
                bytes += copy.bytes();
                copies.add(0, new OffsetRecord(record.offset(), copy));
            }
        }
        return new Read(List.copyOf(copies), batch.nextOffset());
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private boolean isLate() {
        return !clock.instant().isBefore(deadline);
    }

    private <T> T await(CompletableFuture<T> answer) throws TimeoutException {
        long millis = Math.max(1, Duration.between(clock.instant(), deadline).toMillis());
        try {
            return answer.orTimeout(millis, TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            if (e.getCause() instanceof TimeoutException late) {
                throw late;
            }
            throw e;
        }
    }

    /** What is kept of a partition while it is read backwards. */
    private static final class Window {
        private final PartitionId partition;
        private final int share;
        private final long bytesMax;
        private final List<SampledRecord> newest = new ArrayList<>();
        private long bytes;
        private boolean cut;

        Window(PartitionId partition, int share, long bytesMax) {
            this.partition = partition;
            this.share = share;
            this.bytesMax = bytesMax;
        }

        boolean wantsMore() {
            return newest.size() < share && !cut;
        }

        /** Takes what came before, as much of its end as there is room for. */
        void add(List<SampledRecord> before) {
            int first = before.size();
            while (first > 0 && newest.size() + before.size() - first < share) {
                long more = before.get(first - 1).bytes();
                boolean something = !newest.isEmpty() || first < before.size();
                if (something && bytes + more > bytesMax) {
                    cut = true;
                    break;
                }
                bytes += more;
                first--;
            }
            newest.addAll(0, before.subList(first, before.size()));
        }

        /** How far to go back next: no farther than what is wanted takes at the size of what was found. */
        long next(long size) {
            if (newest.isEmpty()) {
                return size * WINDOW_GROWTH;
            }
            long average = Math.max(1, bytes / newest.size());
            long affordable = Math.max(1, (bytesMax - bytes) / average + 1);
            return Math.max(1, Math.min(size * WINDOW_GROWTH, Math.max(WINDOW_FIRST, affordable)));
        }
    }
}
