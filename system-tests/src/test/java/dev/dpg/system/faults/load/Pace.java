package dev.dpg.system.faults.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a handler takes for a record.
 *
 * @param perRecord zero: as quick as it can
 */
public record Pace(Duration perRecord) {
    /** As quick as it can. */
    public static final Pace QUICK = new Pace(Duration.ZERO);

    void work() {
        if (!perRecord.isZero()) {
            LockSupport.parkNanos(perRecord.toNanos());
        }
    }
}
