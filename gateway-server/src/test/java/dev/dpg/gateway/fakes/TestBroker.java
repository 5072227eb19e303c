package dev.dpg.gateway.fakes;

import dev.dpg.embedded.EmbeddedKafka;
import dev.dpg.embedded.EmbeddedKafkaSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/**
 * The one real broker of a test JVM: started when it is first asked for, with its data in a temporary directory, ended and
 * deleted with the JVM. Tests share it, so each makes topics of its own, by {@link #uniqueName}. Tests that stop or kill a
 * broker start their own.
 *
 * <p>Thread-safe; all methods may block.
 */
public final class TestBroker {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private TestBroker() {}

    /** What a client's {@code bootstrap.servers} takes. */
    public static String bootstrapServers() {
        return Running.KAFKA.bootstrapServers();
    }

    /** A name that no other test of this JVM has; lower case, a digit at the end. */
    public static String uniqueName(String prefix) {
        return prefix + "-" + NAMES.incrementAndGet();
    }

    /**
     * Creates a topic and returns its id, as soon as the broker shows it: the controller answers before the broker has
     * taken note, in particular where a topic of the same name was just deleted.
     */
    public static UUID createTopic(String name, int partitions, Map<String, String> configs) {
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(configs);
        try (Admin admin = admin()) {
            CreateTopicsResult created = admin.createTopics(List.of(topic));
            created.all().get();
            Uuid id = created.topicId(name).get();
            Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> admin.describeTopics(List.of(name)).allTopicNames().get().values().stream()
                            .allMatch(shown -> shown.topicId().equals(id)));
            return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("topic " + name + " was not created", e);
        }
    }

    /** Deletes a topic; a topic of the same name can be made when this returns. */
    public static void deleteTopic(String name) {
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(name)).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("topic " + name + " was not deleted", e);
        }
    }

    /** Whoever asks closes it. */
    public static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    /** An idempotent producer without transactions; whoever asks closes it. */
    public static Producer<byte[], byte[]> producer() {
        return producer(Map.of());
    }

    /** A producer that is ready to begin its first transaction; whoever asks closes it. */
    public static Producer<byte[], byte[]> transactionalProducer(String transactionalId) {
        Producer<byte[], byte[]> producer = producer(Map.of("transactional.id", transactionalId));
        producer.initTransactions();
        return producer;
    }

    private static Producer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("bootstrap.servers", bootstrapServers());
        config.put("enable.idempotence", true);
        config.put("acks", "all");
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Initialised, and so started, by the first use. */
    private static final class Running {
        static final EmbeddedKafka KAFKA = start();

        private static EmbeddedKafka start() {
            try {
                Path directory = Files.createTempDirectory("dpg-test-broker");
                EmbeddedKafka kafka = EmbeddedKafka.start(new EmbeddedKafkaSettings(directory, 0));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(kafka, directory), "test-broker-end"));
                return kafka;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void end(EmbeddedKafka kafka, Path directory) {
            kafka.close();
            TemporaryDirectories.delete(directory);
        }
    }
}
