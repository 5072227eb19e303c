package dev.dpg.gateway.delivery;

import dev.dpg.gateway.cursor.OnExpired;
import dev.dpg.gateway.log.LogProblems;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what became of positions that one stream's log no longer holds: asks the log, patiently while there is none.
 * A refusal, too, is asked about before it is passed on: a broker that lags behind its controller answers for yesterday.
 * One question at a time. Owned by the stream's loop.
 */
final class Recovery {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** A topic that is gone for a stream that would end by it is asked for twice more, see above. */
    private static final Duration PATIENCE_BEFORE_REFUSING = Duration.ofSeconds(2);

    private final StreamPlan plan;
    private final DeliveryLoop loop;
    private final Duration patience;
    private final Runnable onFinding;
    private boolean underWay;
    private boolean closed;
    private @Nullable Finding finding;
    private @Nullable Instant goneSince;

    /**
     * Makes one that asks nothing yet.
     *
     * @param patience how long a topic may be gone
     * @param onFinding run on the loop when there is something to {@link #take}
     */
    Recovery(StreamPlan plan, DeliveryLoop loop, Duration patience, Runnable onFinding) {
        this.plan = plan;
        this.loop = loop;
        this.patience = plan.onExpired() == OnExpired.FAIL ? PATIENCE_BEFORE_REFUSING : patience;
        this.onFinding = onFinding;
    }

    /**
     * What the log is now.
     *
     * @param topic the topic; null where {@code problem} says why there is none
     * @param parted where the branches part, of the positions asked about that lie on a branch that was cut off
     * @param asked the positions asked about
     * @param problem set where there is nothing to go on with
     */
    record Finding(
            @Nullable TopicDescription topic,
            Map<Integer, Long> parted,
            Map<Integer, PartitionPosition> asked,
            @Nullable Problem problem) {}

    /** Whether something was asked that has not been taken. */
    boolean isUnderWay() {
        return underWay;
    }

    /** Asks about positions in one incarnation of the topic, unless something is asked already. */
    void ask(UUID topicId, Map<Integer, PartitionPosition> positions) {
        if (!underWay) {
            underWay = true;
            goneSince = null;
            describe(topicId, positions);
        }
    }

    /** What was found, once; null while nothing is. */
    @Nullable
    Finding take() {
        Finding found = finding;
        if (found != null) {
            finding = null;
            underWay = false;
        }
        return found;
    }

    void close() {
        closed = true;
    }

    private void describe(UUID topicId, Map<Integer, PartitionPosition> positions) {
        if (closed) {
            return;
        }
        plan.log()
                .describe(plan.topic().name())
                .whenComplete((topic, failure) -> loop.execute(() -> {
                    if (failure != null) {
                        later(topicId, positions);
                    } else {
                        described(topicId, positions, topic);
                    }
                }));
    }

    private void described(UUID topicId, Map<Integer, PartitionPosition> positions, Optional<TopicDescription> topic) {
        if (topic.isEmpty()) {
            gone(topicId, positions);
        } else if (topic.get().id().equals(topicId)) {
            compare(topic.get(), positions);
        } else {
            found(new Finding(topic.get(), Map.of(), positions, null));
        }
    }

    private void gone(UUID topicId, Map<Integer, PartitionPosition> positions) {
        Instant now = loop.now();
        if (goneSince == null) {
            goneSince = now;
        }
        if (now.isBefore(goneSince.plus(patience))) {
            later(topicId, positions);
            return;
        }
        Problem problem =
                plan.onExpired() == OnExpired.FAIL ? LogProblems.deleted() : LogProblems.stillDeleted(patience);
        found(new Finding(null, Map.of(), positions, problem));
    }

    private void compare(TopicDescription topic, Map<Integer, PartitionPosition> positions) {
        plan.log()
                .diverging(topic, positions)
                .whenComplete((parted, failure) -> loop.execute(() -> {
                    if (failure != null) {
                        later(topic.id(), positions);
                    } else {
                        found(new Finding(topic, parted, positions, null));
                    }
                }));
    }

    private void later(UUID topicId, Map<Integer, PartitionPosition> positions) {
        loop.schedule(() -> describe(topicId, positions), PAUSE);
    }

    private void found(Finding newFinding) {
        finding = newFinding;
        onFinding.run();
    }
}
