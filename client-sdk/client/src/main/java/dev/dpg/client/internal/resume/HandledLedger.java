package dev.dpg.client.internal.resume;

import dev.dpg.v1.Cursor;
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
    /** A token, and the number of the first batch that it does not stand for. */
    private record Mark(String token, long before) {}

    private record Finished(long number, Cursor cursor) {}

    private final TreeMap<Long, HeldBatch> inHand = new TreeMap<>();
    private final Map<Integer, Finished> finished = new TreeMap<>();
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

    /** The gateway sent a token for everything received so far. */
    public synchronized void marked(String token) {
        if (!marks.isEmpty() && marks.getLast().before() == nextNumber) {
            marks.removeLast();
        }
        marks.addLast(new Mark(token, nextNumber));
        promote();
    }

    /** All records of a batch were handled. */
    public synchronized void finished(HeldBatch held) {
        inHand.remove(held.number());
        finished.put(held.partition(), new Finished(held.number(), held.batch().getCursor()));
        promote();
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
        for (HeldBatch held : firstOfEachPartition()) {
            long offset = held.lastHandledOffset();
            if (offset != HeldBatch.NOTHING) {
                point = point.within(held.batch().getCursor(), offset);
            }
        }
        return point;
    }

    private Collection<HeldBatch> firstOfEachPartition() {
        var first = new TreeMap<Integer, HeldBatch>();
        inHand.values().forEach(held -> first.putIfAbsent(held.partition(), held));
        return first.values();
    }

    private void promote() {
        Iterator<Mark> oldestFirst = marks.iterator();
        while (oldestFirst.hasNext()) {
            Mark mark = oldestFirst.next();
            if (!finishedFirst(mark.before())) {
                return;
            }
            base = ResumePoint.ofToken(mark.token());
            finished.values().removeIf(batch -> batch.number() < mark.before());
            oldestFirst.remove();
        }
    }
}
