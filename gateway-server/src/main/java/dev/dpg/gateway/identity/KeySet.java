package dev.dpg.gateway.identity;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one issuer, as they were fetched last. They are fetched anew from time to time, and when a token names a key that
 * is not among them, which is bounded: whoever makes up names of keys must not turn this gateway against the issuer. While the
 * issuer does not answer they are kept, for a bounded time.
 *
 * <p>Thread-safe. {@link #key} does not block: fetching happens on the thread that is given.
 */
final class KeySet {
    private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    private final String issuer;
    private final KeySource source;
    private final IdentitySettings.KeySets settings;
    private final Executor fetching;
    private final InstantSource clock;

    private volatile Keys keys = new Keys(Map.of(), Instant.MIN);

    // All below: guarded by this.
    private Instant due = Instant.MIN;
    private Instant startedLast = Instant.MIN;
    private boolean underWay;
    private int failures;

    /**
     * Has no keys yet.
     *
     * @param issuer its name in the configuration
     * @param fetching one thread, where the source may be used
     */
    KeySet(String issuer, KeySource source, IdentitySettings.KeySets settings, Executor fetching, InstantSource clock) {
        this.issuer = issuer;
        this.source = source;
        this.settings = settings;
        this.fetching = fetching;
        this.clock = clock;
    }

    /** Fetches the keys where it is time to. To be called about once a second. */
    void tick() {
        Instant now = clock.instant();
        synchronized (this) {
            if (!now.isBefore(due)) {
                begin(now);
            }
        }
    }

    /**
     * The key of this id.
     *
     * @throws ProblemException {@code NOT_READY} with a delay while the keys are not known; {@code BAD_TOKEN_SIGNATURE} if
     *     there is no such key
     */
    VerificationKey key(String id) {
        Instant now = clock.instant();
        Keys known = keys;
        if (!now.isBefore(known.usableUntil())) {
            throw notReady("this gateway has not got the keys of issuer " + issuer + ", or not for too long");
        }
        VerificationKey key = known.byId().get(id);
        if (key == null) {
            throw unknown(now);
        }
        return key;
    }

    /** Until when what was verified with the keys may be believed, as far as they are concerned. */
    Instant usableUntil() {
        return keys.usableUntil();
    }

    private synchronized ProblemException unknown(Instant now) {
        if (!now.isBefore(startedLast.plus(settings.unknownKeyInterval()))) {
            begin(now);
        }
        // Whether the issuer has such a key by now is known when it has answered.
        return underWay || failures > 0
                ? notReady("this gateway is fetching the keys of issuer " + issuer)
                : TokenRefusals.refused("it is signed with a key that its issuer does not publish; get a new token");
    }

    private void begin(Instant now) {
        if (underWay) {
            return;
        }
        underWay = true;
        startedLast = now;
        due = Instant.MAX;
        try {
            fetching.execute(this::fetch);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("The keys of issuer {} were wanted after the gateway had stopped", issuer);
        }
    }

    private void fetch() {
        try {
            var unused = source.fetch().whenComplete(this::fetched);
        } catch (RuntimeException e) {
            fetched(null, e);
        }
    }

    private synchronized void fetched(@Nullable Map<String, VerificationKey> byId, @Nullable Throwable failure) {
        Instant now = clock.instant();
        underWay = false;
        if (byId == null) {
            failed(now, failure);
            return;
        }
        if (byId.isEmpty()) {
            LOG.warn("Issuer {} publishes no key that tokens can be verified with, so all are refused", issuer);
        } else if (failures > 0) {
            LOG.info("The keys of issuer {} are fetched again", issuer);
        }
        failures = 0;
        keys = new Keys(byId, now.plus(settings.outageMax()));
        due = now.plus(settings.refresh());
    }

    private void failed(Instant now, @Nullable Throwable failure) {
        if (cause(failure) instanceof RejectedExecutionException) {
            LOG.debug("The gateway stopped while it fetched the keys of issuer {}", issuer);
            return;
        }
        if (failures == 0) {
            LOG.warn(
                    "The keys of issuer {} cannot be fetched: {}. Those that are known are used until {}",
                    issuer,
                    words(failure),
                    keys.usableUntil().equals(Instant.MIN) ? "never" : keys.usableUntil());
        }
        Duration doubled = FIRST_RETRY.multipliedBy(1L << Math.min(failures, 10));
        failures++;
        due = now.plus(doubled.compareTo(settings.unknownKeyInterval()) < 0 ? doubled : settings.unknownKeyInterval());
    }

    private static String words(@Nullable Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof KeySourceException known ? String.valueOf(known.getMessage()) : String.valueOf(cause);
    }

    private static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static ProblemException notReady(String why) {
        return Problem.of(
                        Reason.NOT_READY, why + ", so it cannot tell whether the token is good; try again in a moment")
                .with(new Problem.RetryAfter(RETRY_AFTER))
                .asException();
    }

    /** Keys by their ids, and when they are too old to be believed. */
    private record Keys(Map<String, VerificationKey> byId, Instant usableUntil) {}
}
