package dev.dpg.gateway.telemetry;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Every metric, in one table: there is none that is not here. {@code docs/operations.md} shows the same table. Labels have few
 * values: names of products and clusters, which are configured or published, and closed lists. No label ever holds what a
 * client chooses.
 */
public enum Metric {
    RECORDS_DELIVERED(
            "dpg.records.delivered",
            Kind.COUNTER,
            Unit.RECORDS,
            List.of("product", "source"),
            "Records sent to readers, from the shared `tail` or from `history` that was read for them"),
    RECORDS_SCANNED(
            "dpg.records.scanned",
            Kind.COUNTER,
            Unit.RECORDS,
            List.of("product"),
            "Records looked at for readers, sent or not"),
    RECORDS_FILTERED(
            "dpg.records.filtered",
            Kind.COUNTER,
            Unit.RECORDS,
            List.of("product"),
            "Of the scanned ones, records left out by the reader's own filter or keys"),
    FILTER_FAILURES(
            "dpg.filter.failures",
            Kind.COUNTER,
            Unit.RECORDS,
            List.of("product"),
            "Of the filtered ones, records that the filter failed on"),
    RECORDS_UNREADABLE(
            "dpg.records.unreadable",
            Kind.COUNTER,
            Unit.RECORDS,
            List.of("product"),
            "Of the delivered ones, records given with a `decode_error` instead of what could not be read, or is too large"),
    RECORDS_WITHHELD(
            "dpg.records.withheld",
            Kind.COUNTER,
            Unit.RECORDS,
            List.of("product"),
            "Records that a row rule kept from readers, who are not told; none of them is among the scanned ones"),
    DELIVERED(
            "dpg.delivered",
            Kind.COUNTER,
            Unit.BYTES,
            List.of("product"),
            "Bytes of batches and schemas handed to readers' connections"),
    TAIL_MERGES(
            "dpg.tail.merges",
            Kind.COUNTER,
            Unit.PARTITIONS,
            List.of("product"),
            "How often a reader of a partition came from history to the shared tail"),
    TAIL_LOSSES(
            "dpg.tail.losses",
            Kind.COUNTER,
            Unit.PARTITIONS,
            List.of("product"),
            "How often a reader of a partition fell behind the shared tail, and went back to history"),
    HISTORY_RECENT(
            "dpg.history.recent",
            Kind.COUNTER,
            Unit.READS,
            List.of("product"),
            "Reads of history answered with what had been read for another reader a little earlier, without Kafka"),
    STREAMS_OPENED("dpg.streams.opened", Kind.COUNTER, Unit.STREAMS, List.of("product"), "Streams opened"),
    STREAMS_ENDED(
            "dpg.streams.ended",
            Kind.COUNTER,
            Unit.STREAMS,
            List.of("product", "reason"),
            "Streams ended: `CLIENT` by their client, `LIMIT` and `UNTIL` as asked for, else by the reason of the"
                    + " `GoAway` or of the error"),
    STREAMS_REFUSED(
            "dpg.streams.refused",
            Kind.COUNTER,
            Unit.STREAMS,
            List.of("reason"),
            "Streams that were not opened, by the reason of the error"),
    STREAM_AGE(
            "dpg.stream.age", Kind.HISTOGRAM, Unit.SECONDS, List.of("reason"), "How old streams were when they ended"),
    STREAMS_OPEN(
            "dpg.streams.open",
            Kind.GAUGE,
            Unit.STREAMS,
            List.of("product", "state"),
            "Streams open now: `live` at the tail in every partition, or `behind`"),
    LAG_RECORDS(
            "dpg.lag.records",
            Kind.GAUGE,
            Unit.RECORDS,
            List.of("product"),
            "The greatest lag of an open stream: offsets between its position and the end, over all partitions"),
    LAG_TIME(
            "dpg.lag.time",
            Kind.GAUGE,
            Unit.SECONDS,
            List.of("product"),
            "The greatest age of what an open stream last delivered in a partition where it lags"),
    RETENTION_LEFT(
            "dpg.retention.left",
            Kind.GAUGE,
            Unit.SECONDS,
            List.of("product"),
            "The least time until retention overtakes an open stream that is behind; missing where none is in danger"),
    BUDGET_USED(
            "dpg.budget.used",
            Kind.GAUGE,
            Unit.BYTES,
            List.of("budget"),
            "Bytes in use of a budget: handed to connections and not taken (`in_flight`), waiting in front of streams"
                    + " (`history`), kept for readers at the tail (`rings`), kept of history that was just read"
                    + " (`recent`)"),
    BUDGET_LIMIT(
            "dpg.budget.limit",
            Kind.GAUGE,
            Unit.BYTES,
            List.of("budget"),
            "What the budget may use; `in_flight` and `history` together press for smaller batches at the same limit,"
                    + " and `recent` may use what `rings` leave free"),
    STREAMS_LIMIT(
            "dpg.streams.limit",
            Kind.GAUGE,
            Unit.STREAMS,
            List.of(),
            "Streams that may be open (`delivery.streams-max`)"),
    PARTITIONS_FOLLOWED(
            "dpg.partitions.followed", Kind.GAUGE, Unit.PARTITIONS, List.of(), "Partitions followed at the tail now"),
    KAFKA_RECORDS(
            "dpg.kafka.records",
            Kind.COUNTER,
            Unit.RECORDS,
            List.of("cluster", "reader"),
            "Records read from Kafka by readers of the `tail` and of `history`, once however many streams they go to"),
    KAFKA_FETCHED(
            "dpg.kafka.fetched",
            Kind.COUNTER,
            Unit.BYTES,
            List.of("cluster", "reader"),
            "Bytes of their keys and values, uncompressed; batches that are passed on count as they are stored"),
    CATCH_UP_READS(
            "dpg.catch_up.reads",
            Kind.COUNTER,
            Unit.READS,
            List.of("cluster", "answer"),
            "Reads of history answered, by a read of their own (`fetched`) or by another's (`shared`)"),
    CATCH_UP_READERS(
            "dpg.catch_up.readers",
            Kind.GAUGE,
            Unit.READERS,
            List.of("cluster", "state"),
            "Readers of history, `busy` or `idle`"),
    CATCH_UP_LIMIT(
            "dpg.catch_up.limit",
            Kind.GAUGE,
            Unit.READERS,
            List.of("cluster"),
            "Readers of history that there may be (`clusters.<name>.catch-up.readers`)"),
    CATCH_UP_WAITING(
            "dpg.catch_up.waiting",
            Kind.GAUGE,
            Unit.READS,
            List.of("cluster"),
            "Reads of history that wait for a free reader"),
    CLUSTER_UP(
            "dpg.cluster.up",
            Kind.GAUGE,
            Unit.NONE,
            List.of("cluster"),
            "1 where the cluster answers, 0 where it does not"),
    CONNECTIONS_OPEN("dpg.connections.open", Kind.GAUGE, Unit.CONNECTIONS, List.of(), "Client connections open now"),
    CONNECTIONS_REFUSED(
            "dpg.connections.refused",
            Kind.COUNTER,
            Unit.CONNECTIONS,
            List.of("cap"),
            "Connections closed at once because a cap was reached, named like its setting"),
    CALLS(
            "dpg.calls",
            Kind.COUNTER,
            Unit.CALLS,
            List.of("service", "method", "code"),
            "Calls that have ended, by gRPC status; those of products' own services under `product`"),
    CATALOGUE_LINES(
            "dpg.catalogue.lines", Kind.GAUGE, Unit.LINES, List.of("state"), "Lines of products in the catalogue"),
    HEAP_USED("dpg.heap.used", Kind.GAUGE, Unit.BYTES, List.of(), "Heap in use, garbage included"),
    HEAP_LIMIT("dpg.heap.limit", Kind.GAUGE, Unit.BYTES, List.of(), "The largest that the heap may get (`-Xmx`)"),
    DIRECT_USED(
            "dpg.direct.used",
            Kind.GAUGE,
            Unit.BYTES,
            List.of("owner"),
            "Memory beside the heap for buffers: of connections (`network`), and what the JDK counts (`jdk`: Kafka's"
                    + " client, and the part of `network` that it knows of)"),
    DIRECT_LIMIT(
            "dpg.direct.limit",
            Kind.GAUGE,
            Unit.BYTES,
            List.of(),
            "What it may get (`-XX:MaxDirectMemorySize`, else as much as the heap)"),
    THREADS("dpg.threads", Kind.GAUGE, Unit.THREADS, List.of(), "Threads of the process"),
    GC_RUNS("dpg.gc.runs", Kind.COUNTER, Unit.RUNS, List.of("collector"), "Runs of a garbage collector"),
    GC_TIME("dpg.gc.time", Kind.COUNTER, Unit.SECONDS, List.of("collector"), "Time that it took"),
    CPU_TIME("dpg.cpu.time", Kind.COUNTER, Unit.SECONDS, List.of(), "Processor time of the process"),
    FILES_OPEN("dpg.files.open", Kind.GAUGE, Unit.FILES, List.of(), "File descriptors open, connections included"),
    FILES_LIMIT("dpg.files.limit", Kind.GAUGE, Unit.FILES, List.of(), "File descriptors that may be open"),
    UPTIME("dpg.uptime", Kind.GAUGE, Unit.SECONDS, List.of(), "Time since the process started");

    private final String id;
    private final Kind kind;
    private final Unit unit;
    private final ImmutableList<String> labels;
    private final String meaning;

    Metric(String id, Kind kind, Unit unit, List<String> labels, String meaning) {
        this.id = id;
        this.kind = kind;
        this.unit = unit;
        this.labels = ImmutableList.copyOf(labels);
        this.meaning = meaning;
    }

    /** The metric of this name by OTLP. */
    static Metric named(String id) {
        return Arrays.stream(values())
                .filter(metric -> metric.id.equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The name by OTLP: {@code dpg.kafka.fetched}. */
    public String id() {
        return id;
    }

    /** The name for Prometheus, with unit and kind: {@code dpg_kafka_fetched_bytes_total}. */
    public String prometheusName() {
        String name = id.replace('.', '_') + unit.suffix;
        return kind == Kind.COUNTER ? name + "_total" : name;
    }

    /** Whether it counts up, goes up and down, or is a distribution. */
    public Kind kind() {
        return kind;
    }

    /** What one of it is. */
    public Unit unit() {
        return unit;
    }

    /** Names of its labels, in the order in which values are given. */
    public List<String> labels() {
        return labels;
    }

    /** A sentence for people, with literal values in backticks. */
    public String meaning() {
        return meaning;
    }

    /** How values go on. */
    public enum Kind {
        /** Grows, from 0 at the start of the process. */
        COUNTER,
        /** Is as it is now. */
        GAUGE,
        /** Many values, of which buckets, number and sum are kept. */
        HISTOGRAM;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Units, as OTLP writes them (UCUM). */
    public enum Unit {
        RECORDS("{record}", ""),
        STREAMS("{stream}", ""),
        PARTITIONS("{partition}", ""),
        READS("{read}", ""),
        READERS("{reader}", ""),
        CONNECTIONS("{connection}", ""),
        CALLS("{call}", ""),
        LINES("{line}", ""),
        THREADS("{thread}", ""),
        RUNS("{run}", ""),
        FILES("{file}", ""),
        NONE("1", ""),
        BYTES("By", "_bytes"),
        SECONDS("s", "_seconds");

        private final String code;
        private final String suffix;

        Unit(String code, String suffix) {
            this.code = code;
            this.suffix = suffix;
        }

        /** As OTLP writes it. */
        public String code() {
            return code;
        }
    }
}
