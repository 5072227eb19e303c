package dev.dpg.gateway.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What is kept under a key of the control topic of sessions. */
sealed interface SessionEntry {
    /** Key of a gateway's own entry. */
    static String gatewayKey(String gatewayId) {
        return "gateway:" + gatewayId;
    }

    /** Key of a part of its sessions. */
    static String partKey(String gatewayId, int number) {
        return gatewayKey(gatewayId) + ":" + number;
    }

    /** Key of the wish that a session ends. */
    static String closingKey(String sessionId) {
        return "close:" + sessionId;
    }

    /**
     * A gateway is there.
     *
     * @param presence as it told
     * @param parts its sessions are in so many
     */
    record Present(GatewayPresence presence, int parts) implements SessionEntry {}

    /**
     * A part of its sessions.
     *
     * @param gatewayId whose
     * @param sessions in the order of their ids
     */
    record Part(String gatewayId, List<ListedSession> sessions) implements SessionEntry {
        public Part {
            sessions = List.copyOf(sessions);
        }
    }

    /**
     * Somebody wants a session of another gateway to end.
     *
     * @param sessionId which
     * @param gatewayId who has it
     * @param retryAfter told to the client
     * @param requestTime when
     * @param done whether it is over; said by who has it
     */
    record Closing(String sessionId, String gatewayId, Duration retryAfter, Instant requestTime, boolean done)
            implements SessionEntry {
        Closing finished() {
            return new Closing(sessionId, gatewayId, retryAfter, requestTime, true);
        }
    }
}
