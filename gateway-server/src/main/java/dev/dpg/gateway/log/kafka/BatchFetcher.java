package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.Metadata;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.internals.ClusterResourceListeners;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.FetchMetadata;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.internals.LogContext;
import org.jspecify.annotations.Nullable;

/**
 * Fetches record batches from the leader of a partition as the broker sends them. The only class that uses what Kafka's client
 * keeps public but promises nobody; whatever goes wrong in it ends in "not now", upon which records are read through a consumer
 * ({@code docs/decisions/0021}). Topics are fetched by id (KIP-516), so what comes is of the incarnation that is meant; the
 * broker compares positions that have an epoch with the log's branches (KIP-320). Belongs to one reader's thread, but for
 * {@link #wakeup}.
 */
final class BatchFetcher implements AutoCloseable {
    /** The first version of the request that names topics by id. */
    private static final short BY_TOPIC_ID = 13;

    /** After so long without an answer the consumer is asked instead. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** What was fetched ahead is of no use after so long: the end of the log has moved. */
    private static final Duration AHEAD_MAX = Duration.ofSeconds(5);

    private static final long STEP_MILLIS = 100;
    /** Those ahead, and the one that is waited for. */
    private static final int IN_FLIGHT_MAX = Standpoints.MAX + 1;

    /** Consumers have no epoch of their own. */
    private static final long NO_REPLICA = -1;

    private final Time time = Time.SYSTEM;
    private final Metrics metrics = new Metrics(time);
    private final Topics topics;
    private final NetworkClient client;
    private final int fetchBytes;
    private final int fetchWaitMillis;
    private final int requestTimeoutMillis;
    /** The fetches ahead; at most as many as a reader stands in partitions. */
    private final Map<PartitionId, Pending> ahead = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PartitionId, Pending> eldest) {
            return size() > Standpoints.MAX;
        }
    };

    /**
     * What a broker answered.
     *
     * @param batches one after the other, the last one perhaps cut off; the first one holds the offset asked for, or follows it
     * @param aborted transactions whose records are among them and do not count
     * @param lastStableOffset where what is committed ends
     */
    record Fetched(ByteBuffer batches, List<AbortedTransaction> aborted, long lastStableOffset) {}

    /**
     * A transaction that was aborted.
     *
     * @param producerId whose
     * @param firstOffset of its records; they end at the producer's next marker
     */
    record AbortedTransaction(long producerId, long firstOffset) {}

    /** One fetch under way. */
    private static final class Pending {
        private final PartitionId partition;
        private final PartitionPosition from;
        private final long sentMillis;
        private @Nullable ClientResponse response;

        private Pending(PartitionId partition, PartitionPosition from, long sentMillis) {
            this.partition = partition;
            this.from = from;
            this.sentMillis = sentMillis;
        }

        private boolean answers(PartitionPosition position, long nowMillis) {
            return from.nextOffset() == position.nextOffset() && nowMillis - sentMillis < AHEAD_MAX.toMillis();
        }
    }

    /** What the client has to know of the cluster: the topics that were read lately. */
    private static final class Topics extends Metadata {
        private static final int TOPICS_MAX = 100;

        private final Map<String, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > TOPICS_MAX;
            }
        };

        private Topics(ConsumerConfig config, LogContext logs) {
            super(
                    config.getLong(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG),
                    config.getLong(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG),
                    config.getLong(CommonClientConfigs.METADATA_MAX_AGE_CONFIG),
                    logs,
                    new ClusterResourceListeners());
        }

        private synchronized void want(String topic) {
            if (known.put(topic, true) == null) {
                requestUpdate(true);
            }
        }

        /** The leader, where it is known and the topic is the one that is meant. */
        private synchronized @Nullable LeaderAndEpoch leader(PartitionId partition) {
            LeaderAndEpoch leader = currentLeader(KafkaPositions.toKafka(partition));
            boolean meant = id(partition).equals(topicIds().get(partition.topic()));
            return meant && leader.leader.isPresent() ? leader : null;
        }

        @Override
        protected synchronized MetadataRequest.Builder newMetadataRequestBuilder() {
            return new MetadataRequest.Builder(List.copyOf(known.keySet()), false);
        }

        @Override
        protected synchronized boolean retainTopic(String topic, boolean internal, long now) {
            return known.containsKey(topic);
        }
    }

    /**
     * Opens nothing yet.
     *
     * @param connection how to connect, as for a consumer
     * @param fetchBytes what one fetch brings at most, unless one batch is larger
     * @param fetchWait how long the broker holds a fetch that finds nothing
     */
    BatchFetcher(Map<String, Object> connection, int fetchBytes, Duration fetchWait) {
        Map<String, Object> properties = new HashMap<>(connection);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        ConsumerConfig config = new ConsumerConfig(properties);
        LogContext logs = new LogContext("[" + config.getString(ConsumerConfig.CLIENT_ID_CONFIG) + "] ");
        List<String> servers = config.getList(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG);
        this.fetchBytes = fetchBytes;
        this.fetchWaitMillis = Math.toIntExact(fetchWait.toMillis());
        this.requestTimeoutMillis = config.getInt(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG);
        this.topics = new Topics(config, logs);
        ClientUtils.maybeBootstrapMetadataSynchronously(config, servers, topics);
        this.client = ClientUtils.createNetworkClient(
                config, servers, metrics, "batches", logs, new ApiVersions(), time, IN_FLIGHT_MAX, topics, null, null);
    }

    /** Fetches what follows a position; null: not now, or no longer wanted. */
    @Nullable
    Fetched fetch(PartitionId partition, PartitionPosition from, BooleanSupplier unwanted) {
        long deadline = time.milliseconds() + PATIENCE.toMillis();
        Pending pending = ahead.remove(partition);
        if (pending != null && !pending.answers(from, time.milliseconds())) {
            pending = null;
        }
        topics.want(partition.topic());
        while (!unwanted.getAsBoolean() && time.milliseconds() < deadline) {
            if (pending == null) {
                pending = sendIfReady(partition, from);
            }
            if (pending == null && isRefused(partition)) {
                return null;
            }
            if (pending != null && pending.response != null) {
                return read(pending, pending.response);
            }
            client.poll(STEP_MILLIS, time.milliseconds());
        }
        return null;
    }

    /** Has the broker send what follows a position that is likely to be asked for next. Does not wait. */
    void fetchAhead(PartitionId partition, PartitionPosition from) {
        Pending pending = sendIfReady(partition, from);
        if (pending != null) {
            ahead.put(partition, pending);
        }
        client.poll(0, time.milliseconds());
    }

    private @Nullable Pending sendIfReady(PartitionId partition, PartitionPosition from) {
        Metadata.LeaderAndEpoch leader = topics.leader(partition);
        if (leader == null || !client.ready(leader.leader.orElseThrow(), time.milliseconds())) {
            return null;
        }
        Pending pending = new Pending(partition, from, time.milliseconds());
        client.send(
                client.newClientRequest(
                        leader.leader.orElseThrow().idString(),
                        request(partition, from, leader.epoch),
                        time.milliseconds(),
                        true,
                        requestTimeoutMillis,
                        response -> pending.response = response),
                time.milliseconds());
        return pending;
    }

    private FetchRequest.Builder request(PartitionId partition, PartitionPosition from, Optional<Integer> leaderEpoch) {
        Optional<Integer> lastFetchedEpoch =
                from.leaderEpoch() == PartitionPosition.UNKNOWN ? Optional.empty() : Optional.of(from.leaderEpoch());
        var wanted = new FetchRequest.PartitionData(
                id(partition),
                from.nextOffset(),
                FetchRequest.INVALID_LOG_START_OFFSET,
                fetchBytes,
                leaderEpoch,
                lastFetchedEpoch);
        return new FetchRequest.Builder(
                        BY_TOPIC_ID,
                        ApiKeys.FETCH.latestVersion(),
                        FetchRequest.CONSUMER_REPLICA_ID,
                        NO_REPLICA,
                        fetchWaitMillis,
                        1,
                        Map.of(KafkaPositions.toKafka(partition), wanted))
                .isolationLevel(IsolationLevel.READ_COMMITTED)
                .setMaxBytes(fetchBytes)
                .metadata(FetchMetadata.LEGACY);
    }

    /** Whether waiting for the leader is of no use: it cannot be connected to, or the topic is another one by now. */
    private boolean isRefused(PartitionId partition) {
        topics.maybeThrowAnyException();
        Uuid now = topics.topicIds().get(partition.topic());
        Node leader = topics.fetch().leaderFor(KafkaPositions.toKafka(partition));
        boolean refused =
                (now != null && !now.equals(id(partition))) || (leader != null && client.connectionFailed(leader));
        if (refused) {
            topics.requestUpdate(true);
        }
        return refused;
    }

    private @Nullable Fetched read(Pending asked, ClientResponse response) {
        FetchResponseData.PartitionData found =
                response.hasResponse() && response.responseBody() instanceof FetchResponse answer
                        ? only(answer, asked.partition)
                        : null;
        if (found == null || found.errorCode() != Errors.NONE.code() || FetchResponse.isDivergingEpoch(found)) {
            // Whatever it is: the leader may be another one, and the consumer finds out all else.
            topics.requestUpdate(true);
            return null;
        }
        ByteBuffer batches = FetchResponse.recordsOrFail(found) instanceof MemoryRecords records
                ? records.buffer().asReadOnlyBuffer()
                : ByteBuffer.allocate(0);
        List<FetchResponseData.AbortedTransaction> aborted =
                Objects.requireNonNullElse(found.abortedTransactions(), List.of());
        return new Fetched(
                batches,
                aborted.stream()
                        .map(one -> new AbortedTransaction(one.producerId(), one.firstOffset()))
                        .toList(),
                found.lastStableOffset());
    }

    private static FetchResponseData.@Nullable PartitionData only(FetchResponse answer, PartitionId partition) {
        if (answer.error() != Errors.NONE) {
            return null;
        }
        return answer.data().responses().stream()
                .filter(topic -> topic.topicId().equals(id(partition)))
                .flatMap(topic -> topic.partitions().stream())
                .filter(found -> found.partitionIndex() == partition.partition())
                .findFirst()
                .orElse(null);
    }

    private static Uuid id(PartitionId partition) {
        return new Uuid(
                partition.topicId().getMostSignificantBits(),
                partition.topicId().getLeastSignificantBits());
    }

    /** Makes a fetch that waits look whether it is still wanted; any thread. */
    void wakeup() {
        client.wakeup();
    }

    @Override
    public void close() {
        try (metrics) {
            client.close();
            topics.close();
        }
    }
}
