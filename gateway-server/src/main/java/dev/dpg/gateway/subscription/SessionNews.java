package dev.dpg.gateway.subscription;

import dev.dpg.gateway.delivery.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a gateway has to tell now.
 *
 * @param self the gateway
 * @param now when
 */
record SessionNews(GatewayPresence.Identity self, Instant now) {
    /** A part stays far below what a record may hold, and parts that did not change are not told again. */
    private static final int SESSIONS_PER_PART = 500;

    /** What to write so that the table says what is open now; always that the gateway is there, and no more than is new. */
    Map<String, Optional<SessionEntry>> writes(Sessions sessions, Delivery delivery, Map<String, SessionEntry> before) {
        List<ListedSession> open = sessions.all().stream()
                .map(session -> ListedSession.of(self.id(), session))
                .sorted(Comparator.comparing(session -> session.caller().sessionId()))
                .toList();
        List<SessionEntry.Part> parts = parts(open);
        Map<String, Optional<SessionEntry>> writes = new LinkedHashMap<>();
        // First, for parts of a gateway that nobody has heard of are deleted.
        var presence = new GatewayPresence(self, now, delivery.isDraining(), delivery.openStreams());
        writes.put(SessionEntry.gatewayKey(self.id()), Optional.of(new SessionEntry.Present(presence, parts.size())));
        for (int number = 0; number < parts.size(); number++) {
            String key = SessionEntry.partKey(self.id(), number);
            if (!parts.get(number).equals(before.get(key))) {
                writes.put(key, Optional.of(parts.get(number)));
            }
        }
        for (int number = parts.size(); before.containsKey(SessionEntry.partKey(self.id(), number)); number++) {
            writes.put(SessionEntry.partKey(self.id(), number), Optional.empty());
        }
        return writes;
    }

    private List<SessionEntry.Part> parts(List<ListedSession> open) {
        List<SessionEntry.Part> parts = new ArrayList<>();
        for (int from = 0; from < open.size(); from += SESSIONS_PER_PART) {
            int to = Math.min(from + SESSIONS_PER_PART, open.size());
            parts.add(new SessionEntry.Part(self.id(), open.subList(from, to)));
        }
        return parts;
    }
}
