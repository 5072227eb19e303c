package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.ControlLog;
import dev.dpg.gateway.log.ControlRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a control topic from its beginning and follows it, on the one thread that {@link #run} occupies until
 * {@link #stop}. Whatever fails, it makes a new consumer after a while and goes on where it was.
 */
final class ControlReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlReader.class);

    /** How often the cluster is asked whether there is more, which is also what confirms the table. */
    private static final Duration CONFIRM_INTERVAL = Duration.ofSeconds(1);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BACKOFF_MIN = Duration.ofMillis(100);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(2);

    private final ControlClients clients;
    private final ControlTopic topic;
    private final ControlLog.Listener listener;
    private final InstantSource clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<@Nullable KafkaConsumer<?, ?>> reading = new AtomicReference<>();

    // All below: the reader's thread only.
    private final List<ControlRecord> untold = new ArrayList<>();
    private @Nullable Uuid incarnation;
    private long position;
    /** The end that the last question found ahead; 0: it found none. */
    private long awaited;

    private Instant confirmed = Instant.MIN;
    private Duration backoff = BACKOFF_MIN;
    private boolean failing;

    ControlReader(ControlClients clients, ControlTopic topic, ControlLog.Listener listener, InstantSource clock) {
        this.clients = clients;
        this.topic = topic;
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public void run() {
        while (!isStopped()) {
            try {
                follow();
            } catch (OffsetOutOfRangeException e) {
                LOG.error("{}: the topic was cut off; it is read from its beginning again", clients.label());
                restart();
            } catch (RuntimeException | Error e) {
                failed(e);
            }
        }
    }

    /** Ends {@link #run} as soon as a question to the cluster that is under way is answered or given up. Any thread. */
    void stop() {
        stopped.countDown();
        KafkaConsumer<?, ?> consumer = reading.get();
        if (consumer != null) {
            // Not an interrupt: Kafka takes that for a fault of its own and says so at length.
            consumer.wakeup();
        }
    }

    private void follow() {
        identify(topic.ensure());
        untold.clear();
        try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer()) {
            reading.set(consumer);
            seek(consumer);
            Instant asked = Instant.MIN;
            awaited = 0;
            while (!isStopped()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    untold.add(controlRecord(record));
                }
                tell(consumer, clients.partition());
                Instant now = clock.instant();
                if (!now.isBefore(asked.plus(CONFIRM_INTERVAL)) || now.isBefore(asked) || caughtUp()) {
                    asked = now;
                    confirm(now);
                }
            }
        } finally {
            reading.set(null);
        }
    }

    private void seek(KafkaConsumer<?, ?> consumer) {
        List<TopicPartition> partition = List.of(clients.partition());
        consumer.assign(partition);
        if (position == 0) {
            consumer.seekToBeginning(partition);
        } else {
            consumer.seek(clients.partition(), position);
        }
    }

    /**
     * Tells what was read once the position is at the last stable offset as the last fetch saw it: no transaction is
     * half-told then, because the offset never lies within a committed one.
     */
    private void tell(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
        long reached = consumer.position(partition);
        boolean atEnd = consumer.currentLag(partition).orElse(1) == 0;
        if (atEnd && (reached != position || !untold.isEmpty())) {
            listener.records(List.copyOf(untold), reached);
            untold.clear();
            position = reached;
        }
    }

    /** Whether the end is reached that was still ahead when it was last asked for. */
    private boolean caughtUp() {
        return awaited > 0 && untold.isEmpty() && awaited <= position;
    }

    private void confirm(Instant now) {
        long end = topic.end();
        boolean complete = untold.isEmpty() && end <= position;
        awaited = complete ? 0 : end;
        if (failing) {
            LOG.info("{}: the home cluster answers again", clients.label());
        }
        failing = false;
        backoff = BACKOFF_MIN;
        if (complete) {
            confirmed = now;
            listener.confirmed(now);
        }
    }

    private void identify(Uuid id) {
        if (incarnation != null && !incarnation.equals(id)) {
            LOG.error("{}: the topic was made anew; it is read from its beginning", clients.label());
            restart();
        } else if (position > 0 && clock.instant().isAfter(confirmed.plus(absenceMax()))) {
            LOG.warn("{}: after a long absence it is read from its beginning again", clients.label());
            restart();
        }
        incarnation = id;
    }

    /** After a longer absence a tombstone may have been written and compacted away unseen. */
    private Duration absenceMax() {
        return topic.tombstonesKept().dividedBy(2);
    }

    private void restart() {
        position = 0;
        untold.clear();
        listener.restarted();
    }

    /** Logged once for each time of trouble: an outage that lasts must not fill the log. */
    private void failed(Throwable failure) {
        if (isStopped()) {
            return;
        }
        if (!failing) {
            failing = true;
            log(failure);
        }
        try {
            if (!stopped.await(backoff.toMillis(), TimeUnit.MILLISECONDS)) {
                Duration longer = backoff.multipliedBy(2);
                backoff = longer.compareTo(BACKOFF_MAX) < 0 ? longer : BACKOFF_MAX;
            }
        } catch (InterruptedException e) {
            stop();
        }
    }

    private void log(Throwable failure) {
        if (failure instanceof MisconfiguredTopicException) {
            LOG.error("{}: {}", clients.label(), failure.getMessage());
        } else if (failure instanceof KafkaException) {
            // The text of Kafka's exceptions holds addresses; their type says what an operator needs.
            String type = failure.getClass().getSimpleName();
            LOG.warn("{}: the home cluster can't be read ({}); trying again", clients.label(), type);
        } else {
            LOG.error("{}: a bug; reading it again", clients.label(), failure);
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private static ControlRecord controlRecord(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = Objects.requireNonNull(record.key(), "a control record without a key");
        return new ControlRecord(new String(key, StandardCharsets.UTF_8), record.value());
    }
}
