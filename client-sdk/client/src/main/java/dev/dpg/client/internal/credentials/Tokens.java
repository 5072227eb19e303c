package dev.dpg.client.internal.credentials;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks a supply for tokens: calls that want one at the same time share the answer, and a token that was refused is renewed once,
 * however many calls it was refused to. Thread-safe.
 */
public final class Tokens {
    /** A gateway takes no more than 16 KiB of metadata. */
    static final int CHARACTERS_MAX = 12 * 1024;

    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    private final TokenSupply supply;
    private final Executor asking;
    private final Object lock = new Object();

    /** A question that was asked and is not answered. Guarded by {@code lock}. */
    private @Nullable CompletableFuture<String> underWay;

    /** What a gateway refused last. Guarded by {@code lock}. */
    private @Nullable String refused;

    /**
     * @param supply asked
     * @param asking runs one question at a time, and may be kept waiting by it
     */
    public Tokens(TokenSupply supply, Executor asking) {
        this.supply = supply;
        this.asking = asking;
    }

    /** A token to send, within 30 s; fails with what the supply threw. Never blocks. */
    CompletableFuture<String> current() {
        var answer = new CompletableFuture<String>();
        boolean isFirst;
        synchronized (lock) {
            isFirst = underWay == null;
            if (underWay == null) {
                underWay = answer;
            } else {
                answer = underWay;
            }
        }
        CompletableFuture<String> mine = answer.copy().orTimeout(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
        if (isFirst) {
            CompletableFuture<String> asked = answer;
            asking.execute(() -> ask(asked));
        }
        return mine;
    }

    /** A gateway does not take this token any more. */
    void refused(String token) {
        synchronized (lock) {
            if (!token.equals(refused)) {
                refused = token;
                // What is being asked may be about to answer with it.
                underWay = null;
            }
        }
    }

    private void ask(CompletableFuture<String> answer) {
        try {
            String known = refused();
            String token = supply.token();
            if (known != null && token.equals(known)) {
                token = supply.renewed(known);
            }
            check(token);
            done(answer);
            answer.complete(token);
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            done(answer);
            answer.completeExceptionally(e);
        }
    }

    private @Nullable String refused() {
        synchronized (lock) {
            return refused;
        }
    }

    private void done(CompletableFuture<String> answer) {
        synchronized (lock) {
            if (underWay == answer) {
                underWay = null;
            }
        }
    }

    private static void check(String token) {
        boolean isOne = !token.isEmpty()
                && token.length() <= CHARACTERS_MAX
                && token.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!isOne) {
            throw new IllegalStateException("the source of tokens gave something that is no token: 1 to "
                    + CHARACTERS_MAX + " printable ASCII characters without spaces; this has " + token.length());
        }
    }
}
