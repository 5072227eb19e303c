package dev.dpg.gateway.access;

import dev.dpg.gateway.identity.Identity;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.state.StateTable;
import dev.dpg.gateway.state.StateTopic;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests and grants, in one control topic, the same on every gateway. Thread-safe; {@link #ask}, {@link #decide}, {@link
 * #revoke} and {@link #close} block, nothing else does.
 */
public final class AccessStore implements AutoCloseable {
    /** Name of the control topic on the home cluster. */
    public static final String TOPIC = "__dpg.access";

    /** Grants that the home cluster did not confirm for so long are no longer taken for what holds. */
    public static final Duration UNCONFIRMED_MAX = Duration.ofSeconds(30);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final Comparator<AccessRecord> NEWEST_FIRST =
            Comparator.comparing(AccessRecord::createTime).reversed().thenComparing(AccessRecord::id);

    private final StateTable<AccessEntry> table;
    private final Roles roles;
    private final InstantSource clock;
    /** Made anew when the entries are another map. Two threads may do that at once; they make the same. */
    private volatile @Nullable Indexed indexed;

    private record Indexed(Map<String, AccessEntry> entries, GrantIndex grants) {}

    /**
     * Does nothing yet.
     *
     * @param topic owned and closed by this store
     * @param roles who may do what
     * @param clock tells when things are asked, decided, and over
     */
    public AccessStore(StateTopic topic, Roles roles, InstantSource clock) {
        this.table = topic.table(new AccessCodec());
        this.roles = roles;
        this.clock = clock;
    }

    /** Begins reading; does not wait for it. Called once. */
    public void open() {
        table.open();
    }

    /**
     * Makes sure that there is a secret which the salts of hashes are made of; without one nothing is given that hashes. Blocks,
     * once in the life of a home cluster.
     *
     * @throws dev.dpg.gateway.problem.ProblemException as {@link StateTable#update}; it is not needed before the next try
     */
    public void prepare() {
        if (table.ready() && !table.entries().containsKey(SaltSecret.KEY)) {
            byte[] secret = new byte[SaltSecret.BYTES];
            new SecureRandom().nextBytes(secret);
            var unused = table.update(new SecretDecision(new SaltSecret(secret)));
        }
    }

    /**
     * What hashes are salted with for somebody.
     *
     * @param principal kind and name
     * @throws dev.dpg.gateway.problem.ProblemException {@code NOT_READY}
     */
    public SaltOfReader saltOf(String principal) {
        if (table.entries().get(SaltSecret.KEY) instanceof SaltSecret secret) {
            return secret.saltOf(principal);
        }
        throw Problem.of(Reason.NOT_READY, "this gateway has no secret yet to salt hashes with; try again shortly")
                .with(new Problem.RetryAfter(RETRY_AFTER))
                .asException();
    }

    /** Whether requests and grants were read, so that everything else here answers. */
    public boolean ready() {
        return table.ready();
    }

    /**
     * What a caller may read of a product now.
     *
     * @param purpose as the caller declares it; empty: none
     * @throws dev.dpg.gateway.problem.ProblemException {@code NO_GRANT}, {@code GRANT_EXPIRED}, {@code GRANT_REVOKED}, {@code
     *     PURPOSE_DENIED}; {@code NOT_READY} while grants were not read, or not confirmed for {@link #UNCONFIRMED_MAX}
     */
    public AccessPlan plan(Identity caller, PortName product, String purpose) {
        if (!caller.development() && table.ready() && isUnconfirmed()) {
            throw Problem.of(
                            Reason.NOT_READY,
                            "this gateway has not heard from its home cluster for " + UNCONFIRMED_MAX.toSeconds()
                                    + " s, so it does not know who may still read; resume from the last position later")
                    .with(new Problem.RetryAfter(RETRY_AFTER))
                    .asException();
        }
        return new AccessDecision(roles, grants()).plan(caller, product, purpose, clock.instant());
    }

    /**
     * Asks for access.
     *
     * @throws dev.dpg.gateway.problem.ProblemException {@code BAD_REQUEST}: the request id was used for something else; {@code
     *     OVERLOADED}: too many wait; and what {@link StateTable#update} throws
     */
    public AccessRecord ask(AccessRequest request, Identity caller) {
        return table.update(new AskDecision(request, caller, roles, clock.instant()));
    }

    /**
     * Decides about a request.
     *
     * @throws dev.dpg.gateway.problem.ProblemException {@code REQUEST_NOT_FOUND}; {@code NO_GRANT}: the caller may not; {@code
     *     WRONG_STATE}: it is decided otherwise already; and what {@link StateTable#update} throws
     */
    public AccessRecord decide(String id, Verdict verdict, String reason, Identity caller) {
        return table.update(new VerdictDecision(id, verdict, reason, caller, roles, clock.instant()));
    }

    /**
     * Ends a grant.
     *
     * @throws dev.dpg.gateway.problem.ProblemException {@code GRANT_NOT_FOUND}; {@code NO_GRANT}: the caller may not; {@code
     *     BAD_REQUEST}: a reason is missing; and what {@link StateTable#update} throws
     */
    public AccessRecord revoke(String id, String reason, Identity caller) {
        return table.update(new RevokeDecision(id, reason, caller, roles, clock.instant()));
    }

    /**
     * The requests that a caller may know of, newest first.
     *
     * @throws dev.dpg.gateway.problem.ProblemException {@code NOT_READY}
     */
    public List<AccessRecord> visibleTo(Identity caller) {
        return AccessEntry.records(table.entries())
                .filter(record -> AccessRules.sees(caller, record, roles))
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /** Whether the home cluster has not confirmed for too long, or never yet, that this gateway knows all grants. */
    public boolean isUnconfirmed() {
        Instant oldest = clock.instant().minus(UNCONFIRMED_MAX);
        return table.confirmed().filter(oldest::isBefore).isEmpty();
    }

    /** Calls after each change, at once where grants were read. On the state's reader thread; must not block. */
    public void watch(Runnable watcher) {
        table.watch(entries -> watcher.run());
    }

    /** Ends reading and writing; a write under way fails. Idempotent. */
    @Override
    public void close() {
        table.close();
    }

    private GrantIndex grants() {
        Map<String, AccessEntry> entries = table.entries();
        Indexed current = indexed;
        if (current == null || current.entries != entries) {
            current = new Indexed(
                    entries, new GrantIndex(AccessEntry.records(entries).toList()));
            indexed = current;
        }
        return current.grants;
    }
}
