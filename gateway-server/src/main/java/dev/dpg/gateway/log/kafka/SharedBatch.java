package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.LogBatch;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A batch that was read once and answers several requests. What they make of it is made once for equal functions, so that
 * streams with equal views hold the same chunks. Belongs to the reader's thread, and ends with its task.
 */
final class SharedBatch {
    private final LogBatch batch;
    private final Map<Function<LogBatch, ?>, Object> answers = new HashMap<>();

    SharedBatch(LogBatch batch) {
        this.batch = batch;
    }

    LogBatch batch() {
        return batch;
    }

    @SuppressWarnings("unchecked") // equal functions give the same kind of answer
    <T> T answer(Function<LogBatch, T> use) {
        return (T) answers.computeIfAbsent(use, any -> use.apply(batch));
    }
}
