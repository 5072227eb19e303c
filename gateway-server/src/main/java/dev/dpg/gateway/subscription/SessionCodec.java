package dev.dpg.gateway.subscription;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import dev.dpg.gateway.delivery.StreamFrame.Lag;
import dev.dpg.gateway.delivery.StreamReport;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.product.SemanticVersion;
import dev.dpg.gateway.state.StateCodec;
import dev.dpg.store.v1.SessionsRecord;
import dev.dpg.store.v1.StoredClosing;
import dev.dpg.store.v1.StoredGateway;
import dev.dpg.store.v1.StoredSession;
import dev.dpg.store.v1.StoredSessions;
import java.time.Instant;
import java.util.Optional;

/** The stored form of what the control topic of sessions holds. Pure. */
final class SessionCodec implements StateCodec<SessionEntry> {
    @Override
    public int format() {
        return 1;
    }

    @Override
    public ByteString encode(SessionEntry entry) {
        SessionsRecord.Builder record = SessionsRecord.newBuilder();
        if (entry instanceof SessionEntry.Present present) {
            record.setGateway(encode(present));
        } else if (entry instanceof SessionEntry.Part part) {
            StoredSessions.Builder stored = StoredSessions.newBuilder().setGatewayId(part.gatewayId());
            part.sessions().forEach(session -> stored.addSessions(encode(session)));
            record.setSessions(stored);
        } else if (entry instanceof SessionEntry.Closing closing) {
            record.setClosing(encode(closing));
        }
        return record.build().toByteString();
    }

    @Override
    public SessionEntry decode(String key, ByteString stored) {
        SessionsRecord record = parsed(stored);
        return switch (record.getEntryCase()) {
            case GATEWAY -> decode(record.getGateway());
            case SESSIONS -> decode(record.getSessions());
            case CLOSING -> decode(record.getClosing());
            case ENTRY_NOT_SET -> throw new IllegalArgumentException("a record of no known kind");
        };
    }

    private static SessionsRecord parsed(ByteString stored) {
        try {
            return SessionsRecord.parseFrom(stored);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not a record of sessions", e);
        }
    }

    private static StoredGateway encode(SessionEntry.Present present) {
        GatewayPresence presence = present.presence();
        return StoredGateway.newBuilder()
                .setGatewayId(presence.identity().id())
                .setAddress(presence.identity().address())
                .setVersion(presence.identity().version())
                .setStartTime(time(presence.identity().startTime()))
                .setUpdateTime(time(presence.updateTime()))
                .setDraining(presence.draining())
                .setOpenStreams(presence.openStreams())
                .setParts(present.parts())
                .build();
    }

    private static SessionEntry decode(StoredGateway stored) {
        var identity = new GatewayPresence.Identity(
                stored.getGatewayId(), stored.getAddress(), stored.getVersion(), time(stored.getStartTime()));
        return new SessionEntry.Present(
                new GatewayPresence(
                        identity, time(stored.getUpdateTime()), stored.getDraining(), stored.getOpenStreams()),
                stored.getParts());
    }

    private static StoredSession encode(ListedSession session) {
        StreamReport report = session.report();
        StoredSession.Builder stored = StoredSession.newBuilder()
                .setSessionId(session.caller().sessionId())
                .setProduct(session.product().toString())
                .setVersion(session.version().toString())
                .setClientId(session.caller().clientId())
                .setPeer(session.caller().peer())
                .setPrincipal(session.caller().principal())
                .setCall(
                        switch (session.call()) {
                            case READ -> StoredSession.Call.CALL_READ;
                            case SUBSCRIBE -> StoredSession.Call.CALL_SUBSCRIBE;
                        })
                .setOpenTime(time(session.openTime()))
                .addAllFields(session.fields())
                .setLive(report.live())
                .setLagRecords(report.lag().records())
                .setDeliveredRecords(report.deliveredRecords());
        report.lag().time().ifPresent(lag -> stored.setLag(duration(lag)));
        return stored.build();
    }

    private static SessionEntry decode(StoredSessions stored) {
        return new SessionEntry.Part(
                stored.getGatewayId(),
                stored.getSessionsList().stream()
                        .map(session -> decode(stored.getGatewayId(), session))
                        .toList());
    }

    private static ListedSession decode(String gatewayId, StoredSession stored) {
        Optional<java.time.Duration> lag = stored.hasLag() ? Optional.of(duration(stored.getLag())) : Optional.empty();
        return new ListedSession(
                new Caller(stored.getSessionId(), stored.getClientId(), stored.getPeer(), stored.getPrincipal()),
                gatewayId,
                PortName.parse(stored.getProduct()).orElseThrow(() -> new IllegalArgumentException("a product's name")),
                SemanticVersion.parse(stored.getVersion()).orElseThrow(() -> new IllegalArgumentException("a version")),
                switch (stored.getCall()) {
                    case CALL_READ -> Call.READ;
                    case CALL_SUBSCRIBE -> Call.SUBSCRIBE;
                    case CALL_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("an unknown call");
                },
                time(stored.getOpenTime()),
                stored.getFieldsList(),
                new StreamReport(stored.getLive(), new Lag(stored.getLagRecords(), lag), stored.getDeliveredRecords()));
    }

    private static StoredClosing encode(SessionEntry.Closing closing) {
        return StoredClosing.newBuilder()
                .setSessionId(closing.sessionId())
                .setGatewayId(closing.gatewayId())
                .setRetryAfter(duration(closing.retryAfter()))
                .setRequestTime(time(closing.requestTime()))
                .setDone(closing.done())
                .build();
    }

    private static SessionEntry decode(StoredClosing stored) {
        return new SessionEntry.Closing(
                stored.getSessionId(),
                stored.getGatewayId(),
                duration(stored.getRetryAfter()),
                time(stored.getRequestTime()),
                stored.getDone());
    }

    private static Timestamp time(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    private static Instant time(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    private static Duration duration(java.time.Duration duration) {
        return Duration.newBuilder()
                .setSeconds(duration.getSeconds())
                .setNanos(duration.getNano())
                .build();
    }

    private static java.time.Duration duration(Duration duration) {
        return java.time.Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
    }
}
