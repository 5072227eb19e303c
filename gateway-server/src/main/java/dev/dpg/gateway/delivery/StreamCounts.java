package dev.dpg.gateway.delivery;

import dev.dpg.gateway.view.Slice;
import java.util.ArrayList;
import java.util.List;

/** What one stream has come to so far, up to its position. Plain numbers: owned by the stream's loop. */
final class StreamCounts {
    private static final int TRACES_MAX = 8;

    private long fromTail;
    private long fromHistory;
    private long scanned;
    private long failures;
    private long unreadable;
    private long withheld;
    private long bytes;
    private long merges;
    private long losses;
    private long recentReads;
    private List<String> traces = List.of();

    /**
     * The position of a partition moves behind these records, of which those that are held are delivered.
     *
     * @param shared whether they come from the tail that everybody shares, not from history read for this stream
     */
    void passed(Slice slice, boolean shared) {
        if (shared) {
            fromTail += slice.recordCount();
        } else {
            fromHistory += slice.recordCount();
        }
        scanned += slice.scannedCount();
        failures += slice.failedCount();
        unreadable += slice.unreadableCount();
        withheld += slice.withheldCount();
        if (traces.size() < TRACES_MAX) {
            slice.traceParents().forEach(this::belongsTo);
        }
    }

    private void belongsTo(String traceParent) {
        if (traces.isEmpty()) {
            traces = new ArrayList<>(TRACES_MAX);
        }
        if (traces.size() < TRACES_MAX && !traces.contains(traceParent)) {
            traces.add(traceParent);
        }
    }

    /** The first few traces that delivered records belong to. */
    List<String> traces() {
        return List.copyOf(traces);
    }

    /** Bytes were handed to the connection. */
    void sent(long sizeBytes) {
        bytes += sizeBytes;
    }

    /** A partition's reader came from history to the tail. */
    void merged() {
        merges++;
    }

    /** A partition's reader fell behind the tail. */
    void lostTail() {
        losses++;
    }

    /** A read of history was answered with what had just been read for somebody else. */
    void readRecent() {
        recentReads++;
    }

    /** Bytes handed to the connection. */
    long bytes() {
        return bytes;
    }

    long delivered() {
        return fromTail + fromHistory;
    }

    /** As they are now. */
    StreamFrame.Counts now() {
        return new StreamFrame.Counts(delivered(), scanned, scanned - delivered(), failures);
    }

    /** Everything as it is now. */
    Sums sums() {
        return new Sums(
                fromTail, fromHistory, scanned, failures, unreadable, withheld, bytes, merges, losses, recentReads);
    }

    /**
     * What a stream came to in some time.
     *
     * @param fromTail records delivered from the shared tail
     * @param fromHistory records delivered from history
     * @param scanned records looked at
     * @param failures records that the filter failed on
     * @param unreadable records given with an error
     * @param withheld records that the reader may not know of; never told to it
     * @param bytes handed to the connection
     * @param merges of partitions' readers with the tail
     * @param losses of the tail by partitions' readers
     * @param recentReads of history that cost none
     */
    record Sums(
            long fromTail,
            long fromHistory,
            long scanned,
            long failures,
            long unreadable,
            long withheld,
            long bytes,
            long merges,
            long losses,
            long recentReads) {
        static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

        /** What came since. */
        Sums since(Sums before) {
            return new Sums(
                    fromTail - before.fromTail,
                    fromHistory - before.fromHistory,
                    scanned - before.scanned,
                    failures - before.failures,
                    unreadable - before.unreadable,
                    withheld - before.withheld,
                    bytes - before.bytes,
                    merges - before.merges,
                    losses - before.losses,
                    recentReads - before.recentReads);
        }
    }
}
