package dev.dpg.gateway.subscription;

import dev.dpg.gateway.access.AccessPlan;
import dev.dpg.gateway.access.AccessStore;
import dev.dpg.gateway.delivery.PlannedEnding;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends streams whose readers may not read on, and has those come back who may read something else now. Looks when grants have
 * changed, and whenever it is told that time has passed. Thread-safe; {@link #look} takes as long as there are streams.
 */
public final class AccessWatch {
    private static final PlannedEnding CHANGED =
            new PlannedEnding(PlannedEnding.Reason.REVOKED, Duration.ZERO, Duration.ZERO);

    private final AccessStore access;
    private final Sessions sessions;
    private final AtomicBoolean looking = new AtomicBoolean();

    /**
     * @param access knows who may read what
     * @param sessions what is read
     */
    public AccessWatch(AccessStore access, Sessions sessions) {
        this.access = access;
        this.sessions = sessions;
    }

    /** From now on looks after each change of grants, on an executor. Called once. */
    public void follow(Executor executor) {
        access.watch(() -> {
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

    /** Looks at one stream: the grants may have changed while it was opened. */
    void look(OpenSession session) {
        Optional<Problem> refusal = refusal(session);
        refusal.ifPresent(session.stream()::revoke);
    }

    private Optional<Problem> refusal(OpenSession session) {
        try {
            AccessPlan now = access.plan(
                    session.claim().identity(),
                    session.port().name(),
                    session.claim().purpose());
            if (!now.givesTheSameAs(session.readable().plan())) {
                session.stream().goAway(CHANGED);
            }
            return Optional.empty();
        } catch (ProblemException refused) {
            boolean stillUnknown = refused.problem().reason() == Reason.NOT_READY && !access.isUnconfirmed();
            return stillUnknown ? Optional.empty() : Optional.of(refused.problem());
        }
    }
}
