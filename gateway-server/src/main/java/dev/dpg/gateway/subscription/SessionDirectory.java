package dev.dpg.gateway.subscription;

import dev.dpg.gateway.catalog.Page;
import dev.dpg.gateway.catalog.PageRequest;
import dev.dpg.gateway.delivery.Delivery;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.PortName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Who reads what on which gateway, and how to end it. Thread-safe; nothing blocks. */
public final class SessionDirectory {
    private static final Page.Measure<ListedSession> MEASURE = new Measure();

    private final Sessions sessions;
    private final SessionBoard board;
    private final Delivery delivery;
    private final InstantSource clock;

    public SessionDirectory(Sessions sessions, SessionBoard board, Delivery delivery, InstantSource clock) {
        this.sessions = sessions;
        this.board = board;
        this.delivery = delivery;
        this.clock = clock;
    }

    /** This gateway's id. */
    public String gatewayId() {
        return board.self().id();
    }

    /**
     * Sessions in the order of product, client id and session id: those of this gateway a second old at most, others as
     * their gateway told last.
     *
     * @throws dev.dpg.gateway.problem.ProblemException {@code BAD_REQUEST} for a page token of another list; {@code
     *     NOT_READY} while others are asked for and not known yet
     */
    public Page<ListedSession> list(SessionFilter filter, PageRequest page) {
        if (!filter.gatewayId().equals(board.self().id())) {
            board.requireReady();
        }
        List<ListedSession> sorted = everywhere()
                .filter(filter::takes)
                .sorted(Comparator.comparing(MEASURE::key))
                .toList();
        return Page.of(page, filter.scope(), sorted, MEASURE);
    }

    /**
     * The sessions that read one version line of a product, with the properties that each one reads, on all gateways that told
     * lately; a few seconds old where they are of another gateway.
     *
     * @throws dev.dpg.gateway.problem.ProblemException {@code NOT_READY} while those of others are not known yet
     */
    public List<ListedSession> readersOf(PortName product) {
        board.requireReady();
        return everywhere().filter(session -> session.product().equals(product)).toList();
    }

    /** The gateways that told lately, this one with them, by their ids. */
    public List<GatewayPresence> gateways() {
        var own = new GatewayPresence(board.self(), clock.instant(), delivery.isDraining(), delivery.openStreams());
        return Stream.concat(Stream.of(own), present().map(Neighbours.Heard::presence))
                .sorted(Comparator.comparing(presence -> presence.identity().id()))
                .toList();
    }

    /**
     * Ends a session, wherever it is. Completes when it is over.
     *
     * @param retryAfter told to its client
     * @return fails with {@link dev.dpg.gateway.problem.ProblemException} as {@link SessionBoard#close(String, String,
     *     Duration)}
     * @throws dev.dpg.gateway.problem.ProblemException {@code SESSION_NOT_FOUND}; {@code NOT_READY} while the sessions of
     *     others are not known yet
     */
    public CompletionStage<Void> close(String sessionId, Duration retryAfter) {
        Optional<CompletionStage<Void>> ended = sessions.close(sessionId, retryAfter);
        if (ended.isPresent()) {
            return ended.get().thenRun(board::refreshSoon);
        }
        board.requireReady();
        String owner = present()
                .filter(other -> other.sessions().stream()
                        .anyMatch(session -> session.caller().sessionId().equals(sessionId)))
                .map(other -> other.presence().identity().id())
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                Reason.SESSION_NOT_FOUND,
                                "no open stream has this session id; it may have ended, or have been opened on another"
                                        + " gateway within the last "
                                        + SessionBoard.REFRESH_INTERVAL.toSeconds() + " s; list the sessions")
                        .asException());
        return board.close(sessionId, owner, retryAfter);
    }

    /** Has this gateway go away; told again, it changes nothing. */
    public void drain(Duration timeout) {
        if (!delivery.isDraining()) {
            delivery.drain(timeout);
            board.refreshSoon();
        }
    }

    /** Streams open on this gateway. */
    public int openStreams() {
        return delivery.openStreams();
    }

    private Stream<ListedSession> everywhere() {
        return Stream.concat(
                sessions.all().stream()
                        .map(session -> ListedSession.of(board.self().id(), session)),
                present().flatMap(other -> other.sessions().stream()));
    }

    private Stream<Neighbours.Heard> present() {
        return board.others().stream().filter(other -> !other.isSilent(Neighbours.GONE_AFTER, clock.instant()));
    }

    private static final class Measure implements Page.Measure<ListedSession> {
        private static final int BYTES_BESIDES_TEXTS = 120;

        /** Neither names nor client ids hold control characters. */
        @Override
        public String key(ListedSession session) {
            return session.product() + "\u0001" + session.caller().clientId() + "\u0001"
                    + session.caller().sessionId();
        }

        @Override
        public long bytes(ListedSession session) {
            return (key(session).length() + session.caller().principal().length()) * 3L + BYTES_BESIDES_TEXTS;
        }
    }
}
