package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.dpg.gateway.app.Gateway;
import dev.dpg.store.v1.StateRecord;
import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.EventWriter;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.InProcessGateway;
import dev.dpg.system.fixture.OwnBroker;
import dev.dpg.system.fixture.RawStream;
import dev.dpg.system.fixture.Refusal;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.Topics;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Frame;
import dev.dpg.v1.ListSessionsRequest;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In a rolling upgrade an older gateway meets records of a newer one: it says so instead of serving what it half knows. */
class NewerFormatIT {
    private static final int NEWER_FORMAT = 1_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @RegisterExtension
    private final Resources resources = new Resources();

    @Test
    void olderGatewayRefusesATopicThatANewerOneWroteAndItsOpenStreamsGoOn() {
        OwnBroker broker = OwnBroker.of(resources).start();
        resources.add(new Topics(broker.bootstrapServers())).create("test.upgrade", 1);
        EventWriter writer =
                resources.add(EventWriter.transactional(broker.bootstrapServers(), "test.upgrade", 1, "upgrade"));
        GatewaySetup setup = GatewaySetup.on(broker.bootstrapServers());
        Connection connection =
                connect(InProcessGateway.start(setup, resources)).awaitReady();
        connection.publish(TestProduct.named("upgrade"));
        RawStream stream = follow(connection);
        await().atMost(TIMEOUT).until(() -> stream.frame(Frame.FrameCase.OPENED).isPresent());

        writeNewer(broker, "__dpg.sessions");
        await().atMost(TIMEOUT).untilAsserted(() -> {
            Refusal refused = refusal(() -> connection.admin().listSessions(ListSessionsRequest.getDefaultInstance()));
            assertThat(refused.reason()).isEqualTo("NOT_READY");
            assertThat(refused.message()).contains("older than the others");
        });
        assertThat(connection.health("readiness")).isEqualTo(ServingStatus.SERVING);
        assertThat(connection.names()).containsExactly("test.upgrade.v1");

        writeNewer(broker, "__dpg.catalog");
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(connection.health("readiness")).isEqualTo(ServingStatus.NOT_SERVING));
        Refusal refused = refusal(connection::names);
        assertThat(refused.code()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(refused.reason()).isEqualTo("NOT_READY");
        assertThat(refused.message()).contains("older than the others");
        writer.transaction(25, true);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(stream.records()).isEqualTo(25));
        assertThat(stream.ended()).isNotDone();

        Connection restarted = connect(InProcessGateway.start(setup, resources));
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThat(refusal(restarted::names).message()).contains("older than the others"));
        assertThat(restarted.health("readiness")).isEqualTo(ServingStatus.NOT_SERVING);
    }

    private Connection connect(Gateway gateway) {
        return Connection.to(gateway.address(), resources);
    }

    private static RawStream follow(Connection connection) {
        return connection
                .subscribe(SubscribeRequest.newBuilder()
                        .setProduct("test.upgrade")
                        .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST))
                        .build())
                .flow();
    }

    private static void writeNewer(OwnBroker broker, String topic) {
        byte[] value = StateRecord.newBuilder()
                .setFormat(NEWER_FORMAT)
                .setContent(ByteString.copyFromUtf8("what only a newer gateway understands"))
                .build()
                .toByteArray();
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var unused = producer.send(new ProducerRecord<>(topic, "newer".getBytes(StandardCharsets.UTF_8), value));
            producer.flush();
        }
    }

    private static Refusal refusal(ThrowingCallable call) {
        StatusRuntimeException thrown = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(thrown).as("nothing was refused").isNotNull();
        return Refusal.of(thrown);
    }
}
