package dev.dpg.system.bench.load;

import dev.dpg.system.bench.check.SequenceCheck;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Waits until all readers have everything, ends them, and tells what they got.
 *
 * @param perReader records that were written for each
 * @param end the number after the last one of each partition
 * @param patienceMillis how long to wait for what is missing
 * @param complete whether a reader that lacks records at the end counts as wrong; otherwise it was only slow
 */
public record FinishFollowing(long perReader, long end, long patienceMillis, boolean complete)
        implements Task<FinishFollowing.Followed> {
    /**
     * What they got.
     *
     * @param received records of all readers, from their beginning to their end
     * @param delivered the same within the span
     * @param p50Millis from when it was to be sent to when it was received, of records within the span
     * @param faults of the first reader with any; empty: none
     */
    public record Followed(
            int readers,
            long received,
            long delivered,
            double p50Millis,
            double p99Millis,
            double p999Millis,
            double maxMillis,
            String faults) {}

    @Override
    public Followed perform(Workbench bench) {
        Followers followers = bench.take(Followers.NAME, Followers.class);
        followers.awaitReceived(perReader, Deadline.in(Duration.ofMillis(patienceMillis)));
        followers.close();
        List<SequenceCheck> checks =
                followers.readers().stream().map(Follower::check).toList();
        Histogram all = new Histogram(followers.tallies().get(0).latencyMicros());
        followers.tallies().forEach(tally -> all.add(tally.latencyMicros()));
        return new Followed(
                followers.count(),
                checks.stream().mapToLong(SequenceCheck::received).sum(),
                followers.tallies().stream().mapToLong(Tally::delivered).sum(),
                all.getValueAtPercentile(50) / 1e3,
                all.getValueAtPercentile(99) / 1e3,
                all.getValueAtPercentile(99.9) / 1e3,
                all.getMaxValue() / 1e3,
                checks.stream()
                        .map(check -> complete ? check.faultsUpTo(end) : check.faults())
                        .filter(faults -> !faults.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    @Override
    public Class<Followed> answer() {
        return Followed.class;
    }
}
