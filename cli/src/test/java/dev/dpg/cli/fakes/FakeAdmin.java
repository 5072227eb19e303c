package dev.dpg.cli.fakes;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.rpc.Code;
import dev.dpg.v1.AdminServiceGrpc.AdminServiceImplBase;
import dev.dpg.v1.CloseSessionRequest;
import dev.dpg.v1.CloseSessionResponse;
import dev.dpg.v1.DrainRequest;
import dev.dpg.v1.DrainResponse;
import dev.dpg.v1.GatewayInstance;
import dev.dpg.v1.ListSessionsRequest;
import dev.dpg.v1.ListSessionsResponse;
import dev.dpg.v1.Session;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Sessions in pages of one, on gateways {@code g1} and {@code g2}; a drain loses some streams with every call. */
public final class FakeAdmin extends AdminServiceImplBase {
    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private final List<CloseSessionRequest> closed = new CopyOnWriteArrayList<>();
    private final AtomicInteger drainCalls = new AtomicInteger();
    private volatile int streams;
    private volatile int streamsLostByCall;

    /** Adds a live session, opened 10 s after 1970, 12 records and 1.5 s behind. */
    public void add(String id, String gatewayId, String product, String clientId) {
        sessions.add(Session.newBuilder()
                .setSessionId(id)
                .setGatewayId(gatewayId)
                .setProduct(product)
                .setClientId(clientId)
                .setCall(Session.Call.CALL_SUBSCRIBE)
                .setOpenTime(Timestamp.newBuilder().setSeconds(10))
                .setLive(true)
                .setLagRecords(12)
                .setLag(Duration.newBuilder().setSeconds(1).setNanos(500_000_000))
                .setDeliveredRecords(345)
                .build());
    }

    /** Streams that are open, and how many are gone with every call of Drain after the first. */
    public void willDrain(int openStreams, int lostByCall) {
        streams = openStreams;
        streamsLostByCall = lostByCall;
    }

    /** Calls of Drain so far. */
    public int drainCalls() {
        return drainCalls.get();
    }

    /** What was asked to be closed. */
    public List<CloseSessionRequest> closed() {
        return closed;
    }

    @Override
    public void listSessions(ListSessionsRequest request, StreamObserver<ListSessionsResponse> answer) {
        List<Session> matching = sessions.stream()
                .filter(session -> matches(request.getProduct(), session.getProduct()))
                .filter(session -> matches(request.getClientId(), session.getClientId()))
                .filter(session -> matches(request.getGatewayId(), session.getGatewayId()))
                .toList();
        int at = request.getPageToken().isEmpty() ? 0 : Integer.parseInt(request.getPageToken());
        var page = ListSessionsResponse.newBuilder();
        matching.stream().skip(at).limit(1).forEach(page::addSessions);
        if (at + 1 < matching.size()) {
            page.setNextPageToken(Integer.toString(at + 1));
        }
        for (int i = 1; i <= 2; i++) {
            page.addGateways(GatewayInstance.newBuilder().setGatewayId("g" + i).setAddress("gateway-" + i + ":7443"));
        }
        answer.onNext(page.build());
        answer.onCompleted();
    }

    @Override
    public void closeSession(CloseSessionRequest request, StreamObserver<CloseSessionResponse> answer) {
        if (sessions.stream().noneMatch(session -> session.getSessionId().equals(request.getSessionId()))) {
            answer.onError(Refusals.of(Code.NOT_FOUND, "SESSION_NOT_FOUND", "there is no such session open", Map.of()));
            return;
        }
        closed.add(request);
        answer.onNext(CloseSessionResponse.getDefaultInstance());
        answer.onCompleted();
    }

    @Override
    public void drain(DrainRequest request, StreamObserver<DrainResponse> answer) {
        int before = drainCalls.getAndIncrement();
        answer.onNext(DrainResponse.newBuilder()
                .setGatewayId("g1")
                .setOpenStreams(Math.max(0, streams - before * streamsLostByCall))
                .build());
        answer.onCompleted();
    }

    private static boolean matches(String wanted, String value) {
        return wanted.isEmpty() || value.startsWith(wanted);
    }
}
