package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One gateway serves products of two clusters; one of them that goes down takes only its own products along. */
class TwoClustersIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @RegisterExtension
    private final Resources resources = new Resources();

    @Test
    void clusterThatGoesDownHurtsOnlyItsOwnProducts() {
        OwnBroker home = OwnBroker.of(resources).start();
        OwnBroker second = OwnBroker.of(resources).start();
        resources.add(new Topics(home.bootstrapServers())).create("test.staying", 1);
        resources.add(new Topics(second.bootstrapServers())).create("far.leaving", 1);
        EventWriter stayingWriter =
                resources.add(EventWriter.transactional(home.bootstrapServers(), "test.staying", 1, "staying"));
        EventWriter leavingWriter = EventWriter.transactional(second.bootstrapServers(), "far.leaving", 1, "leaving");
        Connection connection = gateway(home, second);
        connection.publish(TestProduct.named("staying"));
        connection.publish(TestProduct.named("leaving").inDomain("far"));
        RawStream staying = follow(connection, "test.staying");
        RawStream leaving = follow(connection, "far.leaving");
        stayingWriter.transaction(10, true);
        leavingWriter.transaction(20, true);
        await().atMost(TIMEOUT).untilAsserted(() -> {
            assertThat(staying.records()).isEqualTo(10);
            assertThat(leaving.records()).isEqualTo(20);
            assertThat(connection.health("far.leaving")).isEqualTo(ServingStatus.SERVING);
        });
        leavingWriter.close();
        long heartbeats = leaving.heartbeats();

        second.stop();

        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThat(connection.health("far.leaving.v1")).isEqualTo(ServingStatus.NOT_SERVING));
        assertThat(connection.health("test.staying")).isEqualTo(ServingStatus.SERVING);
        assertThat(connection.health("readiness")).isEqualTo(ServingStatus.SERVING);
        Refusal refused = ended(follow(connection, "far.leaving"));
        assertThat(refused.code()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(refused.reason()).isEqualTo("CLUSTER_DOWN");
        assertThat(refused.retryMillis()).isPresent();
        Refusal end = ended(leaving);
        assertThat(end.code()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(end.reason()).isEqualTo("CLUSTER_DOWN");
        assertThat(leaving.heartbeats()).isGreaterThan(heartbeats);

        stayingWriter.transaction(30, true);
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(staying.records()).isEqualTo(40));
        assertThat(staying.ended()).isNotDone();
        assertThat(staying.ordered()).isTrue();

        second.start();
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThat(connection.health("far.leaving")).isEqualTo(ServingStatus.SERVING));
        RawStream again = follow(connection, "far.leaving");
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(again.records()).isEqualTo(20));
    }

    private Connection gateway(OwnBroker home, OwnBroker second) {
        var gateway = InProcessGateway.start(
                GatewaySetup.on(home.bootstrapServers()).with("delivery: { cluster-lost-after: 6 s }"),
                Map.of(
                        "home-cluster", "main",
                        "clusters.far.bootstrap", second.bootstrapServers(),
                        "domains.far.owner", "system-tests",
                        "domains.far.clusters", "far",
                        "domains.far.topic-prefixes", "far."),
                resources);
        return Connection.to(gateway.address(), resources).awaitReady();
    }

    private static RawStream follow(Connection connection, String product) {
        return connection
                .subscribe(SubscribeRequest.newBuilder()
                        .setProduct(product)
                        .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST))
                        .setHeartbeat(com.google.protobuf.Duration.newBuilder().setSeconds(1))
                        .build())
                .flow();
    }

    private static Refusal ended(RawStream stream) {
        assertThat(stream.ended()).succeedsWithin(TIMEOUT);
        return stream.ended().join();
    }
}
