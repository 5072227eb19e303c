package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.fakes.TestBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A topic of one partition with what producers do: batches of any size, in any compression, with and without keys, values and
 * headers, plain, committed and aborted, also of two transactions that lie one within the other. Blocks.
 */
final class RandomLog implements AutoCloseable {
    private static final int KEYS = 20;

    private final String topic;
    private final Random random;
    private final List<KafkaProducer<byte[], byte[]>> producers = new ArrayList<>();
    private final boolean keyless;
    private int number;

    /** A record as text, so that two can be compared: offset, time, key, value, headers. */
    record Seen(long offset, String content) {
        static Seen of(long offset, long time, byte @Nullable [] key, byte @Nullable [] value, String headers) {
            return new Seen(offset, time + " " + text(key) + " " + text(value) + " " + headers);
        }

        private static String text(byte @Nullable [] bytes) {
            return bytes == null ? "-" : "'" + new String(bytes, StandardCharsets.ISO_8859_1) + "'";
        }
    }

    /** @param keyless whether some records have no key, which a compacted topic does not take */
    RandomLog(String topic, Random random, String compression, boolean keyless) {
        this.topic = topic;
        this.random = random;
        this.keyless = keyless;
        for (int i = 0; i < 3; i++) {
            Map<String, Object> config = new HashMap<>();
            config.put("bootstrap.servers", TestBroker.bootstrapServers());
            config.put("compression.type", compression);
            config.put("linger.ms", 1000);
            config.put("batch.size", 1 << (8 + random.nextInt(8)));
            if (i > 0) {
                config.put("transactional.id", topic + "-" + i);
            }
            var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
            if (i > 0) {
                producer.initTransactions();
            }
            producers.add(producer);
        }
    }

    /** Writes in so many steps, and waits until no transaction is open. */
    void write(int steps) {
        for (int step = 0; step < steps; step++) {
            switch (random.nextInt(4)) {
                case 0, 1 -> send(0);
                case 2 -> {
                    producers.get(1).beginTransaction();
                    send(1);
                    send(0);
                    send(1);
                    end(1);
                }
                default -> {
                    producers.get(1).beginTransaction();
                    send(1);
                    producers.get(2).beginTransaction();
                    send(2);
                    send(1);
                    end(random.nextBoolean() ? 1 : 2);
                    send(0);
                    for (int open : List.of(1, 2)) {
                        if (isOpen.get(open)) {
                            end(open);
                        }
                    }
                }
            }
        }
        awaitStable();
    }

    private final List<Boolean> isOpen = new ArrayList<>(List.of(false, false, false));

    private void send(int producer) {
        isOpen.set(producer, producer > 0);
        int count = 1 + random.nextInt(random.nextInt(8) == 0 ? 400 : 12);
        for (int i = 0; i < count; i++) {
            byte[] key = keyless && random.nextInt(4) == 0 ? null : bytes("key " + random.nextInt(KEYS));
            byte[] value = random.nextInt(10) == 0 ? null : bytes("value " + number++ + "x".repeat(random.nextInt(60)));
            var record = new ProducerRecord<>(topic, 0, 1_700_000_000_000L + random.nextInt(1_000_000), key, value);
            for (int header = random.nextInt(8) - 5; header > 0; header--) {
                record.headers().add("h" + random.nextInt(3), random.nextBoolean() ? bytes("ü" + header) : null);
            }
            var unused = producers.get(producer).send(record);
        }
        producers.get(producer).flush();
    }

    private void end(int producer) {
        isOpen.set(producer, false);
        if (random.nextInt(3) == 0) {
            producers.get(producer).abortTransaction();
        } else {
            producers.get(producer).commitTransaction();
        }
    }

    private void awaitStable() {
        try (Admin admin = TestBroker.admin()) {
            Awaitility.await()
                    .until(() ->
                            end(admin, IsolationLevel.READ_COMMITTED) == end(admin, IsolationLevel.READ_UNCOMMITTED));
        }
    }

    private long end(Admin admin, IsolationLevel isolation) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                .partitionResult(partition)
                .get()
                .offset();
    }

    /** The truth: what a native reader is given that sees only what is committed. */
    static List<Seen> committed(String topic) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", TestBroker.bootstrapServers(), "isolation.level", "read_committed");
        List<Seen> seen = new ArrayList<>();
        TopicPartition partition = new TopicPartition(topic, 0);
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> seen.add(seen(record)));
            }
        }
        return seen;
    }

    private static Seen seen(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder headers = new StringBuilder();
        record.headers()
                .forEach(header -> headers.append(header.key())
                        .append('=')
                        .append(Seen.text(header.value()))
                        .append(';'));
        return Seen.of(record.offset(), record.timestamp(), record.key(), record.value(), headers.toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producers.forEach(producer -> producer.close(Duration.ofSeconds(5)));
    }
}
