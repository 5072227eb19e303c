package dev.dpg.client;

import dev.dpg.client.internal.resume.CallFailure;
import dev.dpg.v1.GoAway;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows a subscription's state and lag: to whoever asks or waits, to the log and to the listener. Written on the
 * subscription's serial queue except for gaps, read from anywhere.
 */
final class StateBoard {
    private static final System.Logger LOG = System.getLogger(Subscription.class.getName());

    private final String product;
    private final SubscriptionListener listener;
    private final Object changed = new Object();
    /** Held while the listener is called. */
    private final Object telling = new Object();

    private final ExpiryWatch expiry = new ExpiryWatch();
    private volatile @Nullable SubscriptionState state;
    private volatile @Nullable Lag lag;

    StateBoard(String product, SubscriptionListener listener) {
        this.product = product;
        this.listener = listener;
    }

    SubscriptionState state() {
        SubscriptionState current = state;
        return current == null ? SubscriptionState.CONNECTING : current;
    }

    Optional<Lag> lag() {
        return Optional.ofNullable(lag);
    }

    void become(SubscriptionState next) {
        if (state == next) {
            return;
        }
        synchronized (changed) {
            state = next;
            changed.notifyAll();
        }
        LOG.log(System.Logger.Level.INFO, () -> product + ": " + next + lagText());
        tell(observer -> observer.stateChanged(next, lag()));
    }

    void report(Lag reported) {
        lag = reported;
        if (expiry.isNews(reported.expiresIn())) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    () -> product + ": retention overtakes this subscription in "
                            + reported.expiresIn().orElseThrow().toSeconds()
                            + " s if its handler stays as slow" + lagText());
        }
        tell(observer -> observer.lagReported(reported));
    }

    /** The gateway goes, the stream does not. */
    void moving(GoAway.Reason reason, Duration grace) {
        LOG.log(
                System.Logger.Level.INFO,
                () -> product + ": the stream moves (" + reason + ", " + grace.toMillis() + " ms to do so)");
    }

    /** On a handler's thread. */
    void skipped(Gap gap) {
        LOG.log(System.Logger.Level.WARNING, () -> product + ": " + gap);
        tell(observer -> observer.gapReported(gap));
    }

    void standing(List<StandingPartition> partitions) {
        LOG.log(
                partitions.isEmpty() ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                () -> product + ": partitions that stand still: " + partitions);
        tell(observer -> observer.standingReported(partitions));
    }

    void partitionsAdded(List<Integer> partitions) {
        LOG.log(System.Logger.Level.INFO, () -> product + ": new partitions " + partitions);
        tell(observer -> observer.partitionsAdded(partitions));
    }

    void interrupted(CallFailure failure, Duration retryIn, int tries) {
        var level = tries == 1 ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG;
        LOG.log(
                level,
                () -> product + ": " + failure.code() + " " + failure.message() + "; next try in " + retryIn.toMillis()
                        + " ms");
        tell(observer -> observer.interrupted(new DpgException(failure), retryIn));
    }

    /** Waits for LIVE or CLOSED; says which it was. */
    SubscriptionState awaitLiveOrClosed(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (changed) {
            while (state != SubscriptionState.LIVE && state != SubscriptionState.CLOSED) {
                long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (millis <= 0) {
                    throw new DpgException(CallFailure.local(
                            Status.Code.DEADLINE_EXCEEDED,
                            product + " was not live after " + timeout + ": " + state() + lagText()));
                }
                changed.wait(millis);
            }
            return state();
        }
    }

    private String lagText() {
        return lag().map(known -> ", " + known.records() + " records behind").orElse("");
    }

    private void tell(Consumer<SubscriptionListener> news) {
        try {
            synchronized (telling) {
                news.accept(listener);
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, product + ": the subscription's listener threw", e);
        }
    }
}
