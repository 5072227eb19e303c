package dev.dpg.gateway.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** What was collected, as the text that Prometheus reads (format 0.0.4), in the order of the table. */
final class PrometheusText {
    private final StringBuilder text = new StringBuilder(16 * 1024);

    private PrometheusText() {}

    static String of(Collection<MetricData> collected) {
        var page = new PrometheusText();
        collected.stream()
                // The library counts its own pushes, too.
                .filter(data -> data.getInstrumentationScopeInfo().getName().equals(Telemetry.SCOPE))
                .sorted(Comparator.comparing(data -> Metric.named(data.getName())))
                .forEach(page::write);
        return page.text.toString();
    }

    private void write(MetricData data) {
        Metric metric = Metric.named(data.getName());
        String name = metric.prometheusName();
        line("# HELP ", name, " ", metric.meaning().replace("\\", "\\\\").replace("\n", "\\n"));
        line("# TYPE ", name, " ", metric.kind().toString());
        switch (data.getType()) {
            case LONG_SUM -> wholes(metric, data.getLongSumData().getPoints());
            case LONG_GAUGE -> wholes(metric, data.getLongGaugeData().getPoints());
            case DOUBLE_SUM ->
                data.getDoubleSumData()
                        .getPoints()
                        .forEach(point ->
                                line(name, labels(metric, point.getAttributes()), " ", number(point.getValue())));
            case DOUBLE_GAUGE ->
                data.getDoubleGaugeData()
                        .getPoints()
                        .forEach(point ->
                                line(name, labels(metric, point.getAttributes()), " ", number(point.getValue())));
            case HISTOGRAM -> data.getHistogramData().getPoints().forEach(point -> distribution(metric, point));
            default -> throw new IllegalStateException("the table has no metrics of type " + data.getType());
        }
    }

    private void wholes(Metric metric, Collection<LongPointData> points) {
        points.forEach(point -> line(
                metric.prometheusName(), labels(metric, point.getAttributes()), " ", Long.toString(point.getValue())));
    }

    private void distribution(Metric metric, HistogramPointData point) {
        List<Double> bounds = point.getBoundaries();
        List<Long> counts = point.getCounts();
        String name = metric.prometheusName();
        long below = 0;
        for (int i = 0; i < counts.size(); i++) {
            below += counts.get(i);
            String bound = i < bounds.size() ? number(bounds.get(i)) : "+Inf";
            String labels = labels(metric, point.getAttributes(), "le=\"" + bound + "\"");
            line(name, "_bucket", labels, " ", Long.toString(below));
        }
        String labels = labels(metric, point.getAttributes());
        line(name, "_sum", labels, " ", number(point.getSum()));
        line(name, "_count", labels, " ", Long.toString(point.getCount()));
    }

    private static String labels(Metric metric, Attributes attributes, String... more) {
        var labels = new StringJoiner(",", "{", "}").setEmptyValue("");
        for (String name : metric.labels()) {
            String value = attributes.get(AttributeKey.stringKey(name));
            if (value != null) {
                labels.add(name + "=\"" + escaped(value) + "\"");
            }
        }
        for (String label : more) {
            labels.add(label);
        }
        return labels.toString();
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** Whole numbers without a fraction, as people write them. */
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(value);
    }

    private void line(String... parts) {
        for (String part : parts) {
            text.append(part);
        }
        text.append('\n');
    }
}
