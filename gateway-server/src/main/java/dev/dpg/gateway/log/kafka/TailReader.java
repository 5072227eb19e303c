package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogProblems;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.telemetry.LogKeys;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer and its thread, which follow some partitions. Everything that changes what is followed goes through the
 * command queue, so the consumer and the set of partitions have one owner: the thread. A partition that joins or leaves
 * does not disturb the others: {@code assign} keeps the positions and fetched data of partitions that stay.
 *
 * <p>Nothing that Kafka or a listener throws ends the thread, be it an error: Kafka's client throws one where it has no
 * memory for what the broker sends. With nothing to follow it waits on its queue and costs no fetch.
 */
final class TailReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TailReader.class);
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);
    /** What comes so soon after other records waits for company; records that come now and then do not wait. */
    private static final Duration GATHERING = Duration.ofMillis(4);

    /** Where nobody takes more for longer than that; others wait here, too. */
    private static final Duration GATHERING_MAX = Duration.ofMillis(8);

    /** What has come since the broker answered the fetch that is there: so long a further poll waits for it. */
    private static final Duration FRESH_TIMEOUT = Duration.ofMillis(2);

    /** Polls that bring so many follow each other without a pause. */
    private static final int ENOUGH_RECORDS = 500;

    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    /** For partitions that can't be read now though the cluster answers: no permission, a broken batch. */
    private static final Duration PARKING_TIME = Duration.ofSeconds(5);

    private final String name;
    private final Supplier<CheckedConsumer> consumers;
    private final LogBatches batches;
    private final LostPositions lost;
    private final Delays delays;
    private final ReaderThread thread;
    private final BlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();
    private volatile boolean stopping;
    private volatile @Nullable Consumer<ByteBuffer, ByteBuffer> wakeable;

    // The thread's own.
    private final Map<TopicPartition, Followed> assigned = new LinkedHashMap<>();
    private final Set<Followed> unplaced = new LinkedHashSet<>();
    private boolean assignmentChanged;
    private Duration pause = Duration.ZERO;
    private final Set<Followed> given = new LinkedHashSet<>();
    private boolean hasGathered;

    TailReader(
            String name,
            Supplier<CheckedConsumer> consumers,
            LogBatches batches,
            LostPositions lost,
            Delays delays,
            ReaderThread.Factory threads) {
        this.name = name;
        this.consumers = consumers;
        this.batches = batches;
        this.lost = lost;
        this.delays = delays;
        this.thread = threads.create(name, this);
    }

    /** Starts following; any thread. */
    void join(Followed followed) {
        thread.start();
        command(() -> place(followed));
    }

    /** Stops following; any thread. */
    void leave(Followed followed) {
        command(() -> remove(followed));
    }

    /** Asks the thread to end; any thread. */
    void stop() {
        stopping = true;
        command(() -> {});
    }

    void awaitEnd() {
        thread.awaitEnd();
    }

    @Override
    public void run() {
        while (!stopping) {
            try {
                runCommands();
                serve();
            } catch (InterruptedException | InterruptException e) {
                // Whoever interrupts a reader wants it to end.
                stopping = true;
            } catch (RuntimeException | Error e) {
                LOG.atError()
                        .addKeyValue(LogKeys.READER, name)
                        .addKeyValue(LogKeys.ERROR, e.getClass().getName())
                        .log("A consumer failed for good; the reader goes on with a new one");
                pause = RETRY_DELAY;
            }
        }
    }

    private void serve() throws InterruptedException {
        if (stopping) {
            return;
        }
        try (CheckedConsumer consumer = consumers.get()) {
            wakeable = consumer.consumer();
            unplaced.addAll(assigned.values());
            assignmentChanged = true;
            serve(consumer);
        }
    }

    private void serve(CheckedConsumer consumer) throws InterruptedException {
        while (!stopping) {
            try {
                apply(consumer);
                if (!assigned.isEmpty()) {
                    read(consumer);
                }
            } catch (WakeupException e) {
                LOG.trace("A command waits; it is run next");
            } catch (OffsetOutOfRangeException e) {
                leaveBecauseLost(e);
            } catch (InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                backOff(e);
            }
            runCommands();
        }
    }

    /** What a fetch brought that waited meanwhile is old after a pause: what has come since goes with it. */
    private void read(CheckedConsumer consumer) throws InterruptedException {
        int records = 0;
        try {
            records = poll(consumer, POLL_TIMEOUT);
            if (hasGathered && records > 0) {
                records += poll(consumer, FRESH_TIMEOUT);
            }
        } finally {
            gatherAfter(records, endRead());
        }
    }

    private int poll(CheckedConsumer consumer, Duration timeout) throws InterruptedException {
        ConsumerRecords<ByteBuffer, ByteBuffer> polled = consumer.consumer().poll(timeout);
        deliver(consumer, polled);
        return polled.count();
    }

    /** Answers for how long nobody needs more of what was given. */
    private Duration endRead() {
        Duration shortest = given.stream()
                .map(Followed::readEnds)
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        given.clear();
        return shortest;
    }

    /** Lets a few records gather after a few: a poll and what follows it cost about the same whatever it brings. */
    private void gatherAfter(int records, Duration rest) {
        hasGathered = pause.isZero() && records > 0 && records < ENOUGH_RECORDS;
        if (hasGathered) {
            pause = Collections.max(List.of(GATHERING, Collections.min(List.of(rest, GATHERING_MAX))));
        }
    }

    /** Runs what waits. With nothing to follow, or in a pause, waits for the first command. */
    private void runCommands() throws InterruptedException {
        Runnable command = commands.poll();
        if (command == null && assigned.isEmpty()) {
            command = commands.take();
        } else if (command == null && !pause.isZero()) {
            command = commands.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
        }
        pause = Duration.ZERO;
        while (command != null) {
            command.run();
            command = commands.poll();
        }
    }

    /**
     * Brings the consumer's assignment in line, once for all commands that were run. Partitions that begin anew leave the
     * assignment first, so that nothing fetched for an earlier beginning is taken for theirs.
     */
    private void apply(CheckedConsumer checked) {
        Consumer<ByteBuffer, ByteBuffer> consumer = checked.consumer();
        if (assignmentChanged) {
            Set<TopicPartition> staying = new HashSet<>(assigned.keySet());
            unplaced.forEach(followed -> staying.remove(followed.key()));
            consumer.assign(staying);
            consumer.assign(assigned.keySet());
            checked.retain(topics(assigned.keySet()));
            assignmentChanged = false;
        }
        for (Followed followed : unplaced) {
            consumer.seek(followed.key(), followed.next());
        }
        unplaced.clear();
    }

    private void deliver(CheckedConsumer consumer, ConsumerRecords<ByteBuffer, ByteBuffer> polled)
            throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> moved = polled.nextOffsets();
        try {
            consumer.verify(topics(moved.keySet()));
        } catch (ProblemException e) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.READER, name)
                    .addKeyValue(LogKeys.REASON, e.problem().reason())
                    .log("Topics could not be verified; what was read of them is read again");
        }
        for (Map.Entry<TopicPartition, OffsetAndMetadata> next : moved.entrySet()) {
            Followed followed = assigned.get(next.getKey());
            if (followed == null
                    || followed.isEnded()
                    || next.getValue().offset() <= followed.next().offset()) {
                continue;
            }
            String topic = next.getKey().topic();
            if (!consumer.knows(topic)) {
                readAgain(followed);
                continue;
            }
            Optional<Problem> problem = LogProblems.ofIncarnation(followed.partition(), consumer.topicId(topic));
            if (problem.isPresent()) {
                followed.fail(problem.get());
            } else {
                long lag = consumer.consumer().currentLag(next.getKey()).orElse(0);
                deliver(followed, next.getValue(), polled.records(next.getKey()), lag);
            }
        }
    }

    private void deliver(
            Followed followed, OffsetAndMetadata next, List<ConsumerRecord<ByteBuffer, ByteBuffer>> records, long lag) {
        LogBatch batch = batches.of(followed.partition(), followed.next().offset(), next, records, lag);
        if (followed.deliver(batch, next)) {
            given.add(followed);
        }
    }

    /** Nobody could say whose records these are: they are read again when somebody can. */
    private void readAgain(Followed followed) {
        unplaced.add(followed);
        assignmentChanged = true;
        pause = RETRY_DELAY;
    }

    private static Set<String> topics(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    }

    private void place(Followed followed) {
        if (followed.isEnded()) {
            return;
        }
        Followed older = assigned.put(followed.key(), followed);
        unplaced.add(followed);
        assignmentChanged = true;
        if (older != null && older != followed) {
            unplaced.remove(older);
            older.fail(LogProblems.recreated());
        }
    }

    private void remove(Followed followed) {
        if (assigned.remove(followed.key(), followed)) {
            unplaced.remove(followed);
            assignmentChanged = true;
        }
    }

    private void leaveBecauseLost(OffsetOutOfRangeException lostNow) {
        for (TopicPartition partition : lostNow.partitions()) {
            Followed followed = assigned.get(partition);
            if (followed == null) {
                continue;
            }
            remove(followed);
            lost.judge(followed.partition(), followed.next().offset(), LostPositions.divergence(lostNow, partition))
                    .whenComplete((verdict, failure) -> {
                        if (failure == null && verdict.isPresent()) {
                            command(() -> followed.fail(verdict.get()));
                        } else {
                            // It fits after all, or the cluster can't say: reading on tells.
                            returnLater(followed, RETRY_DELAY);
                        }
                    });
        }
    }

    private void backOff(KafkaException failure) {
        Collection<TopicPartition> culprits = KafkaFailures.culprits(failure, assigned.keySet());
        LOG.atWarn()
                .addKeyValue(LogKeys.READER, name)
                .addKeyValue(LogKeys.ERROR, failure.getClass().getName())
                .log("Reading failed and is tried again; partitions set aside: {}", culprits.size());
        if (culprits.isEmpty()) {
            pause = RETRY_DELAY;
        }
        for (TopicPartition culprit : new ArrayList<>(culprits)) {
            Followed followed = assigned.get(culprit);
            if (followed != null) {
                remove(followed);
                returnLater(followed, PARKING_TIME);
            }
        }
    }

    private void returnLater(Followed followed, Duration delay) {
        var unused = delays.after(delay, () -> command(() -> place(followed)));
    }

    private void command(Runnable command) {
        commands.add(command);
        Consumer<ByteBuffer, ByteBuffer> consumer = wakeable;
        if (consumer != null) {
            consumer.wakeup();
        }
    }
}
