package dev.dpg.gateway.delivery;

import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.view.Chunk;
import dev.dpg.gateway.view.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One partition of one stream: where the reader stands, and the chunks in front of it. They come from history that was
 * fetched for it, or from the ring that everybody at the tail shares; the invariant of both is that a chunk is taken only if
 * it covers the position, so nothing is lost or repeated at the seam. Owned by the stream's loop.
 */
final class PartitionReader {
    private static final Duration RETRY_FIRST = Duration.ofMillis(100);
    private static final Duration RETRY_LONGEST = Duration.ofSeconds(5);

    private final PartitionId partition;
    private final long until;
    private final StreamCounts counts;
    private final Deque<Chunk> history = new ArrayDeque<>();
    private PartitionPosition position;
    private long historyBytes;
    private long endOffset;
    private boolean readUnderWay;
    private boolean historyRead;
    private @Nullable Problem readFailure;
    private Feeds.@Nullable Membership tail;
    private Ring.@Nullable Node node;
    private @Nullable Instant heldSince;
    private Duration retryDelay = RETRY_FIRST;

    /** @param counts of the stream: what the position moves behind is added to it */
    PartitionReader(PartitionId partition, PartitionPosition start, long until, long endOffset, StreamCounts counts) {
        this.partition = partition;
        this.position = start;
        this.until = until;
        this.endOffset = endOffset;
        this.counts = counts;
    }

    PartitionId partition() {
        return partition;
    }

    PartitionPosition position() {
        return position;
    }

    /** The first offset that is not read any more. */
    long until() {
        return until;
    }

    boolean isFinished() {
        return position.nextOffset() >= until;
    }

    boolean isFollowing() {
        return tail != null;
    }

    /**
     * Takes the next run of records, and moves the position behind it; null where there is none now, it is too big, or it is not
     * of the kind that goes with another one.
     */
    @Nullable
    Slice take(int bytesMax, long recordsMax, boolean atLeastOne, @Nullable Slice with) {
        for (Chunk chunk = ahead(); chunk != null && !isFinished(); chunk = ahead()) {
            if (with != null && chunk.isStored() != with.chunk().isStored()) {
                return null;
            }
            Slice slice = chunk.slice(position.nextOffset(), until, bytesMax, recordsMax, atLeastOne);
            if (slice.nextOffset() == position.nextOffset()) {
                return null;
            }
            position = slice.positionAfter(position);
            counts.passed(slice, chunk != history.peek());
            if (slice.recordCount() > 0) {
                return slice;
            }
        }
        return null;
    }

    /** Whether records may be in front of the reader. */
    boolean hasMore() {
        return !isFinished() && ahead() != null;
    }

    /** The chunk that covers the position, where it has been read already. */
    private @Nullable Chunk ahead() {
        for (Chunk chunk = history.peek(); chunk != null; chunk = history.peek()) {
            if (chunk.nextOffset() > position.nextOffset()) {
                return chunk;
            }
            historyBytes -= history.remove().retainedBytes();
        }
        return node == null ? null : aheadInRing(node);
    }

    /** Begins with the node that was read last: the ring's newest chunk grows while nothing in it is wanted. */
    private @Nullable Chunk aheadInRing(Ring.Node from) {
        Chunk grown = from.chunk;
        if (grown != null && grown.covers(position.nextOffset())) {
            return grown;
        }
        Ring.Node at = from;
        Ring.Node next = at.next;
        while (next != null) {
            Chunk chunk = next.chunk;
            if (chunk == null || chunk.nextOffset() > position.nextOffset()) {
                node = at;
                return chunk != null && chunk.fromOffset() <= position.nextOffset() ? chunk : null;
            }
            at = next;
            next = at.next;
        }
        node = at;
        return null;
    }

    /**
     * Whether the ring does not hold what comes next: it fell out, or was never in it. The feed's offset is read before
     * the ring: the feed moves it after it has filled the ring, so an empty place behind it is a hole for sure.
     */
    boolean isBehindTail() {
        if (tail == null || node == null || !history.isEmpty()) {
            return false;
        }
        long fed = tail.feed().nextOffset();
        // Goes to where the reader stands first: a ring may begin far before a hole, and a reader that has just joined
        // would
        // not see that it is behind, leave when it does, join again, and so on.
        if (ahead() != null) {
            return false;
        }
        Ring.Node next = node.next;
        if (next == null) {
            return fed > position.nextOffset();
        }
        Chunk chunk = next.chunk;
        return chunk == null || chunk.fromOffset() > position.nextOffset();
    }

    /** Whether nothing comes any more from where the reader stands, and all that came before was taken. */
    boolean isLost() {
        return failure() != null && !hasMore() && !isFinished();
    }

    /** Why nothing more comes; null while more may. */
    @Nullable
    Problem failure() {
        return tail == null || readFailure != null ? readFailure : tail.ring().failure();
    }

    /** History can't be read on for good. */
    void readFailed(Problem problem) {
        readUnderWay = false;
        readFailure = problem;
    }

    void follow(Feeds.Membership membership) {
        tail = membership;
        node = membership.ring().boundary();
    }

    /** Whether history was read since this was last asked. */
    boolean leavesHistory() {
        boolean read = historyRead;
        historyRead = false;
        return read;
    }

    /** Leaves the tail; answers the membership to give back. */
    Feeds.@Nullable Membership unfollow() {
        Feeds.Membership left = tail;
        if (left != null) {
            endOffset = Math.max(endOffset, left.feed().endOffset());
        }
        tail = null;
        node = null;
        return left;
    }

    /** Whether everything that was known to be there has been read, so that the tail is where to go on. */
    boolean isAtHead() {
        return history.isEmpty() && position.nextOffset() >= endOffset;
    }

    /** Where the next read of history begins: behind what waits already, on the branch of the log that it lies on. */
    PartitionPosition historyPosition() {
        Chunk last = history.peekLast();
        if (last == null || last.nextOffset() <= position.nextOffset()) {
            return position;
        }
        int epoch = position.leaderEpoch();
        for (Chunk chunk : history) {
            epoch = chunk.leaderEpoch() == PartitionPosition.UNKNOWN ? epoch : chunk.leaderEpoch();
        }
        return new PartitionPosition(last.nextOffset(), epoch, PartitionPosition.UNKNOWN);
    }

    /** Whether more history should be fetched: there is some, and little of it waits. */
    boolean wantsHistory(long bytesMax) {
        long goal = until == Long.MAX_VALUE ? endOffset : until;
        return tail == null
                && !readUnderWay
                && readFailure == null
                && historyPosition().nextOffset() < goal
                && (history.isEmpty() || historyBytes < bytesMax / 2);
    }

    void readStarted() {
        readUnderWay = true;
    }

    long historyBytes() {
        return historyBytes;
    }

    /** Takes what a read brought, unless the history before it was dropped meanwhile. */
    void readEnded(List<Chunk> chunks, long newEndOffset) {
        readUnderWay = false;
        endOffset = newEndOffset;
        if (chunks.isEmpty() || chunks.get(0).fromOffset() > historyPosition().nextOffset()) {
            return;
        }
        retryDelay = RETRY_FIRST;
        historyRead = true;
        for (Chunk chunk : chunks) {
            history.add(chunk);
            historyBytes += chunk.retainedBytes();
        }
    }

    /** After a read that failed or brought nothing: how long to wait before the next, twice as long each time. */
    Duration retryDelay() {
        Duration delay = retryDelay;
        Duration doubled = delay.multipliedBy(2);
        retryDelay = doubled.compareTo(RETRY_LONGEST) > 0 ? RETRY_LONGEST : doubled;
        return delay;
    }

    /** The wait before the next read is over. */
    void retry() {
        readUnderWay = false;
    }

    /** Lets go of history that nobody asks for; it is read again when somebody does. */
    void dropHistory() {
        history.clear();
        historyBytes = 0;
    }

    /** Offsets between the position and the end, as far as is known. */
    long lag() {
        long end = tail == null ? endOffset : Math.max(endOffset, tail.feed().endOffset());
        return Math.max(0, Math.min(end, until) - position.nextOffset());
    }

    /** Since when live records have waited for a fuller batch; null where none wait. */
    @Nullable
    Instant heldSince() {
        return heldSince;
    }

    void heldSince(@Nullable Instant since) {
        heldSince = since;
    }

    /** Bytes of the chunks in front of the reader, counted as far as a bound. */
    long bytesAhead(long bound) {
        long bytes = historyBytes;
        Ring.Node at = node;
        while (at != null && bytes < bound) {
            at = at.next;
            Chunk chunk = at == null ? null : at.chunk;
            bytes += chunk == null ? 0 : chunk.retainedBytes();
        }
        return bytes;
    }
}
