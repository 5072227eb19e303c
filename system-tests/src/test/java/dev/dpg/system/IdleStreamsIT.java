package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.GatewayProcess;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.RawStream;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.SharedBroker;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.Topics;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stream that waits for records costs no thread. */
class IdleStreamsIT {
    private static final int FEW = 50;
    private static final int MANY = 1_000;
    private static final int CONNECTIONS = 4;
    /** Pools of the gateway grow to their bounds when there is work; what counts is that a thousand streams are no such work. */
    private static final long THREADS_MORE_MAX = 4;

    private static final int HEARTBEATS = 2;
    private static final int SIGTERM_EXIT = 143;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @RegisterExtension
    private final Resources resources = new Resources();

    @Test
    void aThousandIdleStreamsAreKeptAliveByAFlatNumberOfThreads() {
        resources.add(new Topics(SharedBroker.bootstrapServers())).create("test.idle", 2);
        GatewayProcess gateway =
                GatewayProcess.start(GatewaySetup.on(SharedBroker.bootstrapServers()), resources, "-Xmx192m");
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(Connection.to(gateway.address(), resources));
        }
        connections.get(0).awaitReady().publish(TestProduct.named("idle"));

        List<RawStream> streams = new ArrayList<>();
        open(streams, FEW, connections);
        awaitHeartbeats(streams, HEARTBEATS);
        long threadsWithFew = gateway.threads();
        open(streams, MANY, connections);
        awaitHeartbeats(streams, HEARTBEATS);
        long threadsWithMany = gateway.threads();

        assertThat(threadsWithFew).isPositive();
        assertThat(threadsWithMany).isLessThanOrEqualTo(threadsWithFew + THREADS_MORE_MAX);

        List<RawStream> cancelled = streams.subList(0, MANY / 2);
        cancelled.forEach(RawStream::cancel);
        awaitEnd(cancelled);
        assertThat(cancelled).allMatch(stream -> endOf(stream).equals(Status.Code.CANCELLED));
        assertThat(gateway.stop()).isEqualTo(SIGTERM_EXIT);
        List<RawStream> drained = streams.subList(MANY / 2, MANY);
        awaitEnd(drained);
        assertThat(drained).allSatisfy(stream -> {
            assertThat(endOf(stream)).isEqualTo(Status.Code.OK);
            assertThat(stream.frame(Frame.FrameCase.GO_AWAY)).isPresent();
        });
    }

    private static void open(List<RawStream> streams, int target, List<Connection> connections) {
        while (streams.size() < target) {
            Connection connection = connections.get(streams.size() % connections.size());
            streams.add(connection
                    .subscribe(SubscribeRequest.newBuilder()
                            .setProduct("test.idle")
                            .setStart(Start.newBuilder().setEdge(Edge.EDGE_LATEST))
                            .setHeartbeat(
                                    com.google.protobuf.Duration.newBuilder().setSeconds(1))
                            .build())
                    .flow());
        }
    }

    private static void awaitHeartbeats(List<RawStream> streams, int heartbeats) {
        await().atMost(TIMEOUT).until(() -> streams.stream().allMatch(stream -> stream.heartbeats() >= heartbeats));
    }

    private static void awaitEnd(List<RawStream> streams) {
        await().atMost(TIMEOUT)
                .until(() -> streams.stream().allMatch(stream -> stream.ended().isDone()));
    }

    private static Status.Code endOf(RawStream stream) {
        return stream.ended().join().code();
    }
}
