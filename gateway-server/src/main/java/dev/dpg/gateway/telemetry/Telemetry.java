package dev.dpg.gateway.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.CardinalityLimitSelector;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How what was counted leaves the process: on the page for Prometheus, and by OTLP where that is configured. Collects from the
 * sources that were added, when somebody asks. Thread-safe.
 */
public final class Telemetry implements AutoCloseable {
    /** What instruments of ours are known by in the library. */
    static final String SCOPE = "dev.dpg.gateway";

    /** Label values of one metric: lines of products times reasons. More are put together by the library. */
    private static final int SERIES_MAX = 50_000;

    private static final int CLOSE_SECONDS_MAX = 3;

    private final PageReader page = new PageReader();
    private final SdkMeterProvider meters;
    private final Instruments instruments;
    private final Optional<SdkTracerProvider> tracers;
    private final StreamObserver streams;

    private Telemetry(OtlpSettings otlp, Resource resource) {
        var builder = SdkMeterProvider.builder().setResource(resource);
        builder.registerMetricReader(page, limit());
        otlp.endpointFor("metrics")
                .ifPresent(endpoint -> builder.registerMetricReader(pushing(endpoint, otlp), limit()));
        meters = builder.build();
        instruments = new Instruments(meters.get(SCOPE));
        tracers = otlp.endpointFor("traces").map(endpoint -> tracers(endpoint, otlp, resource));
        StreamObserver ages = ages(instruments);
        streams = tracers.map(provider -> both(new StreamSpans(provider.get(SCOPE)), ages))
                .orElse(ages);
    }

    /**
     * Starts it. Where something is pushed, the library has threads of its own for that, which end with {@link #close}.
     *
     * @param instance tells this process from others
     * @param version of the gateway
     */
    public static Telemetry start(OtlpSettings otlp, String instance, String version) {
        Resource resource = Resource.create(Attributes.of(
                AttributeKey.stringKey("service.name"), "dpg-gateway",
                AttributeKey.stringKey("service.instance.id"), instance,
                AttributeKey.stringKey("service.version"), version));
        return new Telemetry(otlp, resource);
    }

    /** Has a source asked from now on. */
    public void add(MetricSource source) {
        instruments.add(source);
    }

    /** Everything as it is now, as the text that Prometheus reads. */
    public String page() {
        return page.page();
    }

    /** To be told of streams. */
    public StreamObserver streams() {
        return streams;
    }

    /** Pushes once more where something is pushed, and gives up on that after a few seconds. Sources are not asked after it. */
    @Override
    public void close() {
        tracers.ifPresent(provider -> provider.shutdown().join(CLOSE_SECONDS_MAX, TimeUnit.SECONDS));
        meters.shutdown().join(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
    }

    private static MetricReader pushing(String endpoint, OtlpSettings otlp) {
        var exporter = OtlpHttpMetricExporter.builder().setEndpoint(endpoint).build();
        return PeriodicMetricReader.builder(exporter)
                .setInterval(otlp.interval())
                .build();
    }

    /** Spans wait in a bounded queue for the next push; beyond it they are dropped. */
    private static SdkTracerProvider tracers(String endpoint, OtlpSettings otlp, Resource resource) {
        var exporter = OtlpHttpSpanExporter.builder().setEndpoint(endpoint).build();
        return SdkTracerProvider.builder()
                .setResource(resource)
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(otlp.interval())
                        .build())
                .build();
    }

    private static StreamObserver ages(Instruments instruments) {
        return opening -> ending -> instruments.distribute(Metric.STREAM_AGE, ending.age(), ending.reason());
    }

    private static StreamObserver both(StreamObserver one, StreamObserver other) {
        return opening -> {
            StreamObserver.Life first = one.opened(opening);
            StreamObserver.Life second = other.opened(opening);
            return ending -> {
                first.ended(ending);
                second.ended(ending);
            };
        };
    }

    private static CardinalityLimitSelector limit() {
        return instrument -> SERIES_MAX;
    }
}
