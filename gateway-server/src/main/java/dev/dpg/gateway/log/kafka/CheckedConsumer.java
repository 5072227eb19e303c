package dev.dpg.gateway.log.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer, and of which incarnations of its topics is what it brings. A consumer goes by names: when a topic was deleted
 * and created anew it reads on in the new one without a word. But it fetches by topic id (KIP-516), and learns ids from
 * metadata alone; so what a poll brings is of the incarnation that was verified last unless its metadata was updated since.
 * Then the ids are asked for, after the poll: an id that still holds held when the records were fetched.
 * {@code docs/decisions/0011} has the whole argument. Belongs to one reader's thread.
 */
final class CheckedConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckedConsumer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Consumer<ByteBuffer, ByteBuffer> consumer;
    private final LongSupplier metadataUpdates;
    private final Function<Set<String>, CompletionStage<Map<String, Optional<UUID>>>> topicIds;
    private final Map<String, Verified> verified = new HashMap<>();

    private record Verified(Optional<UUID> topicId, long metadataUpdates) {}

    /**
     * Wraps a consumer.
     *
     * @param metadataUpdates how often the consumer's metadata was updated; grows during its polls only
     * @param topicIds asks the cluster for the ids that topics have now; empty: there is no such topic
     */
    CheckedConsumer(
            Consumer<ByteBuffer, ByteBuffer> consumer,
            LongSupplier metadataUpdates,
            Function<Set<String>, CompletionStage<Map<String, Optional<UUID>>>> topicIds) {
        this.consumer = consumer;
        this.metadataUpdates = metadataUpdates;
        this.topicIds = topicIds;
    }

    Consumer<ByteBuffer, ByteBuffer> consumer() {
        return consumer;
    }

    /** Forgets topics that are not read any more. */
    void retain(Collection<String> topics) {
        verified.keySet().retainAll(new HashSet<>(topics));
    }

    /**
     * To be called after a poll, before anything that it brought is passed on: asks for the ids of those topics that need
     * it. Waits for the answer a little; without one, the topic is not {@link #knows known}.
     *
     * @throws dev.dpg.gateway.problem.ProblemException {@code CLUSTER_DOWN} if the cluster refuses to answer
     */
    void verify(Set<String> polled) throws InterruptedException {
        long now = metadataUpdates.getAsLong();
        Set<String> due = new HashSet<>(polled);
        due.removeIf(topic -> isVerified(topic, now));
        if (due.isEmpty()) {
            return;
        }
        try {
            topicIds.apply(due)
                    .toCompletableFuture()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((topic, id) -> verified.put(topic, new Verified(id, now)));
        } catch (TimeoutException e) {
            LOG.debug("Topics are not verified yet; what was read of them is not passed on");
        } catch (ExecutionException e) {
            throw KafkaFailures.problem(e);
        }
    }

    /** Whether {@link #verify} had an answer for what the last poll brought of a topic. */
    boolean knows(String topic) {
        return isVerified(topic, metadataUpdates.getAsLong());
    }

    /** The id of the incarnation that the last poll's records are of; empty: there is no such topic any more. */
    Optional<UUID> topicId(String topic) {
        Verified last = verified.get(topic);
        if (last == null) {
            throw new IllegalStateException("a topic's id is asked for before it is known");
        }
        return last.topicId();
    }

    private boolean isVerified(String topic, long now) {
        Verified last = verified.get(topic);
        return last != null && last.metadataUpdates() == now;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
