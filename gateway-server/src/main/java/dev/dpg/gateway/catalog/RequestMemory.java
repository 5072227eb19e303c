package dev.dpg.gateway.catalog;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which answered requests are remembered, and which are forgotten at the next write. Pure. */
final class RequestMemory {
    /** Promised by the contract. */
    static final Duration KEPT = Duration.ofHours(24);

    /**
     * Beyond it the oldest are forgotten early: applying the same documents again changes nothing anyway, whereas refusing
     * new requests would let one busy caller keep everybody else from publishing.
     */
    static final int REQUESTS_MAX = 10_000;

    /** Bounds a transaction; what is left is forgotten at later writes. */
    static final int FORGOTTEN_PER_WRITE_MAX = 500;

    private RequestMemory() {}

    private static Optional<CatalogEntry.Request> find(Map<String, CatalogEntry> table, String requestId, Instant now) {
        return table.get(CatalogEntry.keyOf(requestId)) instanceof CatalogEntry.Request request
                        && !expired(request, now)
                ? Optional.of(request)
                : Optional.empty();
    }

    /**
     * The request with this id, if it still counts.
     *
     * @throws dev.dpg.gateway.problem.ProblemException {@code BAD_REQUEST}: it was used for something else
     */
    static Optional<CatalogEntry.Request> find(
            Map<String, CatalogEntry> table, String requestId, byte[] digest, Instant now) {
        Optional<CatalogEntry.Request> before = find(table, requestId, now);
        if (before.isPresent() && !Arrays.equals(before.get().digest(), digest)) {
            throw Problem.of(
                            Reason.BAD_REQUEST,
                            "request_id \"" + requestId
                                    + "\" was used for other documents within the last 24 hours; choose another one")
                    .with("requestId", requestId)
                    .asException();
        }
        return before;
    }

    /** Keys to delete when one more request is written, oldest first. */
    static List<String> forgotten(Map<String, CatalogEntry> table, Instant now) {
        List<Map.Entry<String, CatalogEntry.Request>> oldestFirst = table.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof CatalogEntry.Request)
                .map(entry -> Map.entry(entry.getKey(), (CatalogEntry.Request) entry.getValue()))
                .sorted(Comparator.comparing(entry -> entry.getValue().time()))
                .toList();
        int surplus = oldestFirst.size() + 1 - REQUESTS_MAX;
        int expired = (int) oldestFirst.stream()
                .takeWhile(entry -> expired(entry.getValue(), now))
                .count();
        return oldestFirst.stream()
                .limit(Math.min(FORGOTTEN_PER_WRITE_MAX, Math.max(expired, surplus)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean expired(CatalogEntry.Request request, Instant now) {
        return !request.time().plus(KEPT).isAfter(now);
    }
}
