package dev.dpg.gateway.subscription;

import dev.dpg.gateway.access.AccessPlan;
import dev.dpg.gateway.delivery.PlannedEnding;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends streams whose readers may not read on, and has those come back who may read something else now. Looks when grants have
 * changed, and whenever it is told that time has passed. Thread-safe; {@link #look} takes as long as there are streams.
 */
public final class AccessWatch {
    private static final Logger LOG = LoggerFactory.getLogger(AccessWatch.class);
    private static final PlannedEnding CHANGED =
            new PlannedEnding(PlannedEnding.Reason.REVOKED, Duration.ZERO, Duration.ZERO);

    private final ReadableProducts products;
    private final Sessions sessions;
    private final AtomicBoolean looking = new AtomicBoolean();

    /**
     * @param products what there is, and who may read it
     * @param sessions what is read
     */
    public AccessWatch(ReadableProducts products, Sessions sessions) {
        this.products = products;
        this.sessions = sessions;
    }

    /** From now on looks after each change of grants, on an executor. Called once. */
    public void follow(Executor executor) {
        products.access().watch(() -> {
            // A look that has not begun sees this change, too.
            if (looking.compareAndSet(false, true)) {
                executor.execute(this::look);
            }
        });
    }

    /** Looks at all streams now. */
    public void look() {
        looking.set(false);
        sessions.all().forEach(this::look);
    }

    /** Looks at one stream. A mistake of ours ends that one, and keeps no other from being looked at. */
    private void look(OpenSession session) {
        try {
            refusal(session).ifPresent(session.stream()::revoke);
        } catch (RuntimeException e) {
            LOG.error(
                    "It cannot be told whether the stream of session {} may go on",
                    session.caller().sessionId(),
                    e);
            session.stream()
                    .revoke(Problem.of(
                            Reason.INTERNAL,
                            "the gateway cannot tell whether this may be read on; resume from the last position"));
        }
    }

    private Optional<Problem> refusal(OpenSession session) {
        try {
            AccessPlan now = products.access()
                    .plan(
                            session.claim().identity(),
                            session.port().name(),
                            session.claim().purpose());
            if (!now.givesTheSameAs(session.readable().plan()) || products.isMaskedOtherwise(session.port(), now)) {
                session.stream().goAway(CHANGED); // streams of a new version have time to go; not with old masks
            }
            return Optional.empty();
        } catch (ProblemException refused) {
            boolean stillUnknown = refused.problem().reason() == Reason.NOT_READY
                    && !products.access().isUnconfirmed();
            return stillUnknown ? Optional.empty() : Optional.of(refused.problem());
        }
    }
}
