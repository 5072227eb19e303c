package dev.dpg.system.soak.load;

import dev.dpg.system.bench.load.Acknowledgements;
import dev.dpg.system.bench.load.Done;
import dev.dpg.system.bench.load.OpenLoop;
import dev.dpg.system.bench.load.Task;
import dev.dpg.system.bench.load.Workbench;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes {@link Numbered} records at a steady rate, whoever is slow.
 *
 * @param first the number that comes next in each partition
 * @param records in all, a multiple of {@code partitions}
 */
public record WriteNumbered(
        String bootstrapServers, String topic, int partitions, long first, long records, int perSecond)
        implements Task<Done> {
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    @Override
    public Done perform(Workbench bench) {
        Acknowledgements acknowledged = new Acknowledgements();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "linger.ms",
                1,
                // A record that was given up would make all that follow another's number.
                "delivery.timeout.ms",
                (int) PATIENCE.toMillis());
        OpenLoop pace = new OpenLoop(System.nanoTime(), perSecond);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; i < records; i++) {
                pace.awaitDue(i);
                byte[] value = Numbered.value(first + i / partitions);
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
}
