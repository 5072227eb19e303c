package dev.dpg.system.bench.load;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Fills a topic, numbers from 0 on in each partition.
 *
 * @param records in all, a multiple of {@code partitions}
 * @param bytes of a value
 * @param compression as Kafka calls it; other than {@code none}, values are text
 */
public record WriteHistory(
        String bootstrapServers, String topic, int partitions, long records, int bytes, String compression)
        implements Task<Done> {
    @Override
    public Done perform(Workbench bench) {
        Stamped values = new Stamped(!compression.equals("none"));
        Acknowledgements acknowledged = new Acknowledgements();
        try (var producer = new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; i < records; i++) {
                byte[] value = values.value(bytes, i / partitions, System.nanoTime());
                var unused =
                        producer.send(new ProducerRecord<>(topic, (int) (i % partitions), null, value), acknowledged);
            }
            producer.flush();
        }
        return new Done(acknowledged.require(records));
    }

    @Override
    public Class<Done> answer() {
        return Done.class;
    }

    private Map<String, Object> settings() {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "compression.type",
                compression,
                "linger.ms",
                20,
                "batch.size",
                256 * 1024);
    }
}
