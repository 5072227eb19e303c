package dev.dpg.cli.samples;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Plays flights and earthquakes again as if they happened now, in turn, endlessly, so that there is something to follow
 * live. Goes on with the row after the last one played, as far as the cluster tells.
 *
 * <p>An event that the cluster does not take is left out: the next one comes soon.
 */
public final class SampleReplay implements AutoCloseable {
    /** Between two events, whatever their topic: five a second. */
    static final Duration INTERVAL = Duration.ofMillis(200);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** The scheduler's thread must not wait long for a cluster that is away; a live event that is late is worth little. */
    private static final Map<String, String> PRODUCER = Map.of(
            "acks", "all",
            "linger.ms", "0",
            "max.block.ms", "1000",
            "request.timeout.ms", "3000",
            "delivery.timeout.ms", "5000");

    private final Producer<byte[], byte[]> producer;
    private final InstantSource clock;
    private final Deque<Tape> tapes;
    private final ScheduledFuture<?> schedule;

    private SampleReplay(
            Producer<byte[], byte[]> producer,
            List<Tape> tapes,
            ScheduledExecutorService scheduler,
            InstantSource clock) {
        this.producer = producer;
        this.clock = clock;
        this.tapes = new ArrayDeque<>(tapes);
        long interval = INTERVAL.toMillis();
        // With a fixed delay nothing is made up for after a pause of the machine.
        schedule = scheduler.scheduleWithFixedDelay(this::playNext, interval, interval, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts after {@link SampleLoader#load}, and asks the cluster how far the replay had come; this blocks.
     *
     * @param clientProperties Kafka client properties, {@code bootstrap.servers} at least
     * @param scheduler runs the replay; stays with the caller
     * @throws SampleException when the cluster does not answer
     */
    public static SampleReplay start(
            Map<String, String> clientProperties, ScheduledExecutorService scheduler, InstantSource clock) {
        SampleCluster cluster = new SampleCluster(clientProperties);
        try {
            List<Tape> tapes = new ArrayList<>();
            for (SampleTopic topic : List.of(SampleTopic.FLIGHTS, SampleTopic.EARTHQUAKES)) {
                tapes.add(new Tape(SampleRows.of(topic), cluster.usedOffsets(topic)));
            }
            return new SampleReplay(cluster.producer(PRODUCER), tapes, scheduler, clock);
        } catch (KafkaException e) {
            throw new SampleException(
                    "the replay of the samples could not start (" + e.getMessage()
                            + "): check that Kafka can be reached, and start again",
                    e);
        }
    }

    /** Ends the replay; waits some seconds at most for the events under way. */
    @Override
    public void close() {
        schedule.cancel(false);
        producer.close(CLOSE_TIMEOUT);
    }

    /** Runs on the scheduler, never twice at the same time. */
    private void playNext() {
        Tape tape = tapes.removeFirst();
        tapes.addLast(tape);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        try {
            Future<RecordMetadata> unused = producer.send(tape.next().asLiveEvent(now));
        } catch (KafkaException leftOut) {
            // Thrown on, it would end the schedule; the replay has to be there again when the cluster is.
        }
    }

    /** An endless tape of one topic's rows. */
    private static final class Tape {
        private final List<SampleRow> rows;
        private int position;

        /**
         * The history took one offset a row and one a partition for the end of its transaction, the replay one an event: so
         * the offsets in use tell the row that comes next.
         */
        Tape(List<SampleRow> rows, long usedOffsets) {
            SampleTopic topic = rows.get(0).topic();
            this.rows = rows;
            position = (int) Math.floorMod(usedOffsets - topic.rowCount() - topic.partitions(), (long) rows.size());
        }

        SampleRow next() {
            SampleRow row = rows.get(position);
            position = (position + 1) % rows.size();
            return row;
        }
    }
}
