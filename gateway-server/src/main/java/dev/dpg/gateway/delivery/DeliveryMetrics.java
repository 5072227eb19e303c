package dev.dpg.gateway.delivery;

import dev.dpg.gateway.telemetry.Metric;
import dev.dpg.gateway.telemetry.MetricSource;
import dev.dpg.gateway.telemetry.Readings;
import dev.dpg.gateway.telemetry.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The data plane in figures. What streams came to is added up by product; how they stand is looked up in the reports of those
 * that are open, when somebody asks. Thread-safe. Products are those that streams were opened of, so no more than were published.
 */
final class DeliveryMetrics implements MetricSource {
    private final Delivery delivery;
    private final StreamObserver observer;
    private final Map<String, ProductTally> tallies = new ConcurrentHashMap<>();

    DeliveryMetrics(Delivery delivery, StreamObserver observer) {
        this.delivery = delivery;
        this.observer = observer;
    }

    /** The account of a stream that is being opened. */
    StreamAccount account(StreamPlan plan, StreamCounts counts, Instant openTime) {
        StreamObserver.Opening label = plan.label();
        ProductTally tally = tallies.computeIfAbsent(label.product(), ProductTally::new);
        return new StreamAccount(counts, tally, observer.opened(label), openTime);
    }

    @Override
    public void measure(Readings readings) {
        tallies.values().forEach(tally -> tally.measure(readings));
        Map<String, Standing> standings = new TreeMap<>();
        tallies.keySet().forEach(product -> standings.put(product, new Standing()));
        delivery.streams()
                .forEach(stream -> standings
                        .computeIfAbsent(stream.product(), product -> new Standing())
                        .add(stream.report()));
        standings.forEach((product, standing) -> standing.measure(product, readings));
        budgets(readings);
    }

    private void budgets(Readings readings) {
        DeliverySettings settings = delivery.settings();
        readings.tell(Metric.BUDGET_USED, delivery.inFlight().usedBytes(), "in_flight");
        readings.tell(Metric.BUDGET_USED, delivery.history().usedBytes(), "history");
        readings.tell(Metric.BUDGET_USED, delivery.ringBytes(), "rings");
        readings.tell(Metric.BUDGET_USED, delivery.recentBytes(), "recent");
        readings.tell(Metric.BUDGET_LIMIT, settings.inFlightBytesMax(), "in_flight");
        readings.tell(Metric.BUDGET_LIMIT, settings.inFlightBytesMax(), "history");
        readings.tell(Metric.BUDGET_LIMIT, settings.ringsBytesMax(), "rings");
        readings.tell(Metric.BUDGET_LIMIT, settings.ringsBytesMax(), "recent");
        readings.tell(Metric.STREAMS_LIMIT, settings.streamsMax());
        readings.tell(Metric.PARTITIONS_FOLLOWED, delivery.followedPartitions());
    }

    /** How the open streams of one product stand: the worst of them. */
    private static final class Standing {
        private int live;
        private int behind;
        private long lagRecords;
        private Duration lagTime = Duration.ZERO;
        private Optional<Duration> expiresIn = Optional.empty();

        void add(StreamReport report) {
            if (report.live()) {
                live++;
            } else {
                behind++;
            }
            lagRecords = Math.max(lagRecords, report.lag().records());
            report.lag().time().filter(time -> time.compareTo(lagTime) > 0).ifPresent(time -> lagTime = time);
            report.expiresIn()
                    .filter(time ->
                            expiresIn.map(least -> time.compareTo(least) < 0).orElse(true))
                    .ifPresent(time -> expiresIn = Optional.of(time));
        }

        void measure(String product, Readings readings) {
            readings.tell(Metric.STREAMS_OPEN, live, product, "live");
            readings.tell(Metric.STREAMS_OPEN, behind, product, "behind");
            readings.tell(Metric.LAG_RECORDS, lagRecords, product);
            readings.tell(Metric.LAG_TIME, lagTime, product);
            expiresIn.ifPresent(time -> readings.tell(Metric.RETENTION_LEFT, time, product));
        }
    }
}
