package dev.dpg.system.faults.scenario;

import java.time.Duration;
import java.util.Map;

/**
 * Who reads and writes during a fault.
 *
 * @param partitions of the topic
 * @param history records that are there before anybody reads
 * @param paddingLetters that make each record larger
 * @param interval between two batches of a writer
 * @param readers how many, spread over the gateways
 * @param laggards how many of them take their time
 * @param refusingOneIn one in so many readers wants to be refused where its position is lost; the others want a gap
 * @param errorsForbidden whether users may see no error at all
 */
public record LoadPlan(
        int partitions,
        int history,
        int paddingLetters,
        Duration interval,
        int readers,
        int laggards,
        int refusingOneIn,
        boolean errorsForbidden) {
    /** Three partitions, a little history, six quick readers. */
    public static final LoadPlan USUAL =
            new LoadPlan(3, 1_500, 0, Duration.ofMillis(25), 6, 0, Integer.MAX_VALUE, false);

    /** Of the topic; that of the cluster. */
    public Map<String, String> topicConfig() {
        return Map.of();
    }

    /** The same with so much history. */
    public LoadPlan withHistory(int records, int letters) {
        return new LoadPlan(partitions, records, letters, interval, readers, laggards, refusingOneIn, errorsForbidden);
    }

    /** The same with so many readers. */
    public LoadPlan withReaders(int count) {
        return new LoadPlan(
                partitions, history, paddingLetters, interval, count, laggards, refusingOneIn, errorsForbidden);
    }

    /** The same with another time between batches. */
    public LoadPlan every(Duration otherInterval) {
        return new LoadPlan(
                partitions, history, paddingLetters, otherInterval, readers, laggards, refusingOneIn, errorsForbidden);
    }

    /** The same with laggards among the readers. */
    public LoadPlan withLaggards(int count) {
        return new LoadPlan(
                partitions, history, paddingLetters, interval, readers, count, refusingOneIn, errorsForbidden);
    }

    /** The same where one in so many readers wants no gaps. */
    public LoadPlan refusing(int oneIn) {
        return new LoadPlan(partitions, history, paddingLetters, interval, readers, laggards, oneIn, errorsForbidden);
    }

    /** The same where users may see no error. */
    public LoadPlan withoutErrors() {
        return new LoadPlan(partitions, history, paddingLetters, interval, readers, laggards, refusingOneIn, true);
    }
}
