package dev.dpg.client.internal.resume;

import dev.dpg.v1.Cursor;
import dev.dpg.v1.HandledCursor;
import dev.dpg.v1.Start;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A place to come back to: a start, and the cursors of the batches that followed it. Only the gateway merges the two; the
 * token stays opaque here. Immutable.
 *
 * @param origin a start without handled cursors; a resume token as soon as a stream has opened once
 * @param handled by partition, the newest batch that followed the origin and how far into it
 */
public record ResumePoint(Start origin, SortedMap<Integer, HandledCursor> handled) {
    public ResumePoint {
        handled = Collections.unmodifiableSortedMap(new TreeMap<>(handled));
    }

    /** The point that a start stands for, its handled cursors included. */
    public static ResumePoint of(Start start) {
        var handled = new TreeMap<Integer, HandledCursor>();
        for (HandledCursor cursor : start.getHandledList()) {
            handled.put(cursor.getCursor().getPartition(), cursor);
        }
        return new ResumePoint(start.toBuilder().clearHandled().build(), handled);
    }

    /** The point that a token stands for. */
    public static ResumePoint ofToken(String token) {
        return of(Start.newBuilder().setResumeToken(token).build());
    }

    /** This point and a whole batch more. */
    public ResumePoint after(Cursor cursor) {
        return with(HandledCursor.newBuilder().setCursor(cursor).build());
    }

    /** This point and the records of a batch up to and including one offset more. */
    public ResumePoint within(Cursor cursor, long lastHandledOffset) {
        return with(HandledCursor.newBuilder()
                .setCursor(cursor)
                .setLastHandledOffset(lastHandledOffset)
                .build());
    }

    /** This as a request says it. */
    public Start toStart() {
        return origin.toBuilder().addAllHandled(handled.values()).build();
    }

    private ResumePoint with(HandledCursor newest) {
        var merged = new TreeMap<>(handled);
        merged.put(newest.getCursor().getPartition(), newest);
        return new ResumePoint(origin, merged);
    }
}
