package dev.dpg.system.bench.load;

import dev.dpg.system.bench.check.SequenceCheck;
import java.time.Duration;

/**
 * Opens readers of a topic that are each a consumer of Kafka's own, with a thread, and returns when all are at the tail. They go
 * on until {@link FinishFollowing}.
 *
 * @param first the number that comes next in each partition
 */
public record FollowNative(String bootstrapServers, String topic, int partitions, long first, int readers)
        implements Task<Done> {
    private static final Duration READY_MAX = Duration.ofSeconds(60);

    @Override
    public Done perform(Workbench bench) {
        Followers followers = bench.keep(Followers.NAME, Followers.class, Followers::new);
        for (int i = 0; i < readers; i++) {
            Follower reader = followers.add(new Follower(SequenceCheck.from(first, partitions), followers.tally()));
            NativeFeed feed = new NativeFeed(bootstrapServers, topic, partitions, reader);
            followers.fedBy(feed::end, feed::awaitEnd);
        }
        followers.awaitReady(Deadline.in(READY_MAX));
        return new Done(readers);
    }

    @Override
    public Class<Done> answer() {
        return Done.class;
    }
}
