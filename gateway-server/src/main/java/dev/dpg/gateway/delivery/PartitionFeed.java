package dev.dpg.gateway.delivery;

import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.PartitionTail;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.view.BatchKeys;
import dev.dpg.gateway.view.Chunk;
import dev.dpg.gateway.view.SchemaUse.Awaited;
import dev.dpg.gateway.view.View;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One partition that somebody follows: takes the batches of its reader, has each encoded once per view that is in use, and
 * fills the views' rings. Batches come on the reader's thread; members come and go under the lock of {@link Feeds}.
 */
final class PartitionFeed implements PartitionTail.Listener {
    /** Views that want some keys: so many of them are worth having a batch's keys looked at for all. */
    private static final int SHARED_BY = 2;

    private final Map<View, Seat> seats = new HashMap<>();
    private final List<Seat> filled = new CopyOnWriteArrayList<>();
    private final Runnable onFailure;
    /** Whether enough views want some keys only. */
    private volatile boolean keysAreShared;

    private volatile long nextOffset;
    private volatile long endOffset;
    private PartitionTail.@Nullable Following following;

    /**
     * Makes a feed that is not followed yet.
     *
     * @param nextOffset where it begins
     * @param onFailure run when nothing more will come, on any thread
     */
    PartitionFeed(long nextOffset, Runnable onFailure) {
        this.nextOffset = nextOffset;
        this.endOffset = nextOffset;
        this.onFailure = onFailure;
    }

    void followedBy(PartitionTail.Following newFollowing) {
        following = newFollowing;
    }

    /** First offset that no ring has been given yet. */
    long nextOffset() {
        return nextOffset;
    }

    /** The partition's last stable offset as last seen. */
    long endOffset() {
        return endOffset;
    }

    @Override
    public void batch(LogBatch batch) {
        BatchKeys keys = keysAreShared ? new BatchKeys(batch) : null;
        for (Seat seat : filled) {
            // A record without its schema stops nobody else: the ring gets a hole, and its readers wait for it on their
            // own.
            Awaited awaited = seat.view.awaited(batch);
            for (Chunk chunk : seat.view.encode(awaited == null ? batch : batch.before(awaited.offset()), keys)) {
                seat.ring.append(chunk);
            }
        }
        endOffset = batch.endOffset();
        nextOffset = batch.nextOffset();
    }

    @Override
    public Duration readEnds() {
        // Read anew: a ring that came meanwhile has missed a batch, and its readers must see that they are behind.
        for (Seat seat : filled) {
            seat.ring.signal();
        }
        return filled.stream()
                .map(seat -> seat.ring.rest())
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    @Override
    public void failed(Problem problem) {
        onFailure.run();
        for (Seat seat : filled) {
            seat.ring.fail(problem);
        }
    }

    /** Adds a reader of a view; answers the view's ring, made by {@code maker} for the first. */
    Ring enter(View view, java.util.function.Supplier<Ring> maker) {
        Seat seat = seats.get(view);
        if (seat == null) {
            seat = new Seat(view, maker.get());
            seats.put(view, seat);
            filled.add(seat);
            keysAreShared = keysAreShared();
        }
        seat.readers++;
        return seat.ring;
    }

    /** The ring of a view that somebody reads, or null. */
    @Nullable
    Ring ring(View view) {
        Seat seat = seats.get(view);
        return seat == null ? null : seat.ring;
    }

    /** Takes a reader of a view off; true where nobody reads this partition any more, and it is closed. */
    boolean leave(View view) {
        Seat seat = seats.get(view);
        if (seat != null && --seat.readers == 0) {
            seats.remove(view);
            filled.remove(seat);
            keysAreShared = keysAreShared();
            seat.ring.release();
        }
        if (!seats.isEmpty()) {
            return false;
        }
        if (following != null) {
            following.close();
        }
        return true;
    }

    private boolean keysAreShared() {
        return filled.stream()
                        .filter(seat -> seat.view.wantsKeys())
                        .limit(SHARED_BY)
                        .count()
                == SHARED_BY;
    }

    /** A view in use. */
    private static final class Seat {
        private final View view;
        private final Ring ring;
        private int readers;

        private Seat(View view, Ring ring) {
            this.view = view;
            this.ring = ring;
        }
    }
}
