package dev.dpg.gateway.subscription;

import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.codec.Selection;
import dev.dpg.gateway.cursor.OnExpired;
import dev.dpg.gateway.delivery.Delivery;
import dev.dpg.gateway.delivery.DeliveryStream;
import dev.dpg.gateway.delivery.StreamPlan;
import dev.dpg.gateway.delivery.StreamPlan.Bounds;
import dev.dpg.gateway.delivery.StreamSink;
import dev.dpg.gateway.filter.Filter;
import dev.dpg.gateway.filter.FilterCompiler;
import dev.dpg.gateway.filter.Filters;
import dev.dpg.gateway.filter.KeySelection;
import dev.dpg.gateway.log.Clusters;
import dev.dpg.gateway.log.RecordLog;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.telemetry.StreamObserver;
import dev.dpg.gateway.view.DeniedUse;
import dev.dpg.gateway.view.Restrictions;
import dev.dpg.gateway.view.SchemaNotice;
import dev.dpg.gateway.view.SchemaUse;
import dev.dpg.gateway.view.View;
import dev.dpg.gateway.view.Wanted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Opens streams: everything that is decided once per stream is decided here. Thread-safe. */
public final class StreamOpener {
    private static final Duration RETRY_WHEN_CLUSTER_DOWN = Duration.ofSeconds(1);

    private final ReadableProducts products;
    private final Clusters clusters;
    private final Delivery delivery;
    private final CodecCache codecs;
    private final Filters filters = new Filters();
    private final int recordBytesMax;
    private final Sessions sessions;

    /**
     * Makes an opener.
     *
     * @param products what there is, and for whom
     * @param sessions is told of every stream
     * @param codecs makes what values are read with
     * @param recordBytesMax larger records are delivered without their content
     */
    public StreamOpener(
            ReadableProducts products,
            Clusters clusters,
            Delivery delivery,
            Sessions sessions,
            CodecCache codecs,
            int recordBytesMax) {
        this.products = products;
        this.clusters = clusters;
        this.delivery = delivery;
        this.sessions = sessions;
        this.codecs = codecs;
        this.recordBytesMax = recordBytesMax;
    }

    /**
     * Opens a stream. Each step takes only results of the steps above it; the log is the only I/O.
     *
     * @param sinkFor makes the sink once the start is known; its stream sends the first frame by itself
     * @return fails with {@link ProblemException}; completes on the log's threads
     */
    public CompletionStage<DeliveryStream> open(OpenRequest request, Function<Admission, StreamSink> sinkFor) {
        delivery.requireRoom();
        ReadableProduct readable = products.named(StartLine.named(request.product(), request.start()), request.claim());
        PublishedPort port = readable.port();
        RecordLog log = reachable(port);
        Restrictions restrictions =
                PlanRules.restrictions(readable, products.access()::saltOf, rows -> rowRule(port, rows));
        View view = view(readable, request.records(), restrictions);
        PositionResolver positions = new PositionResolver(port, log);
        return positions
                .start(request.start(), request.onExpired())
                .thenCompose(start -> positions
                        .stop(start.topic(), request.stop())
                        .thenApply(until -> {
                            products.requireStill(readable, request.claim());
                            return until;
                        })
                        .thenApply(until -> delivery.open(
                                new StreamPlan(
                                        log,
                                        start.topic(),
                                        start.resumption(),
                                        request.onExpired(),
                                        view,
                                        new Bounds(until, request.recordsMax()),
                                        request.pace(),
                                        restrictions.isNone() && mayPassOn(port, request.records()),
                                        announced(port, request),
                                        new StreamObserver.Opening(
                                                port.name().toString(),
                                                request.records().encoding().name(),
                                                request.traceParent())),
                                sinkFor.apply(PlanRules.admission(readable, request.records(), start)))))
                .thenApply(stream -> {
                    request.claim().identity().expires().ifPresent(stream::expireAt);
                    sessions.opened(new OpenSession(
                            request.caller(),
                            request.claim(),
                            readable,
                            request.call(),
                            read(request.records(), view),
                            stream));
                    return stream;
                });
    }

    /** Looks a start up without reading; fails like {@link #open}. */
    public CompletionStage<ResolvedPosition> resolve(String product, StartAt start, Claim claim) {
        delivery.requireOpen();
        PublishedPort port =
                products.named(StartLine.named(product, start), claim).port();
        return new PositionResolver(port, reachable(port)).start(start, OnExpired.FAIL);
    }

    /** The limit that streams are opened with. */
    public int recordBytesMax() {
        return recordBytesMax;
    }

    /** The way of reading that a caller wants; fails where the product cannot be read so. */
    private View view(ReadableProduct readable, WantedRecords wanted, Restrictions restrictions) {
        PublishedPort port = readable.port();
        RecordCodec codec = codecs.of(port);
        List<String> fields = PlanRules.fields(readable, wanted);
        Wanted records = new Wanted(filter(port, codec, wanted), keys(wanted));
        DeniedUse.refuse(restrictions, wanted.encoding(), records);
        return new View(
                        codec,
                        wanted.encoding(),
                        Selection.of(fields, codec.type()),
                        records,
                        recordBytesMax,
                        new SchemaUse(codecs.storedSchemas(port), wanted.onUnknownSchema()))
                .under(restrictions);
    }

    /** Whether records need not be looked at. Where values name schemas of a registry, readers are told those. */
    private boolean mayPassOn(PublishedPort port, WantedRecords wanted) {
        return wanted.storedBatches()
                && wanted.filter().isBlank()
                && wanted.keys().isEmpty()
                && !codecs.storedSchemas(port).areNamed();
    }

    /** What the client is told of values before them; a caller of the product's own service knows it. */
    private Optional<SchemaNotice> announced(PublishedPort port, OpenRequest request) {
        return request.typed()
                ? Optional.empty()
                : codecs.announced(port, request.records().encoding());
    }

    private Filter rowRule(PublishedPort port, String rows) {
        return filters.of(rows, codecs.of(port), FilterCompiler.keyKind(port.fields(), port.keyFields()));
    }

    private Optional<Filter> filter(PublishedPort port, RecordCodec codec, WantedRecords wanted) {
        return wanted.filter().isBlank()
                ? Optional.empty()
                : Optional.of(
                        filters.of(wanted.filter(), codec, FilterCompiler.keyKind(port.fields(), port.keyFields())));
    }

    private static Optional<KeySelection> keys(WantedRecords wanted) {
        return wanted.keys().isEmpty() ? Optional.empty() : Optional.of(new KeySelection(wanted.keys()));
    }

    /** The properties that a stream reads; empty for all. */
    private static List<String> read(WantedRecords wanted, View view) {
        if (wanted.fields().isEmpty()) {
            return List.of();
        }
        TreeSet<String> read = new TreeSet<>(wanted.fields());
        view.filter().ifPresent(filter -> read.addAll(filter.properties()));
        return read.contains("") ? List.of() : List.copyOf(read);
    }

    private RecordLog reachable(PublishedPort port) {
        RecordLog log = configured(port);
        if (log.unreachableSince().isPresent()) {
            throw Problem.of(
                            Reason.CLUSTER_DOWN,
                            "the Kafka cluster behind " + port.name() + " does not answer now; try again shortly")
                    .with(new Problem.RetryAfter(RETRY_WHEN_CLUSTER_DOWN))
                    .asException();
        }
        return log;
    }

    /** Gateways share what is published, but each has a configuration of its own. */
    private RecordLog configured(PublishedPort port) {
        String cluster = port.binding().cluster();
        try {
            return clusters.named(cluster);
        } catch (IllegalArgumentException unknown) {
            throw Problem.of(
                            Reason.CLUSTER_DOWN,
                            "this gateway's configuration has no cluster \"" + cluster + "\", which " + port.name()
                                    + " is on: ask another gateway, or have clusters." + cluster + " added")
                    .asException();
        }
    }
}
