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
import dev.dpg.v1.GoAway;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A gateway that is stopped for a restart sends its streams to the other one, and no client sees an error. */
class RollingRestartIT {
    private static final int STREAMS_EACH = 40;
    private static final int SIGTERM_EXIT = 143;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @RegisterExtension
    private final Resources resources = new Resources();

    @Test
    void eachGatewayInTurnIsStoppedAndEveryStreamIsToldEndsWithOkAndGoesOnAtTheOther() {
        resources.add(new Topics(SharedBroker.bootstrapServers())).create("test.rolling", 2);
        GatewaySetup setup = GatewaySetup.on(SharedBroker.bootstrapServers()).with("drain-timeout: 6 s");
        List<GatewayProcess> gateways = List.of(
                GatewayProcess.start(setup, resources, "-Xmx160m"), GatewayProcess.start(setup, resources, "-Xmx160m"));
        List<List<RawStream>> streams = new ArrayList<>();
        connect(gateways.get(0)).publish(TestProduct.named("rolling"));
        gateways.forEach(gateway -> streams.add(open(connect(gateway), from(Edge.EDGE_LATEST), STREAMS_EACH)));

        for (int stopped = 0; stopped < gateways.size(); stopped++) {
            List<RawStream> leaving = streams.get(stopped);
            assertThat(gateways.get(stopped).stop()).isEqualTo(SIGTERM_EXIT);
            await().atMost(TIMEOUT)
                    .until(() ->
                            leaving.stream().allMatch(stream -> stream.ended().isDone()));
            assertThat(leaving).allSatisfy(stream -> {
                assertThat(stream.ended().join().code()).isEqualTo(Status.Code.OK);
                assertThat(stream.goAways())
                        .isNotEmpty()
                        .extracting(GoAway::getReason)
                        .containsOnly(GoAway.Reason.REASON_DRAIN);
            });
            int other = 1 - stopped;
            List<RawStream> resumed = open(connect(gateways.get(other)), after(leaving.get(0)), STREAMS_EACH);
            assertThat(streams.get(other)).noneMatch(stream -> stream.ended().isDone());
            streams.get(other).addAll(resumed);
            gateways.get(stopped).restart();
            streams.set(stopped, new ArrayList<>());
            connect(gateways.get(stopped));
        }
    }

    private Connection connect(GatewayProcess gateway) {
        return Connection.to(gateway.address(), resources).awaitReady();
    }

    private static Start after(RawStream stream) {
        List<GoAway> told = stream.goAways();
        return Start.newBuilder()
                .setResumeToken(told.get(told.size() - 1).getResumeToken())
                .build();
    }

    private static Start from(Edge edge) {
        return Start.newBuilder().setEdge(edge).build();
    }

    private static List<RawStream> open(Connection connection, Start start, int count) {
        List<RawStream> opened = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            opened.add(connection
                    .subscribe(SubscribeRequest.newBuilder()
                            .setProduct("test.rolling")
                            .setStart(start)
                            .build())
                    .flow());
        }
        await().atMost(TIMEOUT)
                .until(() -> opened.stream()
                        .allMatch(stream -> stream.frame(Frame.FrameCase.OPENED).isPresent()));
        return opened;
    }
}
