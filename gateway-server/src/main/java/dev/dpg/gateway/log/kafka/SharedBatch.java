package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.LogRange;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What was read once and answers several requests. What they make of it is made once for equal functions, so that streams with
 * equal views hold the same chunks. Belongs to the reader's thread, and ends with its task.
 */
final class SharedBatch {
    private final LogRange range;
    private final Map<Function<?, ?>, Object> answers = new HashMap<>();

    SharedBatch(LogRange range) {
        this.range = range;
    }

    LogRange range() {
        return range;
    }

    /** @param as the range, as what the function takes */
    @SuppressWarnings("unchecked") // equal functions give the same kind of answer
    <R extends LogRange, T> T answer(R as, Function<? super R, T> use) {
        return (T) answers.computeIfAbsent(use, any -> use.apply(as));
    }
}
