package dev.dpg.gateway.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which other gateways are there, judged by when news of them were heard here, so that clocks that differ do no harm. Owned
 * by one thread.
 */
final class Neighbours {
    /** A gateway that told nothing for this long counts as gone. */
    static final Duration GONE_AFTER = Duration.ofSeconds(15);

    private final String ownId;
    private final Map<String, Heard> heard = new HashMap<>();

    Neighbours(String ownId) {
        this.ownId = ownId;
    }

    /** The newest table. Who was never heard before may be gone for long, so of those the time they told counts. */
    void hear(Map<String, SessionEntry> table, Instant now) {
        Map<String, Heard> before = Map.copyOf(heard);
        heard.clear();
        for (SessionEntry entry : table.values()) {
            if (entry instanceof SessionEntry.Present present
                    && !present.presence().identity().id().equals(ownId)) {
                String id = present.presence().identity().id();
                heard.put(id, heard(present, before.get(id), now, sessions(table, id, present.parts())));
            }
        }
    }

    private static Heard heard(
            SessionEntry.Present present, @Nullable Heard before, Instant now, List<ListedSession> sessions) {
        Instant told = present.presence().updateTime();
        if (before == null) {
            return new Heard(present.presence(), sessions, told.isBefore(now) ? told : now);
        }
        return new Heard(
                present.presence(), sessions, before.presence().updateTime().equals(told) ? before.at() : now);
    }

    private static List<ListedSession> sessions(Map<String, SessionEntry> table, String gatewayId, int parts) {
        List<ListedSession> sessions = new ArrayList<>();
        for (int number = 0; number < parts; number++) {
            if (table.get(SessionEntry.partKey(gatewayId, number)) instanceof SessionEntry.Part part) {
                sessions.addAll(part.sessions());
            }
        }
        return sessions;
    }

    /** All that are in the table. */
    List<Heard> all() {
        return List.copyOf(heard.values());
    }

    /** Whether this gateway told nothing for so long; also if it is not known at all. */
    boolean isSilent(String gatewayId, Duration span, Instant now) {
        Heard last = heard.get(gatewayId);
        return last == null || last.isSilent(span, now);
    }

    /**
     * A gateway, and when news of it came.
     *
     * @param presence the gateway
     * @param sessions its open streams
     * @param at when
     */
    record Heard(GatewayPresence presence, List<ListedSession> sessions, Instant at) {
        Heard {
            sessions = List.copyOf(sessions);
        }

        boolean isSilent(Duration span, Instant now) {
            return now.isAfter(at.plus(span));
        }
    }
}
