package dev.dpg.gateway.cursor;

import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.log.TopicDescription.OffsetRange;
import dev.dpg.gateway.problem.Problem.PositionOutOfRange;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where a stream goes on whose log may have lost its position, and what it leaves out by that: decided in the same way when
 * it opens and while it runs. Pure.
 *
 * @param before the position that was asked for
 * @param after the position that the stream goes on from; its scope is another one where the topic was created anew
 * @param gaps what lies between the two, by partition; empty where the log holds the position
 */
public record Resumption(ProductPosition before, ProductPosition after, List<Gap> gaps) {
    public Resumption {
        gaps = List.copyOf(gaps);
    }

    /** A position that the log holds. */
    public static Resumption at(ProductPosition position) {
        return new Resumption(position, position, List.of());
    }

    /**
     * Judges a position in the log that it was written for.
     *
     * @param topic that log as it is now
     * @param position names partitions that the topic has
     * @param parted partitions of which the position lies on a branch that was cut off, each with the offset where the
     *     branches part
     * @throws ProblemException {@code POSITION_EXPIRED} or {@code POSITION_TRUNCATED} where that is not to be bridged
     */
    public static Resumption inSameLog(
            TopicDescription topic, ProductPosition position, Map<Integer, Long> parted, OnExpired onExpired) {
        List<Gap> gaps = new ArrayList<>();
        position.partitions().forEach((partition, at) -> {
            OffsetRange range = topic.partitions().get(partition);
            if (parted.containsKey(partition)) {
                gaps.add(cutOff(partition, at, parted.get(partition), range, onExpired));
            } else if (at.nextOffset() < range.earliest()) {
                gaps.add(expired(partition, at.nextOffset(), range, onExpired));
            } else if (at.nextOffset() > range.end()) {
                gaps.add(beyond(partition, at.nextOffset(), range));
            }
        });
        if (onExpired == OnExpired.FAIL) {
            refuse(topic, gaps, Gap.Reason.RETENTION, Reason.POSITION_EXPIRED);
            refuse(topic, gaps, Gap.Reason.TRUNCATION, Reason.POSITION_TRUNCATED);
        }
        SortedMap<Integer, PartitionPosition> after = new TreeMap<>(position.partitions());
        gaps.forEach(gap -> after.put(gap.partition(), PartitionPosition.at(gap.toOffset())));
        return new Resumption(position, position.with(after), gaps);
    }

    /**
     * Goes over to the log that was created in place of the one that a position was written for. Every partition of either
     * has its gap: one of the old log that the new one lacks ends at 0, and one that only the new log has begins there.
     *
     * @param topic the new log
     * @throws ProblemException {@code TOPIC_RECREATED} where that is not to be bridged
     */
    public static Resumption inNewLog(TopicDescription topic, ProductPosition position, OnExpired onExpired) {
        ProductPosition.Scope old = position.scope();
        if (onExpired == OnExpired.FAIL) {
            throw StartPositions.recreated(old).asException();
        }
        SortedMap<Integer, PartitionPosition> after = new TreeMap<>();
        for (int partition = 0; partition < topic.partitions().size(); partition++) {
            after.put(partition, PartitionPosition.at(start(topic.partitions().get(partition), onExpired)));
        }
        var concerned = new TreeSet<>(after.keySet());
        concerned.addAll(position.partitions().keySet());
        List<Gap> gaps = concerned.stream()
                .map(partition -> new Gap(
                        Gap.Reason.TOPIC_RECREATED,
                        partition,
                        offset(position.partitions(), partition),
                        offset(after, partition),
                        OptionalLong.empty()))
                .toList();
        var scope = new ProductPosition.Scope(old.product(), old.major(), old.clusterId(), topic.id());
        return new Resumption(position, new ProductPosition(scope, after), gaps);
    }

    /**
     * For each gap the position that stands for all that is told once it is: whoever comes back with it is told the gaps
     * that follow it again. A position can't lie in two logs, so those of a log that was created anew all but the last
     * name the old one.
     */
    public List<ProductPosition> told() {
        boolean newLog = !after.scope().equals(before.scope());
        List<ProductPosition> told = new ArrayList<>();
        SortedMap<Integer, PartitionPosition> passed = new TreeMap<>(before.partitions());
        for (Gap gap : gaps) {
            passed.put(gap.partition(), PartitionPosition.at(gap.toOffset()));
            told.add(newLog ? before : before.with(passed));
        }
        if (!told.isEmpty()) {
            told.set(told.size() - 1, after);
        }
        return told;
    }

    private static Gap expired(int partition, long from, OffsetRange range, OnExpired onExpired) {
        long to = start(range, onExpired);
        return new Gap(Gap.Reason.RETENTION, partition, from, to, OptionalLong.of(to - from));
    }

    /** Beyond the end, and no epoch tells where the log was cut off: what follows the cut may have been delivered or not. */
    private static Gap beyond(int partition, long from, OffsetRange range) {
        return new Gap(Gap.Reason.TRUNCATION, partition, from, range.end(), OptionalLong.empty());
    }

    /** Taken back are the records from the cut to the position; the latest position leaves out what follows the cut, too. */
    private static Gap cutOff(int partition, PartitionPosition at, long cut, OffsetRange range, OnExpired onExpired) {
        long from = at.nextOffset();
        long behind = Math.max(range.earliest(), Math.min(cut, from));
        long to = onExpired == OnExpired.LATEST ? range.end() : behind;
        OptionalLong lost = cut < from ? OptionalLong.of(from - cut + Math.max(0, to - behind)) : OptionalLong.empty();
        return new Gap(Gap.Reason.TRUNCATION, partition, from, to, lost);
    }

    private static long start(OffsetRange range, OnExpired onExpired) {
        return onExpired == OnExpired.LATEST ? range.end() : range.earliest();
    }

    private static long offset(Map<Integer, PartitionPosition> positions, int partition) {
        PartitionPosition position = positions.get(partition);
        return position == null ? 0 : position.nextOffset();
    }

    private static void refuse(TopicDescription topic, List<Gap> gaps, Gap.Reason why, Reason reason) {
        List<PositionOutOfRange> refused = gaps.stream()
                .filter(gap -> gap.reason() == why)
                .map(gap -> new PositionOutOfRange(
                        gap.partition(),
                        gap.fromOffset(),
                        topic.partitions().get(gap.partition()).earliest(),
                        why == Gap.Reason.TRUNCATION
                                ? gap.toOffset()
                                : topic.partitions().get(gap.partition()).end()))
                .toList();
        if (!refused.isEmpty()) {
            throw StartPositions.outOfRange(reason, refused);
        }
    }
}
