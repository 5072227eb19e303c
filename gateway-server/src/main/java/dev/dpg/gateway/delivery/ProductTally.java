package dev.dpg.gateway.delivery;

import dev.dpg.gateway.telemetry.Metric;
import dev.dpg.gateway.telemetry.NamedCounts;
import dev.dpg.gateway.telemetry.Readings;
import java.util.concurrent.atomic.LongAdder;

/** What all streams of one product came to, ended ones included. Thread-safe: streams add from their loops. */
final class ProductTally {
    private final String product;
    private final LongAdder fromTail = new LongAdder();
    private final LongAdder fromHistory = new LongAdder();
    private final LongAdder scanned = new LongAdder();
    private final LongAdder filtered = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder unreadable = new LongAdder();
    private final LongAdder withheld = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder merges = new LongAdder();
    private final LongAdder losses = new LongAdder();
    private final LongAdder recentReads = new LongAdder();
    private final LongAdder opened = new LongAdder();
    private final NamedCounts ended = new NamedCounts();

    ProductTally(String product) {
        this.product = product;
    }

    /** Adds what one stream came to since it last added. */
    void add(StreamCounts.Sums more) {
        fromTail.add(more.fromTail());
        fromHistory.add(more.fromHistory());
        scanned.add(more.scanned());
        filtered.add(more.scanned() - more.fromTail() - more.fromHistory());
        failures.add(more.failures());
        unreadable.add(more.unreadable());
        withheld.add(more.withheld());
        bytes.add(more.bytes());
        merges.add(more.merges());
        losses.add(more.losses());
        recentReads.add(more.recentReads());
    }

    void opened() {
        opened.increment();
    }

    void ended(String reason) {
        ended.add(reason);
    }

    void measure(Readings readings) {
        readings.tell(Metric.RECORDS_DELIVERED, fromTail.sum(), product, "tail");
        readings.tell(Metric.RECORDS_DELIVERED, fromHistory.sum(), product, "history");
        readings.tell(Metric.RECORDS_SCANNED, scanned.sum(), product);
        readings.tell(Metric.RECORDS_FILTERED, filtered.sum(), product);
        readings.tell(Metric.FILTER_FAILURES, failures.sum(), product);
        readings.tell(Metric.RECORDS_UNREADABLE, unreadable.sum(), product);
        readings.tell(Metric.RECORDS_WITHHELD, withheld.sum(), product);
        readings.tell(Metric.DELIVERED, bytes.sum(), product);
        readings.tell(Metric.TAIL_MERGES, merges.sum(), product);
        readings.tell(Metric.TAIL_LOSSES, losses.sum(), product);
        readings.tell(Metric.HISTORY_RECENT, recentReads.sum(), product);
        readings.tell(Metric.STREAMS_OPENED, opened.sum(), product);
        ended.forEach((reason, count) -> readings.tell(Metric.STREAMS_ENDED, count, product, reason));
    }
}
