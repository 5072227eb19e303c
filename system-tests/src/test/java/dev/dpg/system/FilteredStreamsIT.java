package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Duration;
import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.GatewayProcess;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.RawStream;
import dev.dpg.system.fixture.Refusal;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.SharedBroker;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.Topics;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Progress;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Record;
import dev.dpg.v1.Start;
import dev.dpg.v1.State;
import dev.dpg.v1.SubscribeRequest;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Filters over a million records: what they cost a gateway, and what they give, of history and live. */
class FilteredStreamsIT {
    private static final String TOPIC = "test.needles";
    private static final int PARTITIONS = 2;
    private static final int RECORDS = 1_000_000;
    private static final int LIVE_RECORDS = 50_000;
    /** One needle in so many. */
    private static final int NEEDLE_EVERY = 200_000;

    private static final int MEBIBYTE = 1024 * 1024;
    private static final java.time.Duration TIMEOUT = java.time.Duration.ofMinutes(3);

    @RegisterExtension
    private final Resources resources = new Resources();

    @Test
    void filterThatMatchesNothingKeepsTheStreamAliveAndOneThatMatchesAFewGivesThem() throws Exception {
        resources.add(new Topics(SharedBroker.bootstrapServers())).create(TOPIC, PARTITIONS);
        write(0, RECORDS);
        GatewayProcess gateway =
                GatewayProcess.start(GatewaySetup.on(SharedBroker.bootstrapServers()), resources, "-Xmx256m");
        Connection connection = Connection.to(gateway.address(), resources).awaitReady();
        connection.publish(TestProduct.named("needles"));
        RawStream warm = subscribe(connection, Edge.EDGE_LATEST, "value.id == 'nothing'");
        await().atMost(TIMEOUT).until(() -> warm.heartbeats() > 0);
        long before = gateway.heapAfterCollection();

        RawStream nothing = subscribe(connection, Edge.EDGE_EARLIEST, "value.id == 'nothing'");
        await().atMost(TIMEOUT).until(() -> scanned(nothing) == RECORDS);
        String afterHistory = resumeToken(nothing);
        assertThat(nothing.states()).contains(State.Kind.KIND_CAUGHT_UP);
        RawStream needles = subscribe(connection, Edge.EDGE_EARLIEST, "value.id == 'needle'");
        await().atMost(TIMEOUT).until(() -> scanned(needles) == RECORDS);
        write(RECORDS, LIVE_RECORDS);
        await().atMost(TIMEOUT)
                .until(() -> scanned(nothing) == RECORDS + LIVE_RECORDS && scanned(needles) == RECORDS + LIVE_RECORDS);
        long growth = gateway.heapAfterCollection() - before;

        assertThat(growth / MEBIBYTE).as("mebibytes of heap that were taken").isLessThan(16);
        assertThat(resumeToken(nothing))
                .as("the token advances while nothing matches")
                .isNotEmpty()
                .isNotEqualTo(afterHistory);
        assertThat(nothing.records()).isZero();
        assertThat(nothing.ended()).isNotDone();
        assertThat(nothing.lastHeartbeat()).hasValueSatisfying(heartbeat -> {
            assertThat(heartbeat.getDeliveredRecords()).isZero();
            assertThat(heartbeat.getFilteredRecords()).isEqualTo(RECORDS + LIVE_RECORDS);
            assertThat(heartbeat.getFilterFailures()).isZero();
        });
        assertThat(needles.firstRecords())
                .hasSize((RECORDS + LIVE_RECORDS) / NEEDLE_EVERY + 1)
                .extracting(Record::getJson)
                .allMatch(json -> json.equals("{\"id\":\"needle\"}"));
        assertThat(opened(needles)).isEqualTo("value.id == 'needle'");
        assertReadGivesKeys(connection);
    }

    /** Keys alone, over the newest records. */
    private static void assertReadGivesKeys(Connection connection) throws Exception {
        RawStream read = connection
                .read(ReadRequest.newBuilder()
                        .setProduct("test.needles")
                        .setStart(Start.newBuilder().setLast(1_000))
                        .addKeys("k7")
                        .build())
                .flow();
        Refusal end = read.ended().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);

        assertThat(end.message()).isEmpty();
        assertThat(read.records()).isEqualTo(PARTITIONS * 1_000 / 100);
        assertThat(read.firstRecords()).extracting(Record::getJsonKey).containsOnly("\"k7\"");
        assertThat(read.frame(Frame.FrameCase.END))
                .hasValueSatisfying(
                        frame -> assertThat(frame.getEnd().getScannedRecords()).isEqualTo(PARTITIONS * 1_000));
    }

    private static RawStream subscribe(Connection connection, Edge edge, String filter) {
        return connection
                .subscribe(SubscribeRequest.newBuilder()
                        .setProduct("test.needles")
                        .setStart(Start.newBuilder().setEdge(edge))
                        .setHeartbeat(Duration.newBuilder().setSeconds(1))
                        .setFilter(filter)
                        .build())
                .flow();
    }

    private static long scanned(RawStream stream) {
        return stream.lastHeartbeat().map(Progress::getScannedRecords).orElse(0L);
    }

    private static String resumeToken(RawStream stream) {
        return stream.lastHeartbeat().map(Progress::getResumeToken).orElse("");
    }

    private static String opened(RawStream stream) {
        return stream.frame(Frame.FrameCase.OPENED)
                .map(frame -> frame.getOpened().getFilter())
                .orElse("");
    }

    /** Of both partitions in turn two records have one key, so that each holds the same keys. */
    private static void write(int first, int records) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                SharedBroker.bootstrapServers(),
                "acks",
                "1",
                "batch.size",
                128 * 1024,
                "linger.ms",
                5);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (int i = first; i < first + records; i++) {
                String id = i % NEEDLE_EVERY == 7 ? "needle" : "hay" + i;
                String key = "k" + i / 2 % 100;
                // What could not be written shows by the count of the records.
                Future<RecordMetadata> unused =
                        producer.send(new ProducerRecord<>(TOPIC, i % PARTITIONS, key, "{\"id\":\"" + id + "\"}"));
            }
            producer.flush();
        }
    }
}
