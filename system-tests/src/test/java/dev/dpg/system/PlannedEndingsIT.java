package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.gateway.app.Gateway;
import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.EventWriter;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.InProcessGateway;
import dev.dpg.system.fixture.RawStream;
import dev.dpg.system.fixture.Refusal;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.SharedBroker;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.Topics;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Frame;
import dev.dpg.v1.GoAway;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Streams that end by plan say so first, and end with OK. */
class PlannedEndingsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @RegisterExtension
    private final Resources resources = new Resources();

    private final Topics topics = new Topics(SharedBroker.bootstrapServers());

    @Test
    void streamOfAgeGoesOnForTheGraceAndLosesNothingWhenResumed() {
        resources.add(topics).create("test.aged", 1);
        EventWriter writer =
                resources.add(EventWriter.transactional(SharedBroker.bootstrapServers(), "test.aged", 1, "aged"));
        writer.transaction(100, true);
        Connection connection = start("delivery: { stream-age-max: 2 s, go-away-grace: 1 s }");
        connection.publish(TestProduct.named("aged"));
        RawStream first =
                connection.subscribe(from(Edge.EDGE_EARLIEST, "test.aged")).flow();

        Refusal end = ended(first);
        assertThat(end.code()).isEqualTo(Status.Code.OK);
        assertThat(first.goAways()).extracting(GoAway::getReason).containsOnly(GoAway.Reason.REASON_MAX_AGE);
        assertThat(first.goAways()).hasSize(2);
        assertThat(first.goAways().get(0).hasGrace()).isTrue();
        assertThat(first.goAways().get(1).getGrace()).isEqualTo(com.google.protobuf.Duration.getDefaultInstance());

        writer.transaction(50, true);
        List<RawStream> streams = new ArrayList<>(List.of(first));
        await().atMost(TIMEOUT).untilAsserted(() -> {
            streams.add(resumed(connection, streams.get(streams.size() - 1)));
            assertThat(streams.stream().mapToLong(RawStream::records).sum()).isEqualTo(150);
        });
        assertThat(streams).allMatch(RawStream::ordered);
    }

    /** A stream that goes on where one ended, and has ended too. */
    private static RawStream resumed(Connection connection, RawStream before) {
        List<GoAway> told = before.goAways();
        RawStream stream = connection
                .subscribe(SubscribeRequest.newBuilder()
                        .setProduct("test.aged")
                        .setStart(Start.newBuilder()
                                .setResumeToken(told.get(told.size() - 1).getResumeToken()))
                        .build())
                .flow();
        assertThat(ended(stream).code()).isEqualTo(Status.Code.OK);
        return stream;
    }

    @Test
    void productPublishedAnewSendsItsFollowersAwayButNoBoundedReadAndNoOtherProduct() {
        resources.add(topics).create("test.changing", 1);
        topics.create("test.staying", 1);
        Connection connection = start("delivery: { go-away-grace: 1 s }");
        TestProduct product = TestProduct.named("changing");
        connection.publish(product);
        connection.publish(TestProduct.named("staying"));
        RawStream follower =
                connection.subscribe(from(Edge.EDGE_LATEST, "test.changing")).flow();
        RawStream pinned =
                connection.subscribe(from(Edge.EDGE_LATEST, "test.changing.v1")).flow();
        RawStream other =
                connection.subscribe(from(Edge.EDGE_LATEST, "test.staying")).flow();
        List<RawStream> followers = List.of(follower, pinned, other);
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(followers)
                        .allMatch(stream -> !stream.states().isEmpty()));

        connection.publish(product.next("1.1.0", "Says more."));

        assertThat(List.of(ended(follower), ended(pinned)))
                .extracting(Refusal::code)
                .containsOnly(Status.Code.OK);
        assertThat(follower.goAways()).extracting(GoAway::getReason).containsOnly(GoAway.Reason.REASON_PRODUCT_CHANGED);
        assertThat(other.goAways()).isEmpty();
        assertThat(other.ended()).isNotDone();
        RawStream read = connection
                .read(ReadRequest.newBuilder().setProduct("test.changing").build())
                .flow();
        assertThat(ended(read).code()).isEqualTo(Status.Code.OK);
        assertThat(read.goAways()).isEmpty();
    }

    @Test
    void streamsOpenedWhileTheGatewayDrainsAreToldOrRefusedAndNoneHangs() {
        resources.add(topics).create("test.racing", 1);
        Gateway gateway = InProcessGateway.start(GatewaySetup.on(SharedBroker.bootstrapServers()), resources);
        Connection connection = Connection.to(gateway.address(), resources).awaitReady();
        connection.publish(TestProduct.named("racing"));
        List<RawStream> streams = new ArrayList<>();
        streams.add(connection.subscribe(from(Edge.EDGE_LATEST, "test.racing")).flow());
        await().atMost(TIMEOUT)
                .until(() -> streams.get(0).frame(Frame.FrameCase.OPENED).isPresent());
        CompletableFuture<Void> drained = new CompletableFuture<>();
        for (int i = 0; i < 300; i++) {
            streams.add(
                    connection.subscribe(from(Edge.EDGE_LATEST, "test.racing")).flow());
            if (i == 100) {
                drained.completeAsync(() -> {
                    gateway.drain(Duration.ofSeconds(10));
                    return null;
                });
            }
        }

        for (RawStream stream : streams) {
            Refusal end = ended(stream);
            if (end.code() == Status.Code.OK) {
                assertThat(stream.goAways()).extracting(GoAway::getReason).contains(GoAway.Reason.REASON_DRAIN);
            } else {
                // A call that the closed listener cannot even take has no reason.
                assertThat(end.code()).isEqualTo(Status.Code.UNAVAILABLE);
                assertThat(end.reason()).isIn("DRAINING", "");
            }
        }
        assertThat(streams)
                .filteredOn(stream -> ended(stream).code() == Status.Code.OK)
                .isNotEmpty();
        assertThat(drained).succeedsWithin(TIMEOUT);
    }

    private Connection start(String settings) {
        Gateway gateway = InProcessGateway.start(
                GatewaySetup.on(SharedBroker.bootstrapServers()).with(settings), resources);
        return Connection.to(gateway.address(), resources).awaitReady();
    }

    private static SubscribeRequest from(Edge edge, String product) {
        return SubscribeRequest.newBuilder()
                .setProduct(product)
                .setStart(Start.newBuilder().setEdge(edge))
                .build();
    }

    private static Refusal ended(RawStream stream) {
        assertThat(stream.ended()).succeedsWithin(TIMEOUT);
        return stream.ended().join();
    }
}
