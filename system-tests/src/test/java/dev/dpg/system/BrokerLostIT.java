package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.client.DpgClient;
import dev.dpg.client.Position;
import dev.dpg.client.Subscription;
import dev.dpg.client.SubscriptionState;
import dev.dpg.system.fixture.CommittedLog;
import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.EventWriter;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.InProcessGateway;
import dev.dpg.system.fixture.OwnBroker;
import dev.dpg.system.fixture.RawStream;
import dev.dpg.system.fixture.Received;
import dev.dpg.system.fixture.Refusal;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.Topics;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Kafka may go away and come back, before and while streams are open. */
class BrokerLostIT {
    private static final String TOPIC = "test.lost";
    private static final int PARTITIONS = 2;
    private static final int RECORDS = 500;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @RegisterExtension
    private final Resources resources = new Resources();

    private final OwnBroker broker = OwnBroker.of(resources);

    @Test
    void streamsOutliveALostBrokerForAWhileAndASubscriberGoesOnWithoutLossOrRepeat() {
        broker.start();
        createTopic();
        Connection gateway = startGateway("delivery: { cluster-lost-after: 4 s }");
        gateway.awaitReady().publish(TestProduct.named("lost"));
        write();
        Received received = new Received();
        Subscription subscription = resources
                .add(DpgClient.connect(gateway.address()))
                .subscribe("test.lost")
                .from(Position.EARLIEST)
                .start(received::add);
        RawStream stream = subscribe(gateway);
        await().atMost(TIMEOUT).until(() -> received.count() == RECORDS && stream.records() == RECORDS);

        long heartbeats = stream.heartbeats();
        broker.stop();
        Refusal end = endOf(stream);
        assertThat(stream.heartbeats()).as("heartbeats without a broker").isGreaterThan(heartbeats);
        assertClusterDown(end);
        await().atMost(TIMEOUT).until(() -> subscription.state() == SubscriptionState.RECONNECTING);
        assertClusterDown(endOf(subscribe(gateway)));

        broker.start();
        write();
        await().atMost(TIMEOUT).until(() -> received.count() >= 2 * RECORDS);
        await().atMost(TIMEOUT).until(() -> subscription.state() == SubscriptionState.LIVE);
        assertThat(received.all()).isEqualTo(CommittedLog.read(broker.bootstrapServers(), TOPIC));
    }

    @Test
    void aGatewayThatStartsBeforeItsBrokerSaysSoAndServesAsSoonAsItIsThere() {
        Connection gateway = startGateway("");

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(gateway.health("liveness")).isEqualTo(ServingStatus.SERVING));
        assertThat(gateway.health("readiness")).isEqualTo(ServingStatus.NOT_SERVING);
        Refusal refusal = endOf(subscribe(gateway));
        assertThat(refusal.code()).as(refusal.message()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(refusal.reason()).isEqualTo("NOT_READY");
        assertThat(refusal.retryMillis())
                .hasValueSatisfying(delay -> assertThat(delay).isPositive());

        broker.start();
        createTopic();
        gateway.awaitReady().publish(TestProduct.named("lost"));
        write();
        RawStream stream = subscribe(gateway);
        await().atMost(TIMEOUT).until(() -> stream.records() == RECORDS);
        stream.cancel();
    }

    private static void assertClusterDown(Refusal end) {
        assertThat(end.code()).as(end.message()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(end.reason()).isEqualTo("CLUSTER_DOWN");
        assertThat(end.retryMillis())
                .hasValueSatisfying(delay -> assertThat(delay).isPositive());
    }

    private Connection startGateway(String yaml) {
        GatewaySetup setup = GatewaySetup.on(broker.bootstrapServers()).with(yaml);
        return Connection.to(InProcessGateway.start(setup, resources).address(), resources);
    }

    private void createTopic() {
        try (Topics topics = new Topics(broker.bootstrapServers())) {
            topics.create(TOPIC, PARTITIONS);
        }
    }

    private void write() {
        try (EventWriter writer = EventWriter.plain(broker.bootstrapServers(), TOPIC, PARTITIONS)) {
            writer.write(RECORDS);
        }
    }

    private static RawStream subscribe(Connection gateway) {
        return gateway.subscribe(SubscribeRequest.newBuilder()
                        .setProduct("test.lost")
                        .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST))
                        .setHeartbeat(com.google.protobuf.Duration.newBuilder().setSeconds(1))
                        .build())
                .flow();
    }

    private static Refusal endOf(RawStream stream) {
        return stream.ended().orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
    }
}
