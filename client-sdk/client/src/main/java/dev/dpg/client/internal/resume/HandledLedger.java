package dev.dpg.client.internal.resume;

import dev.dpg.v1.Cursor;
import dev.dpg.v1.Gap;
import dev.dpg.v1.RecordBatch;
import dev.dpg.v1.Start;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows what was handled of what was received, and hence the exact position: everything handled lies before it, nothing
 * else does. A token that the gateway sends stands for everything sent before it, so it becomes the position's base only when
 * all batches received before it are handled; until then the cursors of handled batches stand beside the older token.
 *
 * <p>Guarded by itself: one serial queue writes, once for each batch and token, and any thread reads the position. Nothing is
 * locked for a single record ({@link HeldBatch#handled}). Holds at most one token for each batch in hand, however many
 * heartbeats come by.
 */
public final class HandledLedger {
    /**
     * A position, and the number of the first batch that it does not stand for. Where the log is another one after it, cursors
     * of later batches mean nothing beside an earlier position.
     */
    private record Mark(ResumePoint position, long before, boolean otherLog) {}

    private record Finished(long number, Cursor cursor) {}

    private final TreeMap<Long, HeldBatch> inHand = new TreeMap<>();
    private final Map<Integer, Finished> finished = new TreeMap<>();
    /** Batches behind the first mark of another log that is not promoted yet. */
    private final Map<Integer, Finished> finishedInOtherLog = new TreeMap<>();

    private final Deque<Mark> marks = new ArrayDeque<>();
    private ResumePoint base;
    private long nextNumber;
    private @Nullable ResumePoint frozen;

    /** Begins where a stream begins. */
    public HandledLedger(Start start) {
        base = ResumePoint.of(start);
    }

    /** A batch was received. Batches of one partition are handled in the order of these calls. */
    public synchronized HeldBatch received(RecordBatch batch) {
        var held = new HeldBatch(nextNumber, batch);
        inHand.put(nextNumber++, held);
        return held;
    }

    /** Everything received so far stands before this position. */
    public synchronized void marked(ResumePoint position) {
        if (!marks.isEmpty()
                && marks.getLast().before() == nextNumber
                && !marks.getLast().otherLog()) {
            marks.removeLast();
        }
        marks.addLast(new Mark(position, nextNumber, false));
        promote();
    }

    /**
     * Offsets are left out here. The position moves behind them once everything before them is handled and the gap itself is
     * {@link #finished}, that is: told.
     */
    public synchronized HeldBatch skipped(Gap gap, ResumePoint behind) {
        var held = new HeldBatch(nextNumber, gap);
        inHand.put(nextNumber++, held);
        marks.addLast(new Mark(behind, nextNumber, gap.getReason() != Gap.Reason.REASON_RETENTION));
        return held;
    }

    /** All records of a batch were handled, or a gap was told. */
    public synchronized void finished(HeldBatch held) {
        inHand.remove(held.number());
        if (held.gap().isEmpty()) {
            var after = held.number() < otherLogBegins() ? finished : finishedInOtherLog;
            after.put(held.partition(), new Finished(held.number(), held.batch().getCursor()));
        }
        promote();
    }

    /** The number of the first batch that cannot be told from the present base. */
    private long otherLogBegins() {
        return marks.stream()
                .filter(Mark::otherLog)
                .mapToLong(Mark::before)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    /** How many batches have been received so far. */
    public synchronized long receivedCount() {
        return nextNumber;
    }

    /** Whether the first {@code count} batches received are all handled. */
    public synchronized boolean finishedFirst(long count) {
        return inHand.isEmpty() || inHand.firstKey() >= count;
    }

    /** From now on the position stays, whatever else is reported. */
    public synchronized void freeze() {
        frozen = position();
    }

    /** Right after the last record handled, in each partition. */
    public synchronized ResumePoint position() {
        if (frozen != null) {
            return frozen;
        }
        ResumePoint point = base;
        for (Finished batch : finished.values()) {
            point = point.after(batch.cursor());
        }
        for (HeldBatch held : firstOfEachPartition(otherLogBegins())) {
            long offset = held.lastHandledOffset();
            if (offset != HeldBatch.NOTHING) {
                point = point.within(held.batch().getCursor(), offset);
            }
        }
        return point;
    }

    private Collection<HeldBatch> firstOfEachPartition(long before) {
        var first = new TreeMap<Integer, HeldBatch>();
        inHand.headMap(before).values().forEach(held -> first.putIfAbsent(held.partition(), held));
        return first.values();
    }

    private void promote() {
        Iterator<Mark> oldestFirst = marks.iterator();
        while (oldestFirst.hasNext()) {
            Mark mark = oldestFirst.next();
            if (!finishedFirst(mark.before())) {
                return;
            }
            base = mark.position();
            oldestFirst.remove();
            if (mark.otherLog()) {
                finished.putAll(finishedInOtherLog);
                finishedInOtherLog.clear();
            }
            finished.values().removeIf(batch -> batch.number() < mark.before());
        }
    }
}
