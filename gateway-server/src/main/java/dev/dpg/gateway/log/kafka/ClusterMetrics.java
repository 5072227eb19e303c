package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.telemetry.Metric;
import dev.dpg.gateway.telemetry.MetricSource;
import dev.dpg.gateway.telemetry.Readings;

/**
 * One cluster in figures: what was read of it, and how its readers of history stand. Thread-safe.
 *
 * @param cluster its configured name
 * @param tail what came from the head
 * @param history what came from history
 * @param pool who reads history
 * @param reachability whether it answers
 */
record ClusterMetrics(String cluster, LogBatches tail, LogBatches history, CatchUpPool pool, Reachability reachability)
        implements MetricSource {
    @Override
    public void measure(Readings readings) {
        readings.tell(Metric.KAFKA_RECORDS, tail.recordsSoFar(), cluster, "tail");
        readings.tell(Metric.KAFKA_RECORDS, history.recordsSoFar(), cluster, "history");
        readings.tell(Metric.KAFKA_FETCHED, tail.bytesSoFar(), cluster, "tail");
        readings.tell(Metric.KAFKA_FETCHED, history.bytesSoFar(), cluster, "history");
        CatchUpPool.Load load = pool.load();
        readings.tell(Metric.CATCH_UP_READS, load.fetched(), cluster, "fetched");
        readings.tell(Metric.CATCH_UP_READS, load.shared(), cluster, "shared");
        readings.tell(Metric.CATCH_UP_READERS, load.busy(), cluster, "busy");
        readings.tell(Metric.CATCH_UP_READERS, load.idle(), cluster, "idle");
        readings.tell(Metric.CATCH_UP_LIMIT, load.readersMax(), cluster);
        readings.tell(Metric.CATCH_UP_WAITING, load.waiting(), cluster);
        readings.tell(Metric.CLUSTER_UP, reachability.unreachableSince().isEmpty() ? 1 : 0, cluster);
    }
}
