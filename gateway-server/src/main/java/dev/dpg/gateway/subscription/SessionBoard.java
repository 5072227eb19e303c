package dev.dpg.gateway.subscription;

import dev.dpg.gateway.delivery.Delivery;
import dev.dpg.gateway.delivery.DeliveryLoop;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.state.StateTable;
import dev.dpg.gateway.state.StateTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all gateways of a home cluster about the open streams of this one, and hears about theirs, by a control topic. Each
 * gateway writes under keys of its own, so no decision is needed and nobody takes the pen. A home cluster that is away costs
 * nothing but news.
 *
 * <p>Everything happens on one loop that nobody else uses, for it blocks while it writes; {@link #others} and
 * {@link #close(String, String, Duration)} may be called from any thread.
 */
public final class SessionBoard implements AutoCloseable {
    /** Name of the control topic on the home cluster. */
    public static final String TOPIC = "__dpg.sessions";

    static final Duration REFRESH_INTERVAL = Duration.ofSeconds(5);
    static final Duration CLOSING_TIMEOUT = Duration.ofSeconds(10);
    static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(SessionBoard.class);
    private static final int CLOSINGS_MAX = 1_000;
    private static final Duration CONFIRMED_WITHIN = Duration.ofSeconds(10);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

    private final StateTable<SessionEntry> table;
    private final Sessions sessions;
    private final Delivery delivery;
    private final DeliveryLoop loop;
    private final AtomicBoolean hearing = new AtomicBoolean();
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile List<Neighbours.Heard> others = List.of();
    private volatile GatewayPresence.Identity self;
    private volatile boolean closed;

    // All below: the loop only.
    /** Who waits for sessions of other gateways to end. */
    private final Map<String, CompletableFuture<Void>> waiting = new HashMap<>();
    /** Sessions that others want to end, until the answer is heard. */
    private final Set<String> ending = new HashSet<>();

    private final Neighbours neighbours;
    private Instant blindUntil;
    private boolean told;

    /**
     * Does nothing yet.
     *
     * @param topic owned and closed by this board
     * @param self who this gateway is; its address comes later
     * @param sessions the streams of this gateway
     * @param loop used by nobody else
     */
    public SessionBoard(
            StateTopic topic, GatewayPresence.Identity self, Sessions sessions, Delivery delivery, DeliveryLoop loop) {
        this.self = self;
        this.neighbours = new Neighbours(self.id());
        this.blindUntil = loop.now();
        this.table = topic.table(new SessionCodec());
        this.sessions = sessions;
        this.delivery = delivery;
        this.loop = loop;
    }

    /**
     * Begins to hear and to tell; does not wait for it. Called once.
     *
     * @param address where this gateway listens
     */
    public void open(String address) {
        self = self.at(address);
        table.open();
        table.watch(entries -> {
            if (hearing.compareAndSet(false, true)) {
                loop.execute(this::hear);
            }
        });
        loop.execute(this::refreshAgain);
    }

    /** Who this gateway is. */
    GatewayPresence.Identity self() {
        return self;
    }

    /** The other gateways as they told last, also those that told nothing lately. */
    List<Neighbours.Heard> others() {
        return others;
    }

    /** Whether the others are known. */
    void requireReady() {
        table.entries();
    }

    /** Tells the others now what is open here. */
    void refreshSoon() {
        if (refreshing.compareAndSet(false, true)) {
            loop.execute(() -> {
                refreshing.set(false);
                refresh();
            });
        }
    }

    /**
     * Has another gateway end a session. Completes when that says that it is over.
     *
     * @return fails with {@link ProblemException}: {@code NOT_READY} if the other one does not say so in time,
     *     {@code CLUSTER_DOWN} if it can't be asked, {@code OVERLOADED}
     */
    CompletionStage<Void> close(String sessionId, String gatewayId, Duration retryAfter) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() ->
                requestClosing(new SessionEntry.Closing(sessionId, gatewayId, retryAfter, loop.now(), false), done));
        return done;
    }

    /** Says good-bye to the others where the home cluster answers, and ends hearing and telling. Idempotent. */
    @Override
    public void close() {
        if (!closed) {
            await(leave());
        }
        table.close();
    }

    /** Says good-bye, if anybody hears it; nothing is told after that. */
    CompletableFuture<Void> leave() {
        closed = true;
        CompletableFuture<Void> left = new CompletableFuture<>();
        loop.execute(() -> {
            putGoodbye();
            left.complete(null);
        });
        return left;
    }

    private void hear() {
        hearing.set(false);
        if (!table.ready()) {
            return;
        }
        Map<String, SessionEntry> entries = table.entries();
        neighbours.hear(entries, loop.now());
        others = neighbours.all();
        if (!told) {
            refreshSoon();
        }
        List<SessionEntry.Closing> closings = entries.values().stream()
                .filter(SessionEntry.Closing.class::isInstance)
                .map(SessionEntry.Closing.class::cast)
                .toList();
        // One that is answered is forgotten only when the answer is heard, or it would be followed twice.
        ending.retainAll(closings.stream()
                .filter(closing -> !closing.done())
                .map(SessionEntry.Closing::sessionId)
                .toList());
        closings.forEach(this::follow);
    }

    private void follow(SessionEntry.Closing closing) {
        CompletableFuture<Void> done = closing.done() ? waiting.remove(closing.sessionId()) : null;
        if (done != null) {
            done.complete(null);
            put(Map.of(SessionEntry.closingKey(closing.sessionId()), Optional.empty()));
        } else if (!closing.done()
                && closing.gatewayId().equals(self.id())
                && ending.size() < CLOSINGS_MAX
                && ending.add(closing.sessionId())) {
            end(closing);
        }
    }

    private void end(SessionEntry.Closing closing) {
        Runnable answer = () -> loop.execute(() -> {
            put(Map.of(SessionEntry.closingKey(closing.sessionId()), Optional.of(closing.finished())));
            refreshSoon();
        });
        sessions.close(closing.sessionId(), closing.retryAfter())
                .ifPresentOrElse(
                        ended -> {
                            var unused = ended.thenRun(answer);
                        },
                        answer);
    }

    private void requestClosing(SessionEntry.Closing closing, CompletableFuture<Void> done) {
        if (waiting.size() >= CLOSINGS_MAX) {
            done.completeExceptionally(later(Reason.OVERLOADED, "too many sessions are being closed; try again")
                    .asException());
            return;
        }
        CompletableFuture<Void> before = waiting.put(closing.sessionId(), done);
        if (before != null) {
            var unused = done.whenComplete((nothing, failure) -> complete(before, failure));
        }
        loop.schedule(() -> giveUp(closing.sessionId(), done), CLOSING_TIMEOUT);
        if (!put(Map.of(SessionEntry.closingKey(closing.sessionId()), Optional.of(closing)))) {
            waiting.remove(closing.sessionId());
            done.completeExceptionally(later(
                            Reason.CLUSTER_DOWN,
                            "the gateways' home cluster does not answer, so the gateway that has the"
                                    + " session cannot be asked; try again, or ask that one itself")
                    .asException());
        }
    }

    private static void complete(CompletableFuture<Void> future, @Nullable Throwable failure) {
        if (failure == null) {
            future.complete(null);
        } else {
            future.completeExceptionally(failure);
        }
    }

    private void giveUp(String sessionId, CompletableFuture<Void> done) {
        if (!waiting.remove(sessionId, done)) {
            return;
        }
        put(Map.of(SessionEntry.closingKey(sessionId), Optional.empty()));
        done.completeExceptionally(later(
                        Reason.NOT_READY,
                        "the gateway that has the session did not say within " + CLOSING_TIMEOUT.toSeconds()
                                + " s that it is over; list the sessions to see")
                .asException());
    }

    private void refreshAgain() {
        if (!closed) {
            loop.schedule(this::refreshAgain, REFRESH_INTERVAL);
            refresh();
        }
    }

    private void refresh() {
        if (closed || !hearsHome()) {
            blindUntil = loop.now();
            return;
        }
        Map<String, SessionEntry> before = table.ready() ? table.entries() : Map.of();
        Map<String, Optional<SessionEntry>> writes =
                new LinkedHashMap<>(new SessionNews(self, loop.now()).writes(sessions, delivery, before));
        if (table.ready() && loop.now().isAfter(blindUntil.plus(FORGOTTEN_AFTER))) {
            forget(before, writes);
        }
        told |= put(writes);
    }

    /** Whether the home cluster answers: writing to one that does not would only block. */
    private boolean hearsHome() {
        return table.confirmed()
                .filter(time -> !loop.now().isAfter(time.plus(CONFIRMED_WITHIN)))
                .isPresent();
    }

    /** What dead gateways left behind is deleted by whoever sees it first; one that was only cut off tells it again. */
    private void forget(Map<String, SessionEntry> before, Map<String, Optional<SessionEntry>> writes) {
        Instant now = loop.now();
        before.forEach((key, entry) -> {
            boolean stale;
            if (entry instanceof SessionEntry.Present present) {
                stale = isForgotten(present.presence().identity().id(), now);
            } else if (entry instanceof SessionEntry.Part part) {
                stale = isForgotten(part.gatewayId(), now);
            } else {
                stale = entry instanceof SessionEntry.Closing closing
                        && now.isAfter(closing.requestTime().plus(FORGOTTEN_AFTER));
            }
            if (stale) {
                writes.put(key, Optional.empty());
            }
        });
    }

    private boolean isForgotten(String gatewayId, Instant now) {
        return !gatewayId.equals(self.id()) && neighbours.isSilent(gatewayId, FORGOTTEN_AFTER, now);
    }

    private void putGoodbye() {
        if (hearsHome() && table.ready()) {
            Map<String, Optional<SessionEntry>> writes = new HashMap<>();
            String own = SessionEntry.gatewayKey(self.id());
            table.entries().keySet().stream()
                    .filter(key -> key.equals(own) || key.startsWith(own + ":"))
                    .forEach(key -> writes.put(key, Optional.empty()));
            put(writes);
        }
    }

    private boolean put(Map<String, Optional<SessionEntry>> writes) {
        try {
            if (!writes.isEmpty()) {
                table.put(writes);
            }
            return true;
        } catch (ProblemException e) {
            LOG.debug("The sessions could not be told: {}", e.problem().reason());
            return false;
        }
    }

    private static void await(CompletableFuture<Void> left) {
        try {
            left.get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The others are not told that this gateway leaves", e);
        }
    }

    private static Problem later(Reason reason, String message) {
        return Problem.of(reason, message).with(new Problem.RetryAfter(Duration.ofSeconds(1)));
    }
}
