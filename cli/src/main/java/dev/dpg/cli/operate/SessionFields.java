package dev.dpg.cli.operate;

import com.google.protobuf.Timestamp;
import dev.dpg.cli.terminal.Fields;
import dev.dpg.v1.GatewayInstance;
import dev.dpg.v1.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sessions as entries of an answer. */
final class SessionFields {
    /** The names, also for an empty list. */
    static final List<String> NAMES =
            List.of("product", "client", "gateway", "state", "lag_records", "lag", "delivered", "opened", "session");

    private SessionFields() {}

    /**
     * What is shown of a session.
     *
     * @param gateways by id, where they listen
     */
    static Fields of(Session session, Map<String, String> gateways) {
        return new Fields()
                .with("product", session.getProduct())
                .with("client", session.getClientId())
                .with("gateway", gateways.getOrDefault(session.getGatewayId(), session.getGatewayId()))
                .with("state", state(session))
                .with("lag_records", session.getLagRecords())
                .with("lag", session.hasLag() ? DurationText.of(lag(session)) : "")
                .with("delivered", session.getDeliveredRecords())
                .with("opened", instant(session.getOpenTime()).toString())
                .with("session", session.getSessionId());
    }

    /** Where gateways listen, by id. */
    static Map<String, String> addresses(List<GatewayInstance> gateways) {
        return gateways.stream()
                .collect(Collectors.toMap(
                        GatewayInstance::getGatewayId, GatewayInstance::getAddress, (first, second) -> first));
    }

    private static String state(Session session) {
        if (session.getCall() == Session.Call.CALL_READ) {
            return "reading";
        }
        return session.getLive() ? "live" : "catching up";
    }

    private static Duration lag(Session session) {
        return Duration.ofSeconds(
                session.getLag().getSeconds(), session.getLag().getNanos());
    }

    private static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds());
    }
}
