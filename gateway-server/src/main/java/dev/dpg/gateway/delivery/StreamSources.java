package dev.dpg.gateway.delivery;

import dev.dpg.gateway.cursor.Gap;
import dev.dpg.gateway.cursor.ProductPosition;
import dev.dpg.gateway.cursor.Resumption;
import dev.dpg.gateway.delivery.StreamFrame.Lag;
import dev.dpg.gateway.delivery.StreamFrame.StandingPartition;
import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.view.Chunk;
import dev.dpg.gateway.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
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
    private final Recovery recovery;
    private final StreamOutlook outlook;
    private TopicDescription topic;
    private ProductPosition.Scope scope;
    private int readsUnderWay;
    private long historyBytes;
    private boolean closed;

    StreamSources(StreamPlan plan, DeliveryLoop loop, Delivery delivery, DeliveryStream stream) {
        this.plan = plan;
        this.loop = loop;
        this.delivery = delivery;
        this.stream = stream;
        this.recovery = new Recovery(plan, loop, delivery.settings().clusterLostAfter(), this::wake);
        this.outlook = new StreamOutlook(plan.log().watch(plan.topic().name()));
        this.topic = plan.topic();
        this.scope = plan.start().after().scope();
        plan.start().after().partitions().forEach((partition, start) -> readers.add(reader(partition, start)));
    }

    private PartitionReader reader(int partition, PartitionPosition start) {
        long until = plan.bounds()
                .until()
                .map(bounds -> bounds.getOrDefault(partition, 0L))
                .orElse(Long.MAX_VALUE);
        return reader(partition, start, until);
    }

    private PartitionReader reader(int partition, PartitionPosition start, long until) {
        long end = topic.partitions().get(partition).end();
        return new PartitionReader(topic.partition(partition), start, until, end);
    }

    private boolean isBounded() {
        return plan.bounds().until().isPresent();
    }

    private void wake() {
        if (!closed) {
            stream.pump();
        }
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

    /** Whether it is not known yet where some partition goes on. */
    boolean areRecovering() {
        return recovery.isUnderWay();
    }

    /** Has each partition read on. True where records may have come by it; those of history come later. */
    boolean move() {
        Recovery.Finding finding = recovery.take();
        if (finding != null) {
            return recover(finding);
        }
        boolean moved = false;
        for (PartitionReader reader : readers) {
            if (reader.isLost()) {
                if (!mayRecover(reader)) {
                    return false;
                }
                continue;
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

    /** Has the log asked where a reader goes on whose position is lost; false where its failure ends the stream. */
    private boolean mayRecover(PartitionReader reader) {
        Problem failure = reader.failure();
        if (failure != null && !isOfPosition(failure)) {
            stream.fail(failure);
            return false;
        }
        Map<Integer, PartitionPosition> lost = new TreeMap<>();
        readers.stream()
                .filter(PartitionReader::isLost)
                .forEach(other -> lost.put(other.partition().partition(), other.position()));
        recovery.ask(scope.topicId(), lost);
        return true;
    }

    private static boolean isOfPosition(Problem problem) {
        return switch (problem.reason()) {
            case POSITION_EXPIRED, POSITION_TRUNCATED, TOPIC_RECREATED -> true;
            default -> false;
        };
    }

    /** Goes on as was found, and tells what is left out by it. Always true: there is something to do. */
    private boolean recover(Recovery.Finding finding) {
        TopicDescription now = finding.topic();
        try {
            if (now == null) {
                stream.fail(Objects.requireNonNull(finding.problem()));
            } else if (now.id().equals(scope.topicId())) {
                goOnInSameLog(now, finding);
            } else {
                goOnInNewLog(now);
            }
        } catch (ProblemException refused) {
            stream.fail(refused.problem());
        }
        return true;
    }

    private void goOnInSameLog(TopicDescription now, Recovery.Finding finding) {
        Resumption resumption =
                Resumption.inSameLog(now, position().with(finding.asked()), finding.parted(), plan.onExpired());
        topic = now;
        Map<Integer, Gap> gaps = new TreeMap<>();
        resumption.gaps().forEach(gap -> gaps.put(gap.partition(), gap));
        for (int i = 0; i < readers.size(); i++) {
            PartitionReader lost = readers.get(i);
            int partition = lost.partition().partition();
            if (!finding.asked().containsKey(partition)) {
                continue;
            }
            leaveTail(lost);
            readers.set(i, goingOn(lost, now.partitions().get(partition).end(), gaps.get(partition)));
            if (gaps.containsKey(partition)) {
                stream.tell(gaps.get(partition), position());
            } else {
                // It fits after all. Not at once, since whoever refused it may do so again.
                readLater(readers.get(i));
            }
        }
        addPartitions();
        countHistory();
    }

    /** What was added while the stream runs is read from its beginning; a bounded read keeps its bounds. */
    private void addPartitions() {
        List<Integer> added = new ArrayList<>();
        for (int partition = readers.size();
                !isBounded() && partition < topic.partitions().size();
                partition++) {
            long earliest = topic.partitions().get(partition).earliest();
            readers.add(reader(partition, PartitionPosition.at(earliest)));
            added.add(partition);
        }
        if (!added.isEmpty()) {
            stream.announceAdded(added);
        }
    }

    /** A bounded read ends where the log ended when it was cut off, not where it will have grown to. */
    private PartitionReader goingOn(PartitionReader lost, long end, @Nullable Gap gap) {
        if (gap == null) {
            return reader(lost.partition().partition(), lost.position(), lost.until());
        }
        long until = isBounded() && gap.reason() == Gap.Reason.TRUNCATION ? Math.min(lost.until(), end) : lost.until();
        return reader(gap.partition(), PartitionPosition.at(gap.toOffset()), until);
    }

    /** A bounded read ends at the head that the new log has now: its bounds meant nothing but the old one. */
    private void goOnInNewLog(TopicDescription now) {
        Resumption resumption = Resumption.inNewLog(now, position(), plan.onExpired());
        readers.forEach(this::leaveTail);
        readers.clear();
        topic = now;
        scope = resumption.after().scope();
        resumption.after().partitions().forEach((partition, start) -> {
            long head = now.partitions().get(partition).end();
            readers.add(reader(partition, start, isBounded() ? head : Long.MAX_VALUE));
        });
        stream.tell(resumption);
        countHistory();
    }

    private boolean mayFollow(PartitionReader reader) {
        return !isBounded()
                && !reader.isFollowing()
                && reader.failure() == null
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
                .read(reader.partition(), reader.historyPosition(), new Encoded(plan.view()))
                .whenComplete((history, failure) -> loop.execute(() -> historyArrived(reader, history, failure)));
    }

    private void historyArrived(PartitionReader reader, @Nullable History history, @Nullable Throwable failure) {
        readsUnderWay--;
        if (closed) {
            return;
        }
        if (!readers.contains(reader)) {
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
        if (history.chunks().isEmpty() && reader.wantsHistory(1)) {
            readLater(reader);
        }
        stream.pump();
        if (delivery.isPressed() && !stream.isReady() && !stream.clientTakes()) {
            dropHistory();
        }
    }

    private void readFailed(PartitionReader reader, @Nullable Throwable failure) {
        Problem problem = problemOf(failure);
        switch (problem.reason()) {
            case CLUSTER_DOWN, OVERLOADED, DRAINING, NOT_READY -> readLater(reader);
            case POSITION_EXPIRED, POSITION_TRUNCATED, TOPIC_RECREATED -> {
                reader.readFailed(problem);
                stream.pump();
            }
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
        recovery.close();
        outlook.close();
        readers.forEach(this::leaveTail);
        dropHistory();
    }

    /** Brings the budget up to date with the history that waits. */
    private void countHistory() {
        long bytes = readers.stream().mapToLong(PartitionReader::historyBytes).sum();
        delivery.history().add(bytes - historyBytes);
        historyBytes = bytes;
    }

    /** Everything before it was delivered, or told to be left out. */
    ProductPosition position() {
        SortedMap<Integer, PartitionPosition> positions = new TreeMap<>();
        readers.forEach(reader -> positions.put(reader.partition().partition(), reader.position()));
        return new ProductPosition(scope, positions);
    }

    Lag lag(Instant now) {
        return outlook.lag(readers, now);
    }

    Optional<Duration> expiresIn(Instant now) {
        return outlook.expiresIn(readers, now);
    }

    List<StandingPartition> standing() {
        return outlook.standing(readers);
    }

    /** Once a second: asks the log where the topic was seen to have gone, or to have grown. */
    void look() {
        boolean grown = !isBounded() && outlook.partitions(scope.topicId()) > readers.size();
        if (grown || outlook.isElsewhere(scope.topicId())) {
            recovery.ask(scope.topicId(), Map.of());
        }
    }

    /** What is made of a batch of history: the same for equal views, so that it need not be made twice. */
    private record Encoded(View view) implements Function<LogBatch, History> {
        @Override
        public History apply(LogBatch batch) {
            return new History(view.encode(batch), batch.endOffset());
        }
    }

    /** What a read of history brought, encoded. */
    private record History(List<Chunk> chunks, long endOffset) {}
}
