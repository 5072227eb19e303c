package dev.dpg.gateway.delivery;

import dev.dpg.gateway.view.Slice;

/** What one stream has looked at so far, up to its position. Owned by the stream's loop. */
final class StreamCounts {
    private long delivered;
    private long scanned;
    private long failures;

    /** The position of a partition moves behind these records, of which those that are held are delivered. */
    void passed(Slice slice) {
        delivered += slice.recordCount();
        scanned += slice.scannedCount();
        failures += slice.failedCount();
    }

    long delivered() {
        return delivered;
    }

    /** As they are now. */
    StreamFrame.Counts now() {
        return new StreamFrame.Counts(delivered, scanned, scanned - delivered, failures);
    }
}
