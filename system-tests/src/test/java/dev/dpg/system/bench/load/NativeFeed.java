package dev.dpg.system.bench.load;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** A consumer of Kafka's own, on a thread of its own, that feeds one reader from the tail on. */
final class NativeFeed {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long END_MILLIS_MAX = 20_000;

    private final Follower reader;
    private final Thread thread;
    private volatile boolean ending;

    /** Starts it. */
    NativeFeed(String bootstrapServers, String topic, int partitions, Follower reader) {
        this.reader = reader;
        thread = new Thread(() -> feed(bootstrapServers, topic, partitions), "native-reader");
        thread.start();
    }

    /** Tells it to end, without waiting. */
    void end() {
        ending = true;
    }

    /** Waits until it has. */
    void awaitEnd() {
        try {
            thread.join(END_MILLIS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new IllegalStateException("a consumer does not end");
        }
    }

    private void feed(String bootstrapServers, String topic, int partitions) {
        try (KafkaConsumer<byte[], byte[]> consumer = NativeSettings.consumer(bootstrapServers, topic, partitions)) {
            consumer.seekToEnd(consumer.assignment());
            consumer.assignment().forEach(consumer::position);
            reader.becomesReady();
            while (!ending) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                long now = System.nanoTime();
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    reader.accept(record.partition(), record.value(), now);
                }
                reader.batchEnds();
            }
        }
    }
}
