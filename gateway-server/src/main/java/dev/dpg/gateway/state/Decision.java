package dev.dpg.gateway.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A pure function from a table to what to write and what to answer. It may be asked several times for one update, each
 * time with a newer table, so it has no effects.
 *
 * @param <V> what the table holds
 * @param <R> the answer
 */
@FunctionalInterface
public interface Decision<V, R> {
    /**
     * Decides.
     *
     * @param table the newest table; immutable
     * @throws dev.dpg.gateway.problem.ProblemException to refuse; nothing is written then
     */
    Decided<V, R> decide(Map<String, V> table);

    /**
     * What was decided.
     *
     * @param writes the new value of each key to write, in this order; empty deletes the key
     * @param result the answer, given once the writes are committed
     */
    record Decided<V, R>(Map<String, Optional<V>> writes, R result) {
        public Decided {
            writes = Collections.unmodifiableMap(new LinkedHashMap<>(writes));
        }

        /** Writes nothing. */
        public static <V, R> Decided<V, R> nothing(R result) {
            return new Decided<>(Map.of(), result);
        }
    }
}
