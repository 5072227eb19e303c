package dev.dpg.gateway.delivery;

import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.RecordLog;
import dev.dpg.gateway.view.View;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that somebody follows, each with one reader for everybody. The first member has a partition followed, the
 * last one has it let go. Thread-safe; membership of one partition changes under that map entry's lock, which no batch
 * takes.
 */
final class Feeds {
    private final ConcurrentMap<Key, PartitionFeed> feeds = new ConcurrentHashMap<>();
    private final int ringBytesMax;
    private final ByteBudget ringBudget;

    /**
     * Follows nothing yet.
     *
     * @param ringBytesMax what one ring may keep
     * @param ringBudget what all rings may keep together
     */
    Feeds(int ringBytesMax, ByteBudget ringBudget) {
        this.ringBytesMax = ringBytesMax;
        this.ringBudget = ringBudget;
    }

    /**
     * Joins a partition in a view. Where nobody follows it yet, it is followed from the given position on; else from
     * wherever its reader is, and the member has to see whether that covers it.
     */
    Membership join(RecordLog log, PartitionId partition, PartitionPosition from, View view) {
        Key key = new Key(log, partition);
        var joined = new Object() {
            @Nullable
            Ring ring;
        };
        PartitionFeed feed = feeds.compute(key, (k, current) -> {
            PartitionFeed entered = current != null ? current : newFeed(key, from);
            joined.ring = entered.enter(view, () -> new Ring(ringBytesMax, ringBudget));
            if (current == null) {
                entered.followedBy(log.tail().follow(partition, from, entered));
            }
            return entered;
        });
        Ring ring = joined.ring;
        if (feed == null || ring == null) {
            throw new IllegalStateException("a partition was joined without a ring");
        }
        return new Membership(key, feed, ring, view);
    }

    /** Whether somebody follows a partition in this view. */
    boolean isFollowed(RecordLog log, PartitionId partition, View view) {
        var found = new Object() {
            boolean ring;
        };
        feeds.computeIfPresent(new Key(log, partition), (k, feed) -> {
            found.ring = feed.ring(view) != null;
            return feed;
        });
        return found.ring;
    }

    void leave(Membership membership) {
        feeds.compute(membership.key, (key, current) -> {
            boolean closed = membership.feed.leave(membership.view);
            return current == membership.feed && closed ? null : current;
        });
    }

    private PartitionFeed newFeed(Key key, PartitionPosition from) {
        var self = new Object() {
            @Nullable
            PartitionFeed feed;
        };
        PartitionFeed feed = new PartitionFeed(from.nextOffset(), () -> {
            if (self.feed != null) {
                feeds.remove(key, self.feed);
            }
        });
        self.feed = feed;
        return feed;
    }

    /** Partitions followed now. */
    int followedPartitions() {
        return feeds.size();
    }

    private record Key(RecordLog log, PartitionId partition) {}

    /** One reader's place at a partition's tail; to be left exactly once. */
    static final class Membership {
        private final Key key;
        private final PartitionFeed feed;
        private final Ring ring;
        private final View view;

        private Membership(Key key, PartitionFeed feed, Ring ring, View view) {
            this.key = key;
            this.feed = feed;
            this.ring = ring;
            this.view = view;
        }

        Ring ring() {
            return ring;
        }

        PartitionFeed feed() {
            return feed;
        }
    }
}
