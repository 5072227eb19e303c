package dev.dpg.gateway.subscription;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.dpg.gateway.catalog.Catalog;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.delivery.Delivery;
import dev.dpg.gateway.delivery.DeliveryStream;
import dev.dpg.gateway.delivery.PlannedEnding;
import dev.dpg.gateway.product.PortName;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The streams that are open on this gateway, by their session ids. Those that follow a product are sent away when it is
 * published anew, so that their clients come back to its new version. Thread-safe; nothing blocks.
 */
public final class Sessions {
    private static final Duration CHANGE_WINDOW_MAX = Duration.ofMinutes(1);

    private final Delivery delivery;
    private final Duration grace;
    private final Map<String, OpenSession> open = new ConcurrentHashMap<>();
    private volatile Map<PortName, PublishedPort> ports = Map.of();

    /**
     * Begins without any.
     *
     * @param grace how long a stream goes on that is sent away for a change
     */
    public Sessions(Catalog catalog, Delivery delivery, Duration grace) {
        this.delivery = delivery;
        this.grace = grace;
        catalog.watch(this::published);
    }

    /** A stream was opened; it is forgotten when it has ended. */
    void opened(OpenSession session) {
        open.put(session.caller().sessionId(), session);
        var unused = session.stream()
                .ended()
                .thenRun(() -> open.remove(session.caller().sessionId()));
        // Whoever publishes sees the session among those that are open, or is seen here.
        sendAway(List.of(session));
    }

    /** Ends the session of this id at once; the answer completes when it is over. Empty if it is not open. */
    Optional<CompletionStage<Void>> close(String sessionId, Duration retryAfter) {
        return Optional.ofNullable(open.get(sessionId)).map(session -> {
            session.stream().goAway(new PlannedEnding(PlannedEnding.Reason.CLOSED, retryAfter, Duration.ZERO));
            return session.stream().ended();
        });
    }

    /** Those that are open now. */
    Collection<OpenSession> all() {
        return List.copyOf(open.values());
    }

    private void published(List<PublishedPort> newest) {
        ports = newest.stream().collect(toUnmodifiableMap(PublishedPort::name, Function.identity()));
        sendAway(open.values());
    }

    /**
     * Bounded reads stay, unless their product is over: what they read is decided already, and they end by themselves.
     */
    private void sendAway(Collection<OpenSession> sessions) {
        List<DeliveryStream> outdated = sessions.stream()
                .filter(this::isOutdated)
                .map(OpenSession::stream)
                .toList();
        delivery.goAway(
                outdated,
                new PlannedEnding(PlannedEnding.Reason.PRODUCT_CHANGED, Duration.ZERO, grace),
                CHANGE_WINDOW_MAX);
    }

    private boolean isOutdated(OpenSession session) {
        PublishedPort current = ports.get(session.port().name());
        if (current == null) {
            return false;
        }
        return session.call() == Call.SUBSCRIBE
                ? !session.fits(current)
                : !current.lifecycle().state().readable();
    }
}
