package dev.dpg.system.faults.load;

import java.time.Duration;

/**
 * How a writer writes.
 *
 * @param bootstrapServers of the cluster
 * @param topic where to
 * @param partitions that its keys are spread over; a key stays in its partition
 * @param firstPartition the first of them
 * @param batchRecords records of a batch
 * @param interval from the end of one batch to the next
 * @param padding letters in each record
 */
public record WriterSettings(
        String bootstrapServers,
        String topic,
        int firstPartition,
        int partitions,
        int batchRecords,
        Duration interval,
        String padding) {
    private static final int BATCH_RECORDS = 10;
    private static final Duration INTERVAL = Duration.ofMillis(25);

    /** A quiet writer to all partitions of a topic. */
    public static WriterSettings of(String bootstrapServers, String topic, int partitions) {
        return new WriterSettings(bootstrapServers, topic, 0, partitions, BATCH_RECORDS, INTERVAL, "");
    }

    /** The same with another time between batches. */
    public WriterSettings every(Duration otherInterval) {
        return new WriterSettings(
                bootstrapServers, topic, firstPartition, partitions, batchRecords, otherInterval, padding);
    }

    /** The same with so many letters more in each record. */
    public WriterSettings padded(int letters) {
        return new WriterSettings(
                bootstrapServers, topic, firstPartition, partitions, batchRecords, interval, "x".repeat(letters));
    }

    /** The same to other partitions. */
    public WriterSettings to(int first, int count) {
        return new WriterSettings(bootstrapServers, topic, first, count, batchRecords, interval, padding);
    }
}
