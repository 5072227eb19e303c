package dev.dpg.gateway.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.embedded.EmbeddedKafka;
import dev.dpg.embedded.EmbeddedKafkaSettings;
import dev.dpg.gateway.log.CollectingListener;
import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker of its own, which goes away and comes back with its data and port. */
@SuppressWarnings("NullAway.Init") // set before each test
class KafkaOutageIT {
    private static final String TOPIC = "orders";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private EmbeddedKafka broker;
    private KafkaCluster cluster;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedKafka.start(new EmbeddedKafkaSettings(directory, 0));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        KafkaClusterSettings settings = KafkaClusterSettings.of(
                        "test", Map.of("bootstrap.servers", broker.bootstrapServers()))
                .withRequestTimeout(Duration.ofSeconds(2));
        cluster = new KafkaCluster(settings, Thread::new, InstantSource.system());
    }

    @AfterEach
    void end() {
        cluster.close();
        broker.close();
    }

    @Test
    void whoeverReadsGoesOnWithoutAGapOrARepeatWhenTheBrokerComesBack() {
        append("before", 0, 100);
        PartitionId partition = describe().partition(0);
        CollectingListener listener = new CollectingListener(0);
        cluster.tail().follow(partition, PartitionPosition.at(0), listener);
        LogBatch history = read(partition, PartitionPosition.at(0));
        listener.awaitValues(values("before", 100));

        broker.close();

        patiently().until(() -> cluster.unreachableSince().isPresent());
        assertThat(reason(cluster.describe(TOPIC))).isEqualTo(Reason.CLUSTER_DOWN);
        assertThat(reason(cluster.catchUp().read(partition, PartitionPosition.at(100), LogBatch::nextOffset)))
                .isEqualTo(Reason.CLUSTER_DOWN);

        restart();
        append("after", 0, 100);

        listener.awaitValues(Stream.concat(values("before", 100).stream(), values("after", 100).stream())
                .toList());
        assertThat(listener.problem()).isNull();
        patiently().until(() -> cluster.unreachableSince().isEmpty());
        assertThat(read(partition, PartitionPosition.at(history.nextOffset())).records())
                .hasSize(100);
    }

    @Test
    void aPositionOfAnOlderEpochThatReachesIntoANewerOneDiverges() {
        append("old", 0, 10);
        PartitionId partition = describe().partition(0);
        int oldEpoch = read(partition, PartitionPosition.at(0)).leaderEpoch();
        broker.close();
        restart();
        append("new", 0, 10);
        PartitionPosition onNoBranch = new PartitionPosition(15, oldEpoch, PartitionPosition.UNKNOWN);
        PartitionPosition onTheBranch = new PartitionPosition(10, oldEpoch, PartitionPosition.UNKNOWN);

        patiently().until(() -> cluster.unreachableSince().isEmpty());
        assertThat(read(partition, onTheBranch).leaderEpoch()).isGreaterThan(oldEpoch);
        TopicDescription topic = describe();
        assertThat(get(cluster.diverging(topic, Map.of(0, onTheBranch)))).isEmpty();
        assertThat(get(cluster.diverging(topic, Map.of(0, onNoBranch)))).containsExactly(Map.entry(0, 10L));
        assertThat(reason(cluster.catchUp().read(partition, onNoBranch, LogBatch::nextOffset)))
                .isEqualTo(Reason.POSITION_TRUNCATED);
        CollectingListener listener = new CollectingListener(15);
        cluster.tail().follow(partition, onNoBranch, listener);
        listener.awaitFailure(Reason.POSITION_TRUNCATED);
    }

    @Test
    void aClusterThatIsDownAtTheStartIsReadAsSoonAsItIsThere() {
        append("value", 0, 1);
        PartitionId partition = describe().partition(0);
        broker.close();
        KafkaClusterSettings settings =
                KafkaClusterSettings.of("late", Map.of("bootstrap.servers", broker.bootstrapServers()));
        try (KafkaCluster late = new KafkaCluster(settings, Thread::new, InstantSource.system())) {
            CollectingListener listener = new CollectingListener(0);
            late.tail().follow(partition, PartitionPosition.at(0), listener);
            assertThat(late.unreachableSince()).isPresent();

            restart();

            listener.awaitValues(List.of("value-0"));
            patiently().until(() -> late.unreachableSince().isEmpty());
        }
    }

    private void restart() {
        broker = EmbeddedKafka.start(new EmbeddedKafkaSettings(directory, broker.port()));
    }

    private void append(String name, int from, int count) {
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            IntStream.range(from, from + count)
                    .mapToObj(number -> (name + "-" + number).getBytes(StandardCharsets.UTF_8))
                    .forEach(value -> {
                        var unused = producer.send(new ProducerRecord<>(TOPIC, value));
                    });
        }
    }

    private TopicDescription describe() {
        return get(cluster.describe(TOPIC)).orElseThrow();
    }

    private LogBatch read(PartitionId partition, PartitionPosition from) {
        return get(cluster.catchUp().read(partition, from, batch -> batch));
    }

    private static List<String> values(String name, int count) {
        return IntStream.range(0, count).mapToObj(number -> name + "-" + number).toList();
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(PATIENCE);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private static Reason reason(CompletionStage<?> stage) {
        return get(stage.handle((value, failure) ->
                failure instanceof ProblemException known ? known.problem().reason() : Reason.INTERNAL));
    }
}
