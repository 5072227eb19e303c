package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.EventWriter;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.InProcessGateway;
import dev.dpg.system.fixture.RawStream;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.SharedBroker;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.Topics;
import dev.dpg.v1.DecodeError.Reason;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.Frame.FrameCase;
import dev.dpg.v1.Record;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records that are not what they claim come as such, one by one, and disturb neither their neighbours nor anybody else. */
class PoisonRecordsIT {
    private static final String TOPIC = "test.poison";
    private static final int RECORD_BYTES_MAX = 256 * 1024;
    private static final int NESTING = 100_000;
    private static final int HEADERS = 5_000;
    private static final int HEALTHY = 2_000;
    private static final byte[] NOT_UTF_8 = {'"', (byte) 0xff, (byte) 0xfe, '"'};
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final List<Poison> RECORDS = List.of(
            poison(null, bytes("{\"id\":\"first\"}"), Reason.REASON_UNSPECIFIED),
            poison(null, bytes("{\"id\": nothing}"), Reason.REASON_INVALID_VALUE),
            poison(null, bytes("[".repeat(NESTING) + "]".repeat(NESTING)), Reason.REASON_INVALID_VALUE),
            poison(null, NOT_UTF_8, Reason.REASON_INVALID_VALUE),
            poison(null, new byte[0], Reason.REASON_INVALID_VALUE),
            poison(NOT_UTF_8, bytes("{\"id\":\"key\"}"), Reason.REASON_INVALID_KEY),
            poison(null, bytes("\"" + "x".repeat(RECORD_BYTES_MAX) + "\""), Reason.REASON_TOO_LARGE),
            poison(bytes("\"gone\""), null, Reason.REASON_UNSPECIFIED),
            poison(null, bytes("{\"id\":\"headers\"}"), Reason.REASON_UNSPECIFIED),
            poison(null, bytes("{\"id\":\"last\"}"), Reason.REASON_UNSPECIFIED));
    private static final int WITH_HEADERS = 8;
    private static final int TOMBSTONE = 7;

    @RegisterExtension
    private final Resources resources = new Resources();

    @Test
    void everyPoisonRecordComesAsWhatItIsAndNobodyMissesAnything() {
        Topics topics = resources.add(new Topics(SharedBroker.bootstrapServers()));
        topics.create(TOPIC, 1);
        topics.create("test.bystander", 2);
        GatewaySetup setup =
                GatewaySetup.on(SharedBroker.bootstrapServers()).with("record-bytes-max: " + RECORD_BYTES_MAX);
        Connection gateway = Connection.to(
                        InProcessGateway.start(setup, resources).address(), resources)
                .awaitReady();
        gateway.publish(TestProduct.named("poison"));
        gateway.publish(TestProduct.named("bystander"));
        List<RawStream> live = List.of(
                follow(gateway, "test.poison", Encoding.ENCODING_JSON),
                follow(gateway, "test.poison", Encoding.ENCODING_RAW));
        RawStream bystander = follow(gateway, "test.bystander", Encoding.ENCODING_JSON);
        EventWriter writer = resources.add(EventWriter.plain(SharedBroker.bootstrapServers(), "test.bystander", 2));

        writer.write(HEALTHY / 2);
        writePoison();
        writer.write(HEALTHY / 2);

        RawStream history = follow(gateway, "test.poison", Encoding.ENCODING_JSON);
        assertJson(live.get(0));
        assertRaw(live.get(1));
        assertJson(history);
        await().atMost(TIMEOUT).until(() -> bystander.records() == HEALTHY);
        assertThat(bystander.ordered()).isTrue();
        assertThat(bystander.firstRecords()).noneMatch(Record::hasDecodeError);
        assertThat(List.of(live.get(0), live.get(1), history, bystander))
                .noneMatch(stream -> stream.ended().isDone());
    }

    private static void assertJson(RawStream stream) {
        List<Record> records = recordsOf(stream);
        for (int i = 0; i < RECORDS.size(); i++) {
            assertThat(records.get(i).getDecodeError().getReason())
                    .as("record %d", i)
                    .isEqualTo(RECORDS.get(i).reason);
        }
        assertThat(records.get(0).getJson()).isEqualTo("{\"id\":\"first\"}");
        assertThat(records.get(TOMBSTONE).getTombstone()).isTrue();
        assertThat(records.get(WITH_HEADERS).getHeadersCount()).isEqualTo(HEADERS);
        assertThat(records.get(RECORDS.size() - 1).getJson()).isEqualTo("{\"id\":\"last\"}");
    }

    /** Bytes as they are stored are never wrong, but they may be too many. */
    private static void assertRaw(RawStream stream) {
        List<Record> records = recordsOf(stream);
        for (int i = 0; i < RECORDS.size(); i++) {
            boolean tooLarge = RECORDS.get(i).reason == Reason.REASON_TOO_LARGE;
            assertThat(records.get(i).hasDecodeError()).as("record %d", i).isEqualTo(tooLarge);
            byte[] value = RECORDS.get(i).value;
            if (!tooLarge && value != null) {
                assertThat(records.get(i).getRaw().toByteArray())
                        .as("record %d", i)
                        .isEqualTo(value);
            }
        }
    }

    private static List<Record> recordsOf(RawStream stream) {
        await().atMost(TIMEOUT).until(() -> stream.records() == RECORDS.size());
        return stream.firstRecords();
    }

    private static RawStream follow(Connection gateway, String product, Encoding encoding) {
        RawStream stream = gateway.subscribe(SubscribeRequest.newBuilder()
                        .setProduct(product)
                        .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST))
                        .setEncoding(encoding)
                        .build())
                .flow();
        await().atMost(TIMEOUT).until(() -> stream.frame(FrameCase.STATE).isPresent());
        return stream;
    }

    private static void writePoison() {
        Map<String, Object> config = Map.of("bootstrap.servers", SharedBroker.bootstrapServers());
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < RECORDS.size(); i++) {
                var record = new ProducerRecord<>(TOPIC, 0, RECORDS.get(i).key, RECORDS.get(i).value);
                for (int header = 0; i == WITH_HEADERS && header < HEADERS; header++) {
                    record.headers().add("h" + header, new byte[] {1, 2});
                }
                // What could not be written is missed by the test.
                Future<RecordMetadata> unused = producer.send(record);
            }
            producer.flush();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Poison poison(byte @Nullable [] key, byte @Nullable [] value, Reason reason) {
        return new Poison(key, value, reason);
    }

    /** A record and what is wrong with it, for who wants JSON. */
    private static final class Poison {
        private final byte @Nullable [] key;
        private final byte @Nullable [] value;
        private final Reason reason;

        private Poison(byte @Nullable [] key, byte @Nullable [] value, Reason reason) {
            this.key = key;
            this.value = value;
            this.reason = reason;
        }
    }
}
