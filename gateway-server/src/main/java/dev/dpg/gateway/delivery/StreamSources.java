package dev.dpg.gateway.delivery;

import dev.dpg.gateway.delivery.StreamFrame.Lag;
import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.view.Chunk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Where the records of one stream come from: for each partition the shared tail where the reader is there, history where it
 * is not. Owned by the stream's loop.
 */
final class StreamSources {
    private static final int READS_AT_A_TIME = 2;

    private final StreamPlan plan;
    private final DeliveryLoop loop;
    private final Delivery delivery;
    private final DeliveryStream stream;
    private final List<PartitionReader> readers = new ArrayList<>();
    private int readsUnderWay;
    private long historyBytes;
    private boolean closed;

    StreamSources(StreamPlan plan, DeliveryLoop loop, Delivery delivery, DeliveryStream stream) {
        this.plan = plan;
        this.loop = loop;
        this.delivery = delivery;
        this.stream = stream;
        plan.start().partitions().forEach((partition, start) -> readers.add(reader(partition, start)));
    }

    private PartitionReader reader(int partition, PartitionPosition start) {
        long until = plan.bounds()
                .until()
                .map(bounds -> bounds.getOrDefault(partition, 0L))
                .orElse(Long.MAX_VALUE);
        long end = plan.topic().partitions().get(partition).end();
        return new PartitionReader(plan.topic().partition(partition), start, until, end);
    }

    List<PartitionReader> readers() {
        return readers;
    }

    boolean areFinished() {
        return readers.stream().allMatch(PartitionReader::isFinished);
    }

    /** Whether every partition is followed live, and has nothing more in front of its reader. */
    boolean areCaughtUp() {
        return readers.stream().allMatch(reader -> reader.isFollowing() && !reader.hasMore());
    }

    boolean areFollowing() {
        return readers.stream().allMatch(PartitionReader::isFollowing);
    }

    /** Has each partition read on. True where records may have come by it; those of history come later. */
    boolean move() {
        boolean moved = false;
        for (PartitionReader reader : readers) {
            Problem failure = reader.tailFailure();
            if (failure != null && !reader.hasMore()) {
                stream.fail(failure);
                return false;
            }
            if (reader.isBehindTail()) {
                leaveTail(reader);
            }
            if (mayFollow(reader)) {
                moved |= follow(reader);
            }
            if (readsUnderWay < READS_AT_A_TIME
                    && reader.wantsHistory(delivery.settings().catchUpBytesPerStream())) {
                readHistory(reader);
            }
        }
        countHistory();
        return moved;
    }

    private boolean mayFollow(PartitionReader reader) {
        return plan.bounds().until().isEmpty()
                && !reader.isFollowing()
                && !reader.hasMore()
                && (reader.isAtHead() || delivery.feeds().isFollowed(plan.log(), reader.partition(), plan.view()));
    }

    /** Joins the tail, unless the ring does not cover the position. */
    private boolean follow(PartitionReader reader) {
        var membership = delivery.feeds().join(plan.log(), reader.partition(), reader.position(), plan.view());
        membership.ring().watch(loop, stream);
        reader.follow(membership);
        if (!reader.isBehindTail()) {
            return true;
        }
        leaveTail(reader);
        return false;
    }

    private void leaveTail(PartitionReader reader) {
        var membership = reader.unfollow();
        if (membership != null) {
            membership.ring().unwatch(loop, stream);
            delivery.feeds().leave(membership);
        }
    }

    private void readHistory(PartitionReader reader) {
        reader.readStarted();
        readsUnderWay++;
        plan.log()
                .catchUp()
                .read(reader.partition(), reader.historyPosition(), this::encode)
                .whenComplete((history, failure) -> loop.execute(() -> historyArrived(reader, history, failure)));
    }

    private History encode(LogBatch batch) {
        return new History(plan.view().encode(batch), batch.endOffset());
    }

    private void historyArrived(PartitionReader reader, @Nullable History history, @Nullable Throwable failure) {
        readsUnderWay--;
        if (closed) {
            return;
        }
        if (history == null) {
            readFailed(reader, failure);
            return;
        }
        reader.readEnded(history.chunks(), history.endOffset());
        countHistory();
        if (delivery.isPressed() && !stream.isReady()) {
            dropHistory();
        }
        if (history.chunks().isEmpty() && reader.wantsHistory(1)) {
            readLater(reader);
        }
        stream.pump();
    }

    private void readFailed(PartitionReader reader, @Nullable Throwable failure) {
        Problem problem = problemOf(failure);
        switch (problem.reason()) {
            case CLUSTER_DOWN, OVERLOADED, DRAINING, NOT_READY -> readLater(reader);
            default -> stream.fail(problem);
        }
    }

    private void readLater(PartitionReader reader) {
        reader.readStarted();
        loop.schedule(
                () -> {
                    reader.retry();
                    stream.pump();
                },
                reader.retryDelay());
    }

    private static Problem problemOf(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof ProblemException known
                ? known.problem()
                : Problem.of(Reason.INTERNAL, "reading history failed; resume from the last position");
    }

    /** Lets go of the history that waits; it is read again when somebody asks for it. */
    void dropHistory() {
        readers.forEach(PartitionReader::dropHistory);
        countHistory();
    }

    void close() {
        closed = true;
        readers.forEach(this::leaveTail);
        dropHistory();
    }

    /** Brings the budget up to date with the history that waits. */
    private void countHistory() {
        long bytes = readers.stream().mapToLong(PartitionReader::historyBytes).sum();
        delivery.history().add(bytes - historyBytes);
        historyBytes = bytes;
    }

    SortedMap<Integer, PartitionPosition> positions() {
        SortedMap<Integer, PartitionPosition> positions = new TreeMap<>();
        readers.forEach(reader -> positions.put(reader.partition().partition(), reader.position()));
        return positions;
    }

    Lag lag(Instant now) {
        long records = readers.stream().mapToLong(PartitionReader::lag).sum();
        if (records == 0) {
            return new Lag(0, Optional.of(Duration.ZERO));
        }
        Optional<Duration> time = readers.stream()
                .filter(reader -> reader.lag() > 0 && reader.position().lastTime() != PartitionPosition.UNKNOWN)
                .map(reader ->
                        Duration.between(Instant.ofEpochMilli(reader.position().lastTime()), now))
                .max(Duration::compareTo)
                .map(age -> age.isNegative() ? Duration.ZERO : age);
        return new Lag(records, time);
    }

    /** What a read of history brought, encoded. */
    private record History(List<Chunk> chunks, long endOffset) {}
}
