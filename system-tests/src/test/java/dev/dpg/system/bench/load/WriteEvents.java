package dev.dpg.system.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Fills a topic with JSON: {@code {"id":"hit","number":7,"note":"…"}}, where one of so many records of a partition is a hit.
 *
 * @param records in all, a multiple of {@code partitions}
 * @param oneIn how many records there are for one hit; the first of a partition is one
 * @param noteBytes length of the note
 */
public record WriteEvents(String bootstrapServers, String topic, int partitions, long records, int oneIn, int noteBytes)
        implements Task<Done> {
    @Override
    public Done perform(Workbench bench) {
        Acknowledgements acknowledged = new Acknowledgements();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 20, "batch.size", 256 * 1024);
        String note = "n".repeat(noteBytes);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; i < records; i++) {
                long number = i / partitions;
                String id = number % oneIn == 0 ? "hit" : "miss";
                String value = "{\"id\":\"" + id + "\",\"number\":" + number + ",\"note\":\"" + note + "\"}";
                var unused = producer.send(
                        new ProducerRecord<>(
                                topic, (int) (i % partitions), null, value.getBytes(StandardCharsets.UTF_8)),
                        acknowledged);
            }
            producer.flush();
        }
        return new Done(acknowledged.require(records));
    }

    @Override
    public Class<Done> answer() {
        return Done.class;
    }
}
