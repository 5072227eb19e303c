package dev.dpg.system.bench.load;

import dev.dpg.system.fixture.BulkData;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes at a steady rate, whoever is slow: each record has a time when it is to be sent, and carries that time. One that is
 * sent late is late for its readers, too.
 *
 * @param first the number that comes next in each partition
 * @param records in all, a multiple of {@code partitions}
 * @param largeEvery one record of so many has a million bytes; 0: none
 * @param startNanos when the first one is due
 */
public record Publish(
        String bootstrapServers,
        String topic,
        int partitions,
        long first,
        long records,
        int bytes,
        int largeEvery,
        int perSecond,
        long startNanos)
        implements Task<Publish.Published> {
    /**
     * What was written.
     *
     * @param next the number that comes next in each partition
     * @param latestMillis how late the latest one was given to the producer
     */
    public record Published(long next, double latestMillis) {}

    @Override
    public Published perform(Workbench bench) {
        @SuppressWarnings("unchecked")
        KafkaProducer<byte[], byte[]> producer = bench.keep("producer", KafkaProducer.class, this::producer);
        Stamped values = new Stamped(false);
        Acknowledgements acknowledged = new Acknowledgements();
        OpenLoop pace = new OpenLoop(startNanos, perSecond);
        for (long i = 0; i < records; i++) {
            long due = pace.awaitDue(i);
            boolean large = largeEvery > 0 && i % largeEvery == largeEvery - 1;
            byte[] value = values.value(large ? BulkData.LARGE_RECORD_BYTES : bytes, first + i / partitions, due);
            var unused = producer.send(new ProducerRecord<>(topic, (int) (i % partitions), null, value), acknowledged);
        }
        producer.flush();
        acknowledged.require(records);
        return new Published(first + records / partitions, pace.latestMillis());
    }

    @Override
    public Class<Published> answer() {
        return Published.class;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 1, "batch.size", 128 * 1024);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
