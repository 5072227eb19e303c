package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.telemetry.LogKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the cluster every second whether it is there. Until its first answer it counts as out of reach since the start, so
 * that nobody takes silence for health. Thread-safe.
 */
final class Reachability {
    private static final Logger LOG = LoggerFactory.getLogger(Reachability.class);
    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);

    private final String cluster;
    private final Admin admin;
    private final InstantSource clock;
    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile @Nullable Instant since;

    Reachability(String cluster, Admin admin, InstantSource clock) {
        this.cluster = cluster;
        this.admin = admin;
        this.clock = clock;
        this.since = clock.instant();
    }

    void start(Delays delays) {
        delays.every(PROBE_INTERVAL, this::probe);
    }

    Optional<Instant> unreachableSince() {
        return Optional.ofNullable(since);
    }

    /** The cluster answered something. */
    void answered() {
        if (since != null) {
            since = null;
            LOG.atInfo().addKeyValue(LogKeys.CLUSTER, cluster).log("The Kafka cluster answers");
        }
    }

    private void probe() {
        if (!probing.compareAndSet(false, true)) {
            return;
        }
        Instant asked = clock.instant();
        admin.describeCluster(new DescribeClusterOptions().timeoutMs(Math.toIntExact(PROBE_TIMEOUT.toMillis())))
                .clusterId()
                .toCompletionStage()
                .whenComplete((id, failure) -> {
                    probing.set(false);
                    if (failure == null) {
                        answered();
                    } else {
                        silent(asked, failure);
                    }
                });
    }

    private void silent(Instant asked, Throwable failure) {
        if (since == null) {
            since = asked;
            LOG.atWarn()
                    .addKeyValue(LogKeys.CLUSTER, cluster)
                    .addKeyValue(LogKeys.ERROR, failure.getClass().getName())
                    .log("The Kafka cluster does not answer");
        }
    }
}
