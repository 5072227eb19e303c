package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.TopicSight.PartitionSight;
import dev.dpg.gateway.log.TopicSight.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one partition looked like from one look to the next. Pure but for its memory; belongs to the watch's thread. */
final class PartitionTrack {
    /** Retention is enforced every five minutes by default, so its pace shows over several of these only. */
    private static final Duration PACE_SPAN = Duration.ofMinutes(20);

    private static final Duration PACE_STEP = Duration.ofSeconds(20);

    private final Duration standingAfter;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private @Nullable Instant leaderlessSince;
    private @Nullable Mark stable;
    private boolean open;
    private boolean warned;
    private long earliest;

    private record Mark(Instant time, long offset) {}

    /** @param standingAfter how long the last stable offset may stand before a transaction counts as left open */
    PartitionTrack(Duration standingAfter) {
        this.standingAfter = standingAfter;
    }

    void leader(boolean present, Instant now) {
        if (present) {
            leaderlessSince = null;
        } else if (leaderlessSince == null) {
            leaderlessSince = now;
        }
    }

    boolean hasLeader() {
        return leaderlessSince == null;
    }

    /**
     * The offsets of one look.
     *
     * @param newEarliest the earliest retained one
     * @param lastStable the last stable one
     * @param end the high watermark, asked for before {@code lastStable}: what lies between the two is of an open
     *     transaction
     */
    void offsets(long newEarliest, long lastStable, long end, Instant now) {
        earliest = newEarliest;
        if (marks.isEmpty() || !now.isBefore(marks.getLast().time().plus(PACE_STEP))) {
            marks.add(new Mark(now, newEarliest));
        }
        while (marks.getFirst().time().isBefore(now.minus(PACE_SPAN))) {
            marks.removeFirst();
        }
        open = lastStable < end;
        if (!open || stable == null || stable.offset() != lastStable) {
            stable = new Mark(now, lastStable);
            warned = false;
        }
    }

    /** What to tell. */
    PartitionSight sight(Instant now) {
        return new PartitionSight(earliest, pace(now), standing(now));
    }

    /** Whether a transaction counts as left open that did not when this was asked last. */
    boolean isNewlyOpen(Instant now) {
        boolean isOpen = standing(now)
                .filter(standing -> standing.cause() == Standing.Cause.OPEN_TRANSACTION)
                .isPresent();
        boolean newly = isOpen && !warned;
        warned |= isOpen;
        return newly;
    }

    private Optional<Standing> standing(Instant now) {
        if (leaderlessSince != null) {
            return Optional.of(new Standing(Standing.Cause.NO_LEADER, leaderlessSince, earliest));
        }
        return open && stable != null && !now.isBefore(stable.time().plus(standingAfter))
                ? Optional.of(new Standing(Standing.Cause.OPEN_TRANSACTION, stable.time(), stable.offset()))
                : Optional.empty();
    }

    private double pace(Instant now) {
        if (marks.isEmpty()) {
            return 0;
        }
        Mark first = marks.getFirst();
        double seconds = Duration.between(first.time(), now).toMillis() / 1000.0;
        return seconds <= 0 ? 0 : Math.max(0, earliest - first.offset()) / seconds;
    }
}
