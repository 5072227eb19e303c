package dev.dpg.system.faults.load;

import dev.dpg.system.faults.history.CommittedTopic;
import dev.dpg.system.faults.history.Stamp;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Tells the truth: reads what is committed with Kafka's own consumer, past the gateway. */
public final class NativeReader {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long SECONDS_MAX = 120;

    private NativeReader() {}

    /**
     * Reads a topic from its beginning to its end, when nobody writes to it, and adds what was acknowledged and has expired
     * since. Blocks.
     *
     * @param log the topic's id, by which what was acknowledged is chosen
     */
    public static CommittedTopic read(
            String bootstrapServers, String topic, String log, List<Acknowledged> acknowledged) {
        Map<Integer, NavigableMap<Long, Stamp>> records = new HashMap<>();
        Map<Integer, Long> retainedFrom = new HashMap<>();
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
            starts.forEach((partition, offset) -> {
                retainedFrom.put(partition.partition(), offset);
                consumer.seek(partition, offset);
            });
            readTo(consumer, consumer.endOffsets(partitions), records);
        }
        requireAcknowledged(log, acknowledged, records, retainedFrom);
        return new CommittedTopic(log, records, retainedFrom);
    }

    private static void readTo(
            KafkaConsumer<String, String> consumer,
            Map<TopicPartition, Long> ends,
            Map<Integer, NavigableMap<Long, Stamp>> records) {
        long deadline = System.nanoTime() + Duration.ofSeconds(SECONDS_MAX).toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the native reader does not come to the end");
            }
            consumer.poll(POLL)
                    .forEach(record -> records.computeIfAbsent(record.partition(), p -> new TreeMap<>())
                            .put(record.offset(), Stamp.parse(record.value())));
        }
    }

    /** Kafka itself has to keep what it acknowledged, else nothing else can be judged. */
    private static void requireAcknowledged(
            String log,
            List<Acknowledged> acknowledged,
            Map<Integer, NavigableMap<Long, Stamp>> records,
            Map<Integer, Long> retainedFrom) {
        for (Acknowledged written : acknowledged) {
            if (!written.place().log().equals(log)) {
                continue;
            }
            int partition = written.place().partition();
            long offset = written.place().offset();
            Stamp found =
                    records.computeIfAbsent(partition, p -> new TreeMap<>()).putIfAbsent(offset, written.stamp());
            boolean retained = offset >= retainedFrom.getOrDefault(partition, 0L);
            if (retained && !written.stamp().equals(found)) {
                throw new IllegalStateException(
                        "Kafka acknowledged " + partition + "/" + offset + " and does not have it any more");
            }
        }
    }
}
