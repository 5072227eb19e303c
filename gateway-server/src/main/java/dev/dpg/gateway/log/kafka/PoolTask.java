package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.LogProblems;
import dev.dpg.gateway.log.LogRange;
import dev.dpg.gateway.log.PartitionId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One request to the pool of readers. It is answered once: by the reader that runs it, or with a problem by whoever loses
 * patience first. Thread-safe but for {@link #work}.
 */
abstract class PoolTask<T> {
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    /**
     * A place between two records, at which a reader stands or a request begins.
     *
     * @param nextOffset first offset after it
     */
    record Place(PartitionId partition, long nextOffset) {}

    /**
     * What came of the work.
     *
     * @param end where the reader stands now; null where it can't go on from
     * @param read for other requests that it covers; null where nothing was read
     */
    record Done<T>(T answer, @Nullable Place end, @Nullable SharedBatch read) {}

    /** The place from which the request reads on, so that a reader that stands there is preferred; null: any will do. */
    abstract @Nullable Place start();

    /** Does the work on a reader's thread. Returns null if the request was answered by somebody else meanwhile. */
    abstract @Nullable Done<T> work(ReadSession session);

    /** Whether it waits for what another request is about to bring, which begins at the same place. */
    boolean mayJoin(PoolTask<?> reading) {
        return false;
    }

    /** Whether what was read for another request answers this one too. */
    boolean isCoveredBy(LogRange range) {
        return false;
    }

    /** Answers the request with what was read for another one and covers it; on the reader's thread. */
    void answerFrom(SharedBatch read) {
        throw new IllegalStateException("only what is covered by a batch can be answered from it");
    }

    /** Fails with the problem itself: a copy of the stage would wrap it. */
    CompletionStage<T> answer() {
        return answer;
    }

    boolean isAnswered() {
        return answer.isDone();
    }

    void complete(T value) {
        answer.complete(value);
    }

    void fail(Throwable failure) {
        answer.completeExceptionally(KafkaFailures.problem(failure));
    }

    /** Nobody answered in time. */
    void expire() {
        answer.completeExceptionally(
                LogProblems.clusterDown(KafkaFailures.RETRY_AFTER).asException());
    }
}
