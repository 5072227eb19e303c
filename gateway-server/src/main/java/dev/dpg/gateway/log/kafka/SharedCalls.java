package dev.dpg.gateway.log.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets many callers of one question share a round trip. At most one call per key is under way; who asks meanwhile shares
 * the one that starts when it ends. So nobody is given an answer that was fetched before they asked, and nothing is kept.
 * Thread-safe, never blocks.
 */
final class SharedCalls<K, V> {
    private final Function<K, CompletionStage<V>> call;
    private final Map<K, Round<V>> rounds =
            new HashMap<>(); // guarded by this; a key is present while a call is under way

    private static final class Round<V> {
        /** What those wait for who came while the round was under way; null if nobody came. */
        private @Nullable CompletableFuture<V> next;
    }

    SharedCalls(Function<K, CompletionStage<V>> call) {
        this.call = call;
    }

    CompletionStage<V> ask(K key) {
        CompletableFuture<V> answer;
        synchronized (this) {
            Round<V> running = rounds.get(key);
            if (running != null) {
                if (running.next == null) {
                    running.next = new CompletableFuture<>();
                }
                return running.next.minimalCompletionStage();
            }
            rounds.put(key, new Round<>());
            answer = new CompletableFuture<>();
        }
        start(key, answer);
        return answer.minimalCompletionStage();
    }

    private void start(K key, CompletableFuture<V> answer) {
        call.apply(key).whenComplete((value, failure) -> {
            CompletableFuture<V> next = turn(key);
            if (next != null) {
                start(key, next);
            }
            if (failure == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(failure);
            }
        });
    }

    /** Ends a round and begins the next one, if somebody waits for it. */
    private synchronized @Nullable CompletableFuture<V> turn(K key) {
        Round<V> ended = rounds.remove(key);
        if (ended == null || ended.next == null) {
            return null;
        }
        rounds.put(key, new Round<>());
        return ended.next;
    }
}
