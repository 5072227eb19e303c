package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.GatewayProcess;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.InProcessGateway;
import dev.dpg.system.fixture.OwnBroker;
import dev.dpg.system.fixture.RawStream;
import dev.dpg.system.fixture.Refusal;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.Topics;
import dev.dpg.v1.CloseSessionRequest;
import dev.dpg.v1.DrainRequest;
import dev.dpg.v1.DrainResponse;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Frame;
import dev.dpg.v1.GatewayInstance;
import dev.dpg.v1.GoAway;
import dev.dpg.v1.ListSessionsRequest;
import dev.dpg.v1.ListSessionsResponse;
import dev.dpg.v1.Session;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two gateways of one home cluster tell who reads what on either of them, and operate each other's streams. */
class SessionsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @RegisterExtension
    private final Resources resources = new Resources();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Connection here;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Connection there;

    @SuppressWarnings("NullAway.Init") // set before each test
    private GatewayProcess other;

    @BeforeEach
    void start() {
        OwnBroker broker = OwnBroker.of(resources).start();
        resources.add(new Topics(broker.bootstrapServers())).create("test.sessions", 1);
        GatewaySetup setup = GatewaySetup.on(broker.bootstrapServers()).with("delivery: { go-away-grace: 1 s }");
        other = GatewayProcess.start(setup, resources, "-Xmx160m");
        here = Connection.to(InProcessGateway.start(setup, resources).address(), resources)
                .awaitReady();
        there = Connection.to(other.address(), resources).awaitReady();
        here.publish(TestProduct.named("sessions"));
        await().atMost(TIMEOUT).until(() -> there.names().contains("test.sessions.v1"));
    }

    @Test
    void eitherGatewayListsTheStreamsOfBothAndClosesThem() {
        RawStream mine = follow(here, "mine");
        RawStream theirs = follow(there, "theirs");
        await().atMost(TIMEOUT).untilAsserted(() -> {
            for (Connection gateway : new Connection[] {here, there}) {
                ListSessionsResponse listed = list(gateway);
                assertThat(listed.getSessionsList())
                        .extracting(Session::getClientId)
                        .containsExactly("mine", "theirs");
                assertThat(listed.getGatewaysList())
                        .extracting(GatewayInstance::getAddress)
                        .containsExactlyInAnyOrder(here.address(), there.address());
            }
        });
        Session session = list(here).getSessions(1);
        assertThat(session.getSessionId()).isEqualTo(sessionId(theirs));
        assertThat(session.getProduct()).isEqualTo("test.sessions.v1");
        assertThat(session.getVersion()).isEqualTo("1.0.0");
        assertThat(session.getPeer()).startsWith("127.0.0.1:");
        assertThat(session.getCall()).isEqualTo(Session.Call.CALL_SUBSCRIBE);

        close(here, sessionId(theirs));
        Refusal end = ended(theirs);
        assertThat(end.code()).isEqualTo(Status.Code.OK);
        assertThat(theirs.goAways()).singleElement().satisfies(last -> {
            assertThat(last.getReason()).isEqualTo(GoAway.Reason.REASON_CLOSED);
            assertThat(last.getRetryAfter().getSeconds()).isPositive();
        });
        close(here, sessionId(mine));
        assertThat(ended(mine).code()).isEqualTo(Status.Code.OK);
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(list(there).getSessionsList()).isEmpty());
    }

    @Test
    void sessionsOfAKilledGatewayVanish() {
        follow(here, "mine");
        follow(there, "theirs");
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(list(here).getSessionsList()).hasSize(2));

        other.kill();

        await().atMost(TIMEOUT).untilAsserted(() -> {
            assertThat(list(here).getSessionsList())
                    .extracting(Session::getClientId)
                    .containsExactly("mine");
            assertThat(list(here).getGatewaysList()).hasSize(1);
        });
    }

    @Test
    void drainedByACallAGatewaySendsItsStreamsAwayAndAnswersOn() {
        RawStream theirs = follow(there, "theirs");

        DrainResponse first = there.admin().drain(DrainRequest.getDefaultInstance());

        assertThat(first.getOpenStreams()).isEqualTo(1);
        assertThat(ended(theirs).code()).isEqualTo(Status.Code.OK);
        assertThat(theirs.goAways()).extracting(GoAway::getReason).containsOnly(GoAway.Reason.REASON_DRAIN);
        assertThat(there.health("readiness")).isEqualTo(ServingStatus.NOT_SERVING);
        Refusal refused = ended(there.subscribe(request("late")).flow());
        assertThat(refused.code()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(refused.reason()).isEqualTo("DRAINING");
        assertThat(refused.retryMillis()).isPresent();
        await().atMost(TIMEOUT).untilAsserted(() -> {
            DrainResponse later = there.admin().drain(DrainRequest.getDefaultInstance());
            assertThat(later.getGatewayId()).isEqualTo(first.getGatewayId());
            assertThat(later.getOpenStreams()).isZero();
        });
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(list(here).getGatewaysList())
                        .filteredOn(GatewayInstance::getDraining)
                        .extracting(GatewayInstance::getGatewayId)
                        .containsExactly(first.getGatewayId()));
        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void badRequestsAndUnknownSessionsAreRefused() {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(list(here).getGatewaysList()).hasSize(2));

        assertThat(refusal(() -> close(here, "nobody")).reason()).isEqualTo("SESSION_NOT_FOUND");
        assertThat(refusal(() -> close(here, "nobody")).code()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(refusal(() -> close(here, "")).reason()).isEqualTo("BAD_REQUEST");
        assertThat(refusal(() -> here.admin()
                                .closeSession(CloseSessionRequest.newBuilder()
                                        .setSessionId("any")
                                        .setRetryAfter(seconds(3601))
                                        .build()))
                        .reason())
                .isEqualTo("BAD_REQUEST");
        assertThat(refusal(() -> here.admin()
                                .listSessions(ListSessionsRequest.newBuilder()
                                        .setPageSize(-1)
                                        .build()))
                        .reason())
                .isEqualTo("BAD_REQUEST");
    }

    private static ListSessionsResponse list(Connection gateway) {
        return gateway.admin()
                .listSessions(ListSessionsRequest.newBuilder()
                        .setProduct("test.sessions")
                        .build());
    }

    private static void close(Connection gateway, String sessionId) {
        var unused = gateway.admin()
                .closeSession(CloseSessionRequest.newBuilder()
                        .setSessionId(sessionId)
                        .setRetryAfter(seconds(30))
                        .build());
    }

    private static RawStream follow(Connection gateway, String clientId) {
        RawStream stream = gateway.subscribe(request(clientId)).flow();
        await().atMost(TIMEOUT).until(() -> stream.frame(Frame.FrameCase.OPENED).isPresent());
        return stream;
    }

    private static SubscribeRequest request(String clientId) {
        return SubscribeRequest.newBuilder()
                .setProduct("test.sessions")
                .setClientId(clientId)
                .setStart(Start.newBuilder().setEdge(Edge.EDGE_LATEST))
                .build();
    }

    private static String sessionId(RawStream stream) {
        return stream.frame(Frame.FrameCase.OPENED).orElseThrow().getOpened().getSessionId();
    }

    private static com.google.protobuf.Duration seconds(long seconds) {
        return com.google.protobuf.Duration.newBuilder().setSeconds(seconds).build();
    }

    private static Refusal refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return Refusal.of(Objects.requireNonNull(catchThrowableOfType(StatusRuntimeException.class, call)));
    }

    private static Refusal ended(RawStream stream) {
        assertThat(stream.ended()).succeedsWithin(TIMEOUT);
        return stream.ended().join();
    }
}
