package dev.dpg.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the page for operators to the table in the code, and the table to what Prometheus and OTLP ask of names. */
class MetricTableTest {
    @Test
    void operatorsReadTheSameTable() throws IOException {
        List<String> rows = Arrays.stream(Metric.values())
                .map(metric -> "| `" + metric.prometheusName() + "` | `" + metric.id() + "` | " + metric.kind() + " | "
                        + labels(metric) + " | " + metric.meaning() + " |")
                .toList();

        try (Stream<String> lines = Files.lines(Path.of("../docs/operations.md"))) {
            assertThat(lines.filter(line -> line.startsWith("| `dpg_"))).isEqualTo(rows);
        }
    }

    @Test
    void everyQueryInTheDocumentsNamesMetricsThatThereAre() throws IOException {
        List<String> known = Arrays.stream(Metric.values())
                .map(Metric::prometheusName)
                .flatMap(name -> Stream.of(name, name + "_bucket", name + "_count", name + "_sum"))
                .toList();

        String page = Files.readString(Path.of("../docs/operations.md"));
        assertThat(Stream.of(page.split("[^a-z_]+")).filter(word -> word.startsWith("dpg_")))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(known).contains(name));
    }

    @Test
    void namesAreUniqueAndFormedAsBothSidesAsk() {
        assertThat(Metric.values())
                .extracting(Metric::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("dpg(\\.[a-z][a-z_]*)+"));
        assertThat(Metric.values())
                .extracting(Metric::prometheusName)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z][a-z_]*[a-z]"));
        assertThat(Metric.DELIVERED.prometheusName()).isEqualTo("dpg_delivered_bytes_total");
        assertThat(Metric.LAG_TIME.prometheusName()).isEqualTo("dpg_lag_time_seconds");
    }

    @Test
    void nothingThatAClientChoosesIsALabel() {
        assertThat(Arrays.stream(Metric.values()).flatMap(metric -> metric.labels().stream()))
                .containsOnly(
                        "product",
                        "source",
                        "reason",
                        "state",
                        "budget",
                        "cluster",
                        "reader",
                        "answer",
                        "cap",
                        "service",
                        "method",
                        "code",
                        "owner",
                        "collector");
    }

    private static String labels(Metric metric) {
        return metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
    }
}
