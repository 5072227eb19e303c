package dev.dpg.gateway.rpc;

import dev.dpg.gateway.catalog.Page;
import dev.dpg.gateway.catalog.PageRequest;
import dev.dpg.gateway.delivery.StreamReport;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.subscription.GatewayPresence;
import dev.dpg.gateway.subscription.ListedSession;
import dev.dpg.gateway.subscription.SessionDirectory;
import dev.dpg.gateway.subscription.SessionFilter;
import dev.dpg.v1.AdminServiceGrpc;
import dev.dpg.v1.CloseSessionRequest;
import dev.dpg.v1.CloseSessionResponse;
import dev.dpg.v1.DrainRequest;
import dev.dpg.v1.DrainResponse;
import dev.dpg.v1.GatewayInstance;
import dev.dpg.v1.ListSessionsRequest;
import dev.dpg.v1.ListSessionsResponse;
import dev.dpg.v1.Session;
import io.grpc.stub.StreamObserver;
import java.time.Duration;

/** The calls for operating gateways. Nothing blocks: who waits for another gateway is answered when that has answered. */
public final class AdminServiceEndpoint extends AdminServiceGrpc.AdminServiceImplBase {
    private static final Duration RETRY_AFTER_MAX = Duration.ofHours(1);

    private final SessionDirectory sessions;
    private final HealthEndpoint health;
    private final Duration drainTimeout;

    /**
     * @param health to be told when the gateway goes away
     * @param drainTimeout how long streams may take to end then
     */
    public AdminServiceEndpoint(SessionDirectory sessions, HealthEndpoint health, Duration drainTimeout) {
        this.sessions = sessions;
        this.health = health;
        this.drainTimeout = drainTimeout;
    }

    @Override
    public void listSessions(ListSessionsRequest request, StreamObserver<ListSessionsResponse> answers) {
        var filter = new SessionFilter(request.getProduct(), request.getClientId(), request.getGatewayId());
        Page<ListedSession> page = sessions.list(filter, PageRequest.of(request.getPageSize(), request.getPageToken()));
        answers.onNext(ListSessionsResponse.newBuilder()
                .addAllSessions(
                        page.items().stream().map(AdminServiceEndpoint::session).toList())
                .setNextPageToken(page.nextPageToken())
                .addAllGateways(sessions.gateways().stream()
                        .map(AdminServiceEndpoint::gateway)
                        .toList())
                .build());
        answers.onCompleted();
    }

    @Override
    public void closeSession(CloseSessionRequest request, StreamObserver<CloseSessionResponse> answers) {
        if (request.getSessionId().isEmpty()) {
            throw bad("session_id", "is missing; ListSessions tells the ids of all open streams");
        }
        var unused = sessions.close(request.getSessionId(), retryAfter(request)).whenComplete((nothing, failure) -> {
            if (failure == null) {
                answers.onNext(CloseSessionResponse.getDefaultInstance());
                answers.onCompleted();
            } else {
                answers.onError(ProblemStatus.of(failure));
            }
        });
    }

    @Override
    public void drain(DrainRequest request, StreamObserver<DrainResponse> answers) {
        health.goAway();
        sessions.drain(drainTimeout);
        answers.onNext(DrainResponse.newBuilder()
                .setGatewayId(sessions.gatewayId())
                .setOpenStreams(sessions.openStreams())
                .build());
        answers.onCompleted();
    }

    private static Duration retryAfter(CloseSessionRequest request) {
        long seconds = request.getRetryAfter().getSeconds();
        int nanos = request.getRetryAfter().getNanos();
        boolean inRange = seconds >= 0 && nanos >= 0 && nanos < 1_000_000_000 && seconds <= RETRY_AFTER_MAX.toSeconds();
        Duration retryAfter = inRange ? Duration.ofSeconds(seconds, nanos) : RETRY_AFTER_MAX.plusNanos(1);
        if (retryAfter.compareTo(RETRY_AFTER_MAX) > 0) {
            throw bad("retry_after", "must be 0 s to " + RETRY_AFTER_MAX.toSeconds() + " s");
        }
        return retryAfter;
    }

    private static Session session(ListedSession session) {
        StreamReport report = session.report();
        Session.Builder message = Session.newBuilder()
                .setSessionId(session.caller().sessionId())
                .setGatewayId(session.gatewayId())
                .setProduct(session.product().toString())
                .setVersion(session.version().toString())
                .setClientId(session.caller().clientId())
                .setPeer(session.caller().peer())
                .setPrincipal(session.caller().principal())
                .setCall(
                        switch (session.call()) {
                            case READ -> Session.Call.CALL_READ;
                            case SUBSCRIBE -> Session.Call.CALL_SUBSCRIBE;
                        })
                .setOpenTime(FrameMessages.timestamp(session.openTime()))
                .setLive(report.live())
                .setLagRecords(report.lag().records())
                .setDeliveredRecords(report.deliveredRecords());
        report.lag().time().ifPresent(lag -> message.setLag(FrameMessages.duration(lag)));
        return message.build();
    }

    private static GatewayInstance gateway(GatewayPresence presence) {
        return GatewayInstance.newBuilder()
                .setGatewayId(presence.identity().id())
                .setAddress(presence.identity().address())
                .setVersion(presence.identity().version())
                .setStartTime(FrameMessages.timestamp(presence.identity().startTime()))
                .setUpdateTime(FrameMessages.timestamp(presence.updateTime()))
                .setDraining(presence.draining())
                .setOpenStreams(presence.openStreams())
                .build();
    }

    private static ProblemException bad(String field, String sentence) {
        return Problem.of(Reason.BAD_REQUEST, field + " " + sentence)
                .with(new Problem.FieldViolation(field, "", sentence))
                .asException();
    }
}
