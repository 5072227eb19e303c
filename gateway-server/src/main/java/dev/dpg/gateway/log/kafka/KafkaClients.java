package dev.dpg.gateway.log.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.Deserializer;

/** Opens Kafka's clients with the properties that the meaning of reading depends on. Thread-safe; its products are not. */
final class KafkaClients {
    /** Records of one poll; large, because what stands behind a poll is paid per batch. */
    static final int POLL_RECORDS_MAX = 5_000;

    /** How long the broker holds the fetch of a tail reader that has nothing new; new records come at once. */
    private static final Duration TAIL_FETCH_WAIT = Duration.ofMillis(500);

    /** The same for history, where the end must be found quickly. */
    private static final Duration CATCH_UP_FETCH_WAIT = Duration.ofMillis(50);

    /** Of one partition in a tail reader's fetch, so that a busy partition does not crowd out the others. */
    private static final int PARTITION_FETCH_BYTES = 1024 * 1024;

    /** A fetch of history brings as much of so many partitions: those that the reader stands in are fetched together. */
    private static final int CATCH_UP_FETCH_PARTITIONS = 2;

    /** How many times the bytes of a fetch one read of history may bring where they were compressed. */
    private static final int CATCH_UP_INFLATION = 2;

    private static final int RECEIVE_BUFFER_BYTES = 1024 * 1024;

    private final KafkaClusterSettings settings;

    KafkaClients(KafkaClusterSettings settings) {
        this.settings = settings;
    }

    Admin admin() {
        return Admin.create(connection("admin"));
    }

    /** @param topicIds answers with the ids that topics have now */
    CheckedConsumer tail(int reader, Function<Set<String>, CompletionStage<Map<String, Optional<UUID>>>> topicIds) {
        int bytes = settings.tailFetchBytes();
        return consumer(topicIds, "tail-" + reader, TAIL_FETCH_WAIT, bytes, PARTITION_FETCH_BYTES, bytes);
    }

    /** @param topicIds answers with the ids that topics have now */
    CheckedConsumer catchUp(int reader, Function<Set<String>, CompletionStage<Map<String, Optional<UUID>>>> topicIds) {
        int bytes = settings.catchUpFetchBytes();
        int fetchBytes = (int) Math.min(Integer.MAX_VALUE, (long) bytes * CATCH_UP_FETCH_PARTITIONS);
        long pollBytesMax = (long) bytes * CATCH_UP_INFLATION;
        return consumer(topicIds, "catch-up-" + reader, CATCH_UP_FETCH_WAIT, fetchBytes, bytes, pollBytesMax);
    }

    /**
     * What reads history as it is stored, from leaders: not where the operator wants to read from near replicas.
     *
     * @param counted counts what was read
     */
    StoredReads storedReads(int reader, LogBatches counted) {
        boolean fromLeaders = !settings.clientProperties().containsKey(ConsumerConfig.CLIENT_RACK_CONFIG);
        return new StoredReads(
                fromLeaders,
                () -> new BatchFetcher(
                        connection("batches-" + reader), settings.catchUpFetchBytes(), CATCH_UP_FETCH_WAIT),
                counted);
    }

    private CheckedConsumer consumer(
            Function<Set<String>, CompletionStage<Map<String, Optional<UUID>>>> topicIds,
            String role,
            Duration fetchWait,
            int fetchBytes,
            int partitionFetchBytes,
            long pollBytesMax) {
        Map<String, Object> properties = connection(role);
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.CHECK_CRCS_CONFIG, true);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS_MAX);
        properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(fetchWait.toMillis()));
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, fetchBytes);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, partitionFetchBytes);
        MetadataCounter counter = new MetadataCounter();
        return new CheckedConsumer(
                new BoundedConsumer(properties, counter, new PollBudget(pollBytesMax)), counter::updates, topicIds);
    }

    /** A consumer whose polls are bounded in bytes. */
    private static final class BoundedConsumer extends KafkaConsumer<ByteBuffer, ByteBuffer> {
        private final PollBudget budget;

        BoundedConsumer(Map<String, Object> properties, Deserializer<ByteBuffer> keys, PollBudget budget) {
            super(properties, keys, budget);
            this.budget = budget;
        }

        @Override
        public ConsumerRecords<ByteBuffer, ByteBuffer> poll(Duration timeout) {
            budget.reset();
            return super.poll(timeout);
        }
    }

    private Map<String, Object> connection(String role) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, RECEIVE_BUFFER_BYTES);
        properties.putAll(settings.clientProperties());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "dpg-" + settings.name() + "-" + role);
        properties.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        properties.put(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        return properties;
    }
}
