package dev.dpg.gateway.delivery;

import dev.dpg.gateway.cursor.ProductPosition;
import dev.dpg.gateway.delivery.StreamFrame.Lag;
import dev.dpg.gateway.delivery.StreamFrame.StandingPartition;
import dev.dpg.gateway.log.CatchUpReader;
import dev.dpg.gateway.log.LogRange;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.view.SchemaUse.Awaited;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the records of one stream come from: for each partition the shared tail where the reader is there, history where it
 * is not. Owned by the stream's loop.
 */
final class StreamSources implements StreamReaders.Ties {
    private static final int READS_AT_A_TIME = 2;

    private final StreamPlan plan;
    private final DeliveryLoop loop;
    private final Delivery delivery;
    private final DeliveryStream stream;
    private final StreamReaders readers;
    private final StreamCounts counts;
    private final Recovery recovery;
    private final StreamOutlook outlook;
    private int readsUnderWay;
    private long historyBytes;
    private boolean closed;

    StreamSources(StreamPlan plan, DeliveryLoop loop, Delivery delivery, DeliveryStream stream, StreamCounts counts) {
        this.plan = plan;
        this.loop = loop;
        this.delivery = delivery;
        this.stream = stream;
        this.counts = counts;
        this.recovery = new Recovery(plan, loop, delivery.settings().clusterLostAfter(), this::wake);
        this.outlook = new StreamOutlook(plan.log().watch(plan.topic().name()));
        this.readers = new StreamReaders(plan, stream, counts, this);
    }

    private void wake() {
        if (!closed) {
            stream.pump();
        }
    }

    List<PartitionReader> readers() {
        return readers.all();
    }

    boolean areFinished() {
        // A loop, here and below: these are asked for each batch of each stream.
        for (PartitionReader reader : readers.all()) {
            if (!reader.isFinished()) {
                return false;
            }
        }
        return true;
    }

    /** Whether every partition is followed live, and has nothing more in front of its reader. */
    boolean areCaughtUp() {
        for (PartitionReader reader : readers.all()) {
            if (!reader.isFollowing() || reader.hasMore()) {
                return false;
            }
        }
        return true;
    }

    boolean areFollowing() {
        for (PartitionReader reader : readers.all()) {
            if (!reader.isFollowing()) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is not known yet where some partition goes on. */
    boolean areRecovering() {
        return recovery.isUnderWay();
    }

    /** Has each partition read on. True where records may have come by it; those of history come later. */
    boolean move() {
        Recovery.Finding finding = recovery.take();
        if (finding != null) {
            readers.goOn(finding);
            countHistory();
            return true;
        }
        boolean moved = false;
        for (PartitionReader reader : readers.all()) {
            if (reader.isLost()) {
                if (!mayRecover(reader)) {
                    return false;
                }
                continue;
            }
            if (reader.isBehindTail()) {
                counts.lostTail();
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

    /** Has the log asked where a reader goes on whose position is lost; false where its failure ends the stream. */
    private boolean mayRecover(PartitionReader reader) {
        Problem failure = reader.failure();
        if (failure != null && !isOfPosition(failure)) {
            stream.fail(failure);
            return false;
        }
        recovery.ask(readers.topicId(), readers.lost());
        return true;
    }

    private static boolean isOfPosition(Problem problem) {
        return switch (problem.reason()) {
            case POSITION_EXPIRED, POSITION_TRUNCATED, TOPIC_RECREATED -> true;
            default -> false;
        };
    }

    private boolean mayFollow(PartitionReader reader) {
        return !readers.isBounded()
                && !reader.isFollowing()
                && reader.failure() == null
                && !reader.hasMore()
                && (reader.isAtHead() || delivery.feeds().isFollowed(plan.log(), reader.partition(), plan.view()));
    }

    /** Joins the tail, unless the ring does not cover the position. */
    private boolean follow(PartitionReader reader) {
        var membership = delivery.feeds().join(plan.log(), reader.partition(), reader.position(), plan.view());
        membership.ring().watch(delivery.drain(loop), stream);
        reader.follow(membership);
        if (!reader.isBehindTail()) {
            if (reader.leavesHistory()) {
                leaveHistory(reader);
                counts.merged();
            }
            return true;
        }
        leaveTail(reader);
        return false;
    }

    @Override
    public void leaveTail(PartitionReader reader) {
        var membership = reader.unfollow();
        if (membership != null) {
            membership.ring().unwatch(delivery.drain(loop), stream);
            delivery.feeds().leave(membership);
        }
    }

    private void readHistory(PartitionReader reader) {
        readHistory(reader, false);
    }

    private void readHistory(PartitionReader reader, boolean withoutSchemas) {
        reader.readStarted();
        readsUnderWay++;
        read(reader, new History.Encoding(plan.view(), withoutSchemas))
                .whenComplete((history, failure) -> loop.execute(() -> historyArrived(reader, history, failure)));
    }

    /**
     * What was just read for somebody else, or a read. While bytes have to be saved batches have to be small, which those of the
     * log need not be.
     */
    private CompletionStage<History> read(PartitionReader reader, History.Encoding encoding) {
        PartitionId partition = reader.partition();
        PartitionPosition from = reader.historyPosition();
        boolean stored = plan.storedBatches() && !delivery.isPressed();
        var place = new RecentHistory.Place(plan.log(), partition, encoding, stored);
        if (outlook.isLost(partition, from)) {
            delivery.recent().forget(plan.log(), partition);
        }
        History found =
                delivery.recent().find(place, reader, from, delivery.settings().catchUpBytesPerStream() / 2);
        if (found != null) {
            counts.readRecent();
            return CompletableFuture.completedStage(found);
        }
        CatchUpReader catchUp = plan.log().catchUp();
        Function<LogRange, History> use = delivery.recent().keeping(place);
        return stored ? catchUp.readStored(partition, from, use) : catchUp.read(partition, from, use);
    }

    private void historyArrived(PartitionReader reader, @Nullable History history, @Nullable Throwable failure) {
        readsUnderWay--;
        if (closed) {
            return;
        }
        if (!readers.all().contains(reader)) {
            stream.pump();
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
        if (history.awaited() != null) {
            awaitSchema(reader, history.awaited());
        } else if (history.chunks().isEmpty() && reader.wantsHistory(1)) {
            readLater(reader);
        }
        stream.pump();
        if (delivery.isPressed() && !stream.isReady() && !stream.clientTakes()) {
            dropHistory();
        }
    }

    /** Reads no history until the schema of the record that comes next is there, or has been waited for long enough. */
    private void awaitSchema(PartitionReader reader, Awaited awaited) {
        reader.readStarted();
        SchemaWait.begin(loop, awaited, plan.view().waitsForSchemas(), () -> readAgain(reader, awaited), () -> {
            if (!closed && readers.all().contains(reader)) {
                readHistory(reader, true);
            }
        });
    }

    private void readAgain(PartitionReader reader, Awaited awaited) {
        if (awaited.failed()) {
            readLater(reader);
        } else if (!closed) {
            reader.retry();
            stream.pump();
        }
    }

    private void readFailed(PartitionReader reader, @Nullable Throwable failure) {
        Problem problem = problemOf(failure);
        switch (problem.reason()) {
            case CLUSTER_DOWN, OVERLOADED, DRAINING, NOT_READY -> readLater(reader);
            case POSITION_EXPIRED, POSITION_TRUNCATED, TOPIC_RECREATED -> {
                delivery.recent().forget(plan.log(), reader.partition());
                reader.readFailed(problem);
                stream.pump();
            }
            default -> stream.fail(problem);
        }
    }

    @Override
    public void readLater(PartitionReader reader) {
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
        readers.all().forEach(PartitionReader::dropHistory);
        countHistory();
    }

    void close() {
        closed = true;
        recovery.close();
        outlook.close();
        readers.all().forEach(reader -> {
            leaveTail(reader);
            leaveHistory(reader);
        });
        dropHistory();
    }

    /** What others read of history is not kept for it any more. */
    private void leaveHistory(PartitionReader reader) {
        delivery.recent().leave(plan.log(), reader.partition(), reader);
    }

    /** Brings the budget up to date with the history that waits. */
    private void countHistory() {
        long bytes = 0;
        for (PartitionReader reader : readers.all()) {
            bytes += reader.historyBytes();
        }
        delivery.history().add(bytes - historyBytes);
        historyBytes = bytes;
    }

    /** As {@link StreamReaders#position}. */
    ProductPosition position() {
        return readers.position();
    }

    Lag lag(Instant now) {
        return outlook.lag(readers.all(), now);
    }

    Optional<Duration> expiresIn(Instant now) {
        return outlook.expiresIn(readers.all(), now);
    }

    List<StandingPartition> standing() {
        return outlook.standing(readers.all());
    }

    /** Once a second: asks the log where the topic was seen to have gone, or to have grown. */
    void look() {
        boolean grown = !readers.isBounded()
                && outlook.partitions(readers.topicId()) > readers.all().size();
        if (grown || outlook.isElsewhere(readers.topicId())) {
            recovery.ask(readers.topicId(), Map.of());
        }
    }
}
