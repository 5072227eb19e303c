package dev.dpg.gateway.delivery;

import dev.dpg.gateway.cursor.Gap;
import dev.dpg.gateway.cursor.ProductPosition;
import dev.dpg.gateway.cursor.Resumption;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The readers of one stream, one for each partition, in which log they stand, and how they go on where the log is no longer what
 * it was. Owned by the stream's loop.
 */
final class StreamReaders {
    private final StreamPlan plan;
    private final DeliveryStream stream;
    private final StreamCounts counts;
    private final Ties ties;
    private final List<PartitionReader> readers = new ArrayList<>();
    private TopicDescription topic;
    private ProductPosition.Scope scope;

    /** What ties readers to where their records come from. */
    interface Ties {
        /** A reader is given up, or begins anew. */
        void leaveTail(PartitionReader reader);

        /** A reader is to read on, but not at once. */
        void readLater(PartitionReader reader);
    }

    /** @param counts what all readers have looked at, those that were given up included */
    StreamReaders(StreamPlan plan, DeliveryStream stream, StreamCounts counts, Ties ties) {
        this.plan = plan;
        this.stream = stream;
        this.counts = counts;
        this.ties = ties;
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
        return new PartitionReader(topic.partition(partition), start, until, end, counts);
    }

    /** In the order of their partitions. */
    List<PartitionReader> all() {
        return readers;
    }

    boolean isBounded() {
        return plan.bounds().until().isPresent();
    }

    /** The incarnation of the topic that is read. */
    UUID topicId() {
        return scope.topicId();
    }

    /** Everything before it was delivered, left out by filter or keys, or told to be left out. */
    ProductPosition position() {
        SortedMap<Integer, PartitionPosition> positions = new TreeMap<>();
        readers.forEach(reader -> positions.put(reader.partition().partition(), reader.position()));
        return new ProductPosition(scope, positions);
    }

    /** Positions that the log no longer holds. */
    Map<Integer, PartitionPosition> lost() {
        Map<Integer, PartitionPosition> lost = new TreeMap<>();
        readers.stream()
                .filter(PartitionReader::isLost)
                .forEach(reader -> lost.put(reader.partition().partition(), reader.position()));
        return lost;
    }

    /** Goes on as was found, and tells what is left out by it; or ends the stream. */
    void goOn(Recovery.Finding finding) {
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
            ties.leaveTail(lost);
            readers.set(i, goingOn(lost, now.partitions().get(partition).end(), gaps.get(partition)));
            if (gaps.containsKey(partition)) {
                stream.tell(gaps.get(partition), position());
            } else {
                // It fits after all. Not at once, since whoever refused it may do so again.
                ties.readLater(readers.get(i));
            }
        }
        addPartitions();
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
        readers.forEach(ties::leaveTail);
        readers.clear();
        topic = now;
        scope = resumption.after().scope();
        resumption.after().partitions().forEach((partition, start) -> {
            long head = now.partitions().get(partition).end();
            readers.add(reader(partition, start, isBounded() ? head : Long.MAX_VALUE));
        });
        stream.tell(resumption);
    }
}
