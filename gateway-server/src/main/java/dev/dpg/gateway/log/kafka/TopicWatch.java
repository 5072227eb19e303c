package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.TopicSight;
import dev.dpg.gateway.log.WatchedTopic;
import dev.dpg.gateway.telemetry.LogKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the topics that somebody reads, all of them by one question: every second whether they are there, with which
 * partitions and leaders; every few seconds at their offsets; every minute at their retention. One look at a time; what the
 * answers say is noted on the thread that brings them, one after the other. Thread-safe.
 */
final class TopicWatch {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int LOOKS_PER_OFFSETS = 5;
    private static final int LOOKS_PER_RETENTION = 60;

    private final String cluster;
    private final WatchQueries queries;
    private final Duration standingAfter;
    private final InstantSource clock;
    private final Map<String, Watched> watched = new HashMap<>(); // guarded by this
    private final AtomicBoolean looking = new AtomicBoolean();

    /** One topic and how many watch it; the counters belong to the look under way. */
    private static final class Watched {
        private final TopicTrack track;
        private int watchers;
        private int looks;

        private Watched(TopicTrack track) {
            this.track = track;
        }

        private boolean isDue(int every) {
            return looks % every == 0;
        }
    }

    /** @param standingAfter how long a transaction may be open before it is told */
    TopicWatch(String cluster, WatchQueries queries, Duration standingAfter, InstantSource clock) {
        this.cluster = cluster;
        this.queries = queries;
        this.standingAfter = standingAfter;
        this.clock = clock;
    }

    void start(Delays delays) {
        delays.every(INTERVAL, this::look);
    }

    WatchedTopic watch(String topic) {
        TopicTrack track;
        synchronized (this) {
            Watched entry = watched.computeIfAbsent(topic, name -> new Watched(new TopicTrack(standingAfter)));
            entry.watchers++;
            track = entry.track;
        }
        AtomicBoolean closed = new AtomicBoolean();
        return new WatchedTopic() {
            @Override
            public Optional<TopicSight> latest() {
                return track.latest();
            }

            @Override
            public void close() {
                if (closed.compareAndSet(false, true)) {
                    leave(topic);
                }
            }
        };
    }

    private synchronized void leave(String topic) {
        watched.computeIfPresent(topic, (name, entry) -> --entry.watchers == 0 ? null : entry);
    }

    private void look() {
        Map<String, Watched> now;
        synchronized (this) {
            now = new HashMap<>(watched);
        }
        if (now.isEmpty() || !looking.compareAndSet(false, true)) {
            return;
        }
        begin(now).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.atDebug()
                        .addKeyValue(LogKeys.CLUSTER, cluster)
                        .addKeyValue(
                                LogKeys.ERROR,
                                KafkaFailures.unwrap(failure).getClass().getName())
                        .log("The topics that are read could not be looked at");
            }
            looking.set(false);
        });
    }

    /** Whatever goes wrong, the next look must come. */
    private CompletionStage<?> begin(Map<String, Watched> topics) {
        try {
            return look(topics);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private CompletionStage<?> look(Map<String, Watched> topics) {
        return queries.describe(topics.keySet()).thenCompose(found -> {
            Instant now = clock.instant();
            Map<String, Watched> there = new HashMap<>(topics);
            there.entrySet()
                    .removeIf(entry -> found.containsKey(entry.getKey())
                            && !entry.getValue()
                                    .track
                                    .described(found.get(entry.getKey()).orElse(null), now));
            there.keySet().retainAll(found.keySet());
            return retentions(there)
                    .thenCompose(done -> offsets(there))
                    .thenAccept(done -> there.forEach((topic, entry) -> {
                        entry.looks++;
                        entry.track.publish(clock.instant());
                    }));
        });
    }

    private CompletionStage<?> retentions(Map<String, Watched> topics) {
        Map<String, Watched> due = new HashMap<>(topics);
        due.values().removeIf(entry -> !entry.isDue(LOOKS_PER_RETENTION));
        return due.isEmpty()
                ? CompletableFuture.completedStage(null)
                : queries.retentions(due.keySet())
                        .thenAccept(found -> found.forEach((topic, retention) -> {
                            Watched entry = due.get(topic);
                            if (entry != null) {
                                entry.track.retention(retention);
                            }
                        }));
    }

    private CompletionStage<?> offsets(Map<String, Watched> topics) {
        List<TopicPartition> due = new ArrayList<>();
        topics.forEach((topic, entry) -> {
            for (int partition = 0;
                    entry.isDue(LOOKS_PER_OFFSETS) && partition < entry.track.partitions();
                    partition++) {
                if (entry.track.partition(partition).hasLeader()) {
                    due.add(new TopicPartition(topic, partition));
                }
            }
        });
        return due.isEmpty()
                ? CompletableFuture.completedStage(null)
                : queries.offsets(due)
                        .thenAccept(found -> found.forEach((partition, offsets) -> {
                            Watched entry = topics.get(partition.topic());
                            if (entry != null) {
                                note(partition, entry.track.partition(partition.partition()), offsets);
                            }
                        }));
    }

    private void note(TopicPartition partition, PartitionTrack track, WatchQueries.Offsets offsets) {
        Instant now = clock.instant();
        track.offsets(offsets.earliest(), offsets.lastStable(), offsets.end(), now);
        if (track.isNewlyOpen(now)) {
            queries.openTransaction(partition)
                    .whenComplete(
                            (open, failure) -> warn(partition, offsets, failure == null ? open : Optional.empty()));
        }
    }

    /** The one line that names a topic: nobody could end the transaction without it. */
    private void warn(
            TopicPartition partition, WatchQueries.Offsets offsets, Optional<WatchQueries.OpenTransaction> open) {
        long start = open.map(WatchQueries.OpenTransaction::startOffset).orElse(offsets.lastStable());
        LOG.atWarn()
                .addKeyValue(LogKeys.CLUSTER, cluster)
                .addKeyValue(LogKeys.PARTITION, partition.partition())
                .log(
                        "A transaction has been open for {} s and hides what was written since: producer id {}, from offset"
                                + " {}. If its application does not end it: kafka-transactions.sh --bootstrap-server"
                                + " BROKER abort --topic {} --partition {} --start-offset {}",
                        standingAfter.toSeconds(),
                        open.map(transaction -> String.valueOf(transaction.producerId()))
                                .orElse("unknown"),
                        start,
                        partition.topic(),
                        partition.partition(),
                        start);
    }
}
