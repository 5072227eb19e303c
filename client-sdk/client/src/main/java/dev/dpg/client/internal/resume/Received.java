package dev.dpg.client.internal.resume;

import dev.dpg.v1.Gap;
import dev.dpg.v1.RecordBatch;
import dev.dpg.v1.Start;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a stream has received so far, over all its calls, each record once. Owned by the stream's machine. */
final class Received {
    /** Absent until a call has opened. */
    private @Nullable ResumePoint position;

    /** What the present call brings a second time. */
    private Overlap overlap = new Overlap();

    private long records;

    /** Another call brings what follows. */
    void nextCall(Overlap secondTime) {
        overlap = secondTime;
    }

    /** Where to go on; before anything was received: where to begin. */
    Start startOr(Start beginning) {
        return position == null ? beginning : position.toStart();
    }

    /** Records, over all calls. */
    long records() {
        return records;
    }

    /** The call sent a token for everything that it has sent. */
    ResumePoint marked(String token) {
        position = overlap.beyond(ResumePoint.ofToken(token));
        return position;
    }

    /** The call sent a batch: what of it is new, if anything is. */
    Optional<RecordBatch> fresh(RecordBatch batch) {
        Optional<RecordBatch> fresh = overlap.fresh(batch);
        if (fresh.isPresent()) {
            records += fresh.get().getRecordsCount();
            position = position == null ? null : position.after(batch.getCursor());
        }
        return fresh;
    }

    /** The call sent a gap: what of it is missing indeed, if anything is. */
    Optional<Gap> fresh(Gap gap) {
        return overlap.fresh(gap);
    }
}
