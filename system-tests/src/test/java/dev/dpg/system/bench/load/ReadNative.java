package dev.dpg.system.bench.load;

import dev.dpg.system.bench.check.SequenceCheck;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Reads a history with Kafka's own consumer, which stays connected from pass to pass.
 *
 * @param end the number after the last one of each partition
 */
public record ReadNative(String bootstrapServers, String topic, int partitions, long end) implements Task<PassResult> {
    private static final Duration POLL = Duration.ofMillis(100);

    /** A little longer than a broker keeps a fetch waiting for records (fetch.max.wait.ms, default 500). */
    private static final Duration FETCH_WAIT = Duration.ofMillis(600);

    @Override
    public PassResult perform(Workbench bench) {
        @SuppressWarnings("unchecked")
        KafkaConsumer<byte[], byte[]> consumer = bench.keep(
                "consumer of " + topic,
                KafkaConsumer.class,
                () -> NativeSettings.consumer(bootstrapServers, topic, partitions));
        settle(consumer);
        SequenceCheck check = SequenceCheck.from(0, partitions);
        Deadline deadline = Deadline.ofPass();
        long bytes = 0;
        long start = System.nanoTime();
        consumer.seekToBeginning(consumer.assignment());
        while (check.received() < end * partitions && deadline.isAhead()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                byte[] value = record.value();
                bytes += value.length;
                check.accept(record.partition(), Stamped.number(value));
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new PassResult(check.received(), bytes, seconds, check.faultsUpTo(end));
    }

    /** A fetch at the end of the log that waits since the pass before would hold up the first one of this pass. */
    private static void settle(KafkaConsumer<byte[], byte[]> consumer) {
        consumer.seekToBeginning(consumer.assignment());
        consumer.pause(consumer.assignment());
        var unused = consumer.poll(FETCH_WAIT);
        consumer.resume(consumer.assignment());
    }

    @Override
    public Class<PassResult> answer() {
        return PassResult.class;
    }
}
