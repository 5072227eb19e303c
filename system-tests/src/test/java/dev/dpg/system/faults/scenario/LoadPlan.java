package dev.dpg.system.faults.scenario;

import dev.dpg.system.faults.load.Pace;
import java.time.Duration;
import java.util.Map;

/**
 * Who reads and writes during a fault.
 *
 * @param partitions of the topic
 * @param topicConfig of the topic
 * @param history records that are there before anybody reads
 * @param interval between two batches of a writer
 * @param readers how many, spread over the gateways
 * @param pace of the readers
 */
public record LoadPlan(
        int partitions, Map<String, String> topicConfig, int history, Duration interval, int readers, Pace pace) {
    private static final int READERS = 6;

    /** Three partitions, a little history, six quick readers. */
    public static final LoadPlan USUAL = new LoadPlan(3, Map.of(), 1_500, Duration.ofMillis(25), READERS, Pace.QUICK);

    public LoadPlan {
        topicConfig = Map.copyOf(topicConfig);
    }

    /** The same with so much history. */
    public LoadPlan withHistory(int records) {
        return new LoadPlan(partitions, topicConfig, records, interval, readers, pace);
    }

    /** The same with so many readers. */
    public LoadPlan withReaders(int count) {
        return new LoadPlan(partitions, topicConfig, history, interval, count, pace);
    }

    /** The same with another time between batches. */
    public LoadPlan every(Duration otherInterval) {
        return new LoadPlan(partitions, topicConfig, history, otherInterval, readers, pace);
    }
}
