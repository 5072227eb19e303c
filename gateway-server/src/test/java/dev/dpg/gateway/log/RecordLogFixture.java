package dev.dpg.gateway.log;

import static org.assertj.core.api.Assertions.catchThrowable;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** How the contract suite changes the log under test, which every adapter's test says, and how it asks it. */
@SuppressWarnings("NullAway.Init") // set before each test
public abstract class RecordLogFixture {
    private static final AtomicInteger TOPICS = new AtomicInteger();
    /** The time of records that have no other. */
    protected static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");

    private RecordLog log;
    private String topic;

    /** Opens the log under test; the suite closes it. */
    protected abstract RecordLog open();

    /** Creates a topic, in place of one of the same name. */
    protected abstract void createTopic(String name, int partitions);

    /** Appends a committed record, without a transaction. */
    protected abstract void append(
            String name, int partition, Instant time, @Nullable String key, @Nullable String value, String... headers);

    /** Appends records in a transaction that is aborted; at least one offset is used up, no record shows. */
    protected abstract void appendAborted(String name, int partition, String value);

    /** Drops everything before an offset. */
    protected abstract void expire(String name, int partition, long before);

    @BeforeEach
    void openLog() {
        log = open();
        topic = "contract-" + TOPICS.incrementAndGet();
        createTopic(topic, 2);
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    /** The log under test. */
    protected RecordLog log() {
        return log;
    }

    /** The test's own topic. */
    protected String topic() {
        return topic;
    }

    /** Appends records with these values to the test's topic. */
    protected void append(int partition, String... values) {
        for (String value : values) {
            append(topic, partition, NOON, null, value);
        }
    }

    /** Follows a partition of the test's topic. */
    protected CollectingListener follow(int partition, long from) {
        CollectingListener listener = new CollectingListener(from);
        log.tail().follow(partition(partition), PartitionPosition.at(from), listener);
        return listener;
    }

    /** The test's topic as it is now. */
    protected TopicDescription describe() {
        return get(log.describe(topic)).orElseThrow();
    }

    /** Reads once; the batch's buffers are copied out. */
    protected LogBatch read(int partition, long from) {
        return get(log.catchUp().read(partition(partition), PartitionPosition.at(from), batch -> batch));
    }

    /** The stage's answer. */
    protected static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** The stage's problem. */
    protected static Problem problem(CompletionStage<?> stage) {
        Throwable cause = catchThrowable(() -> get(stage)).getCause();
        if (cause instanceof ProblemException known) {
            return known.problem();
        }
        throw new AssertionError("not a problem", cause);
    }

    protected Problem failedRead(PartitionId partition, long from) {
        return problem(log.catchUp().read(partition, PartitionPosition.at(from), LogBatch::nextOffset));
    }

    protected PartitionId partition(int partition) {
        return describe().partition(partition);
    }

    protected static PartitionPosition position(long offset) {
        return PartitionPosition.at(offset);
    }
}
