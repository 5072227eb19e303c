package dev.dpg.system.bench.load;

import dev.dpg.system.bench.load.FirstRecords.Times;
import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * The same with Kafka's own consumer: a new one each time, since a consumer is what a reader needs there.
 *
 * @param tail at the tail, to which somebody writes meanwhile; otherwise from the beginning
 */
public record FirstRecordsNative(String bootstrapServers, String topic, int partitions, boolean tail, int times)
        implements Task<Times> {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public Times perform(Workbench bench) {
        Histogram micros = FirstRecords.histogram();
        for (int i = 0; i < times; i++) {
            Deadline deadline = Deadline.in(PATIENCE);
            long start = System.nanoTime();
            try (KafkaConsumer<byte[], byte[]> consumer =
                    NativeSettings.consumer(bootstrapServers, topic, partitions)) {
                if (tail) {
                    consumer.seekToEnd(consumer.assignment());
                } else {
                    consumer.seekToBeginning(consumer.assignment());
                }
                while (consumer.poll(POLL).isEmpty()) {
                    if (!deadline.isAhead()) {
                        throw new IllegalStateException("no record comes");
                    }
                }
                micros.recordValue((System.nanoTime() - start) / 1_000);
            }
        }
        return Times.of(micros);
    }

    @Override
    public Class<Times> answer() {
        return Times.class;
    }
}
