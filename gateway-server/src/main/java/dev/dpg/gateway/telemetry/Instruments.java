package dev.dpg.gateway.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of metrics as instruments: those that are asked for when somebody collects, in one go over all sources, and the
 * distributions. Thread-safe.
 */
final class Instruments implements Readings {
    private static final Logger LOG = LoggerFactory.getLogger(Instruments.class);

    /** A second, a minute, an hour, and some between; the longest that streams live by default is about 36 minutes. */
    private static final List<Double> SECONDS = List.of(1.0, 10.0, 60.0, 300.0, 900.0, 1800.0, 3600.0, 21_600.0);

    private static final double NANOS = 1_000_000_000;

    private final Map<Metric, ObservableLongMeasurement> wholes = new EnumMap<>(Metric.class);
    private final Map<Metric, ObservableDoubleMeasurement> times = new EnumMap<>(Metric.class);
    private final Map<Metric, DoubleHistogram> distributions = new EnumMap<>(Metric.class);
    private final List<MetricSource> sources = new CopyOnWriteArrayList<>();

    Instruments(Meter meter) {
        for (Metric metric : Metric.values()) {
            if (metric.kind() == Metric.Kind.HISTOGRAM) {
                distributions.put(metric, histogram(meter, metric));
            } else if (metric.unit() == Metric.Unit.SECONDS) {
                times.put(metric, time(meter, metric));
            } else {
                wholes.put(metric, whole(meter, metric));
            }
        }
        List<ObservableMeasurement> all = new ArrayList<>(wholes.values());
        all.addAll(times.values());
        var unused = meter.batchCallback(
                this::collect, all.get(0), all.subList(1, all.size()).toArray(ObservableMeasurement[]::new));
    }

    void add(MetricSource source) {
        sources.add(source);
    }

    /** Takes one value of a distribution in. */
    void distribute(Metric metric, Duration value, String... labels) {
        DoubleHistogram histogram = distributions.get(metric);
        if (histogram == null) {
            throw new IllegalArgumentException(metric + " is no histogram");
        }
        histogram.record(seconds(value), attributes(metric, labels));
    }

    @Override
    public void tell(Metric metric, long value, String... labels) {
        ObservableLongMeasurement whole = wholes.get(metric);
        if (whole == null) {
            throw new IllegalArgumentException(metric + " is no whole number");
        }
        whole.record(value, attributes(metric, labels));
    }

    @Override
    public void tell(Metric metric, Duration value, String... labels) {
        ObservableDoubleMeasurement time = times.get(metric);
        if (time == null) {
            throw new IllegalArgumentException(metric + " is not in seconds");
        }
        time.record(seconds(value), attributes(metric, labels));
    }

    private static double seconds(Duration time) {
        return time.getSeconds() + time.getNano() / NANOS;
    }

    private void collect() {
        for (MetricSource source : sources) {
            try {
                source.measure(this);
            } catch (RuntimeException e) {
                LOG.atWarn().addKeyValue(LogKeys.ERROR, e.getClass().getName()).log("Some metrics are missing");
            }
        }
    }

    private static Attributes attributes(Metric metric, String... values) {
        List<String> names = metric.labels();
        if (names.size() != values.length) {
            throw new IllegalArgumentException(metric + " has the labels " + names);
        }
        if (values.length == 0) {
            return Attributes.empty();
        }
        AttributesBuilder attributes = Attributes.builder();
        for (int i = 0; i < values.length; i++) {
            attributes.put(AttributeKey.stringKey(names.get(i)), values[i]);
        }
        return attributes.build();
    }

    private static DoubleHistogram histogram(Meter meter, Metric metric) {
        return meter.histogramBuilder(metric.id())
                .setUnit(metric.unit().code())
                .setDescription(metric.meaning())
                .setExplicitBucketBoundariesAdvice(SECONDS)
                .build();
    }

    private static ObservableLongMeasurement whole(Meter meter, Metric metric) {
        String unit = metric.unit().code();
        return metric.kind() == Metric.Kind.GAUGE
                ? meter.gaugeBuilder(metric.id())
                        .ofLongs()
                        .setUnit(unit)
                        .setDescription(metric.meaning())
                        .buildObserver()
                : meter.counterBuilder(metric.id())
                        .setUnit(unit)
                        .setDescription(metric.meaning())
                        .buildObserver();
    }

    private static ObservableDoubleMeasurement time(Meter meter, Metric metric) {
        String unit = metric.unit().code();
        return metric.kind() == Metric.Kind.GAUGE
                ? meter.gaugeBuilder(metric.id())
                        .setUnit(unit)
                        .setDescription(metric.meaning())
                        .buildObserver()
                : meter.counterBuilder(metric.id())
                        .ofDoubles()
                        .setUnit(unit)
                        .setDescription(metric.meaning())
                        .buildObserver();
    }
}
