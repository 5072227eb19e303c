package dev.dpg.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** Keeps what a followed partition brought, and checks that nothing is skipped, repeated, or called at the same time. */
public final class CollectingListener implements PartitionTail.Listener {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicBoolean inCall = new AtomicBoolean();
    private final List<String> values = new ArrayList<>(); // guarded by this
    private final List<String> violations = new ArrayList<>(); // guarded by this
    private long next; // guarded by this
    private int valuesTold; // guarded by this
    private long nextTold; // guarded by this
    private @Nullable Problem problem; // guarded by this

    /** @param from where the partition is followed from */
    public CollectingListener(long from) {
        this.next = from;
        this.nextTold = from;
    }

    @Override
    public void batch(LogBatch batch) {
        if (!inCall.compareAndSet(false, true)) {
            violate("two calls at one time");
        }
        synchronized (this) {
            check(batch);
            batch.records().forEach(record -> values.add(text(record)));
            next = batch.nextOffset();
        }
        inCall.set(false);
    }

    @Override
    public synchronized Duration readEnds() {
        if (nextTold == next) {
            violate("nothing was read, and that ends");
        }
        valuesTold = values.size();
        nextTold = next;
        return Duration.ZERO;
    }

    @Override
    public synchronized void failed(Problem reported) {
        if (problem != null) {
            violate("failed twice");
        }
        problem = reported;
    }

    /** Waits until exactly these values came, and no more. */
    public void awaitValues(List<String> expected) {
        patiently().until(() -> values().size() >= expected.size());
        assertThat(values()).isEqualTo(expected);
        assertThat(violations()).isEmpty();
    }

    /** Waits until everything before an offset was covered. */
    public void awaitNext(long offset) {
        patiently().until(() -> next() >= offset);
        assertThat(next()).isEqualTo(offset);
        assertThat(violations()).isEmpty();
    }

    /** Waits until the partition failed for this reason. */
    public Problem awaitFailure(Reason reason) {
        patiently().until(() -> problem() != null);
        Problem reported = problem();
        assertThat(reported).isNotNull().extracting(Problem::reason).isEqualTo(reason);
        return Objects.requireNonNull(reported);
    }

    /** What was read to its end. */
    public synchronized List<String> values() {
        return List.copyOf(values.subList(0, valuesTold));
    }

    public synchronized long next() {
        return nextTold;
    }

    public synchronized @Nullable Problem problem() {
        return problem;
    }

    private synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    private synchronized void violate(String violation) {
        violations.add(violation);
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }

    private void check(LogBatch batch) {
        if (batch.fromOffset() != next) {
            violate("batch from " + batch.fromOffset() + " where " + next + " was due");
        }
        if (batch.nextOffset() <= batch.fromOffset() || batch.endOffset() < batch.nextOffset()) {
            violate("odd bounds: " + batch.fromOffset() + ", " + batch.nextOffset() + ", " + batch.endOffset());
        }
        long due = batch.fromOffset();
        for (LogRecord record : batch.records()) {
            if (record.offset() < due || record.offset() >= batch.nextOffset()) {
                violate("record " + record.offset() + " out of order or bounds");
            }
            due = record.offset() + 1;
        }
    }

    /** The value of a record as text; null stands for a tombstone. */
    public static String text(LogRecord record) {
        return record.value() == null
                ? "null"
                : StandardCharsets.UTF_8.decode(record.value().duplicate()).toString();
    }
}
