package dev.dpg.system.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.dpg.system.bench.scenario.Figure;
import dev.dpg.system.bench.scenario.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report for programs: one JSON object. */
public final class BenchJson {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private BenchJson() {}

    /** All of it, with a line feed at the end. */
    public static String of(BenchReport report) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("environment", report.environment());
        all.put("form", report.shortForm() ? "short" : "full");
        all.put("passed", report.isGood());
        all.put("took_s", report.took().toSeconds());
        all.put("scenarios", report.outcomes().stream().map(BenchJson::outcome).toList());
        try {
            return JSON.writeValueAsString(all) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the report cannot be written", e);
        }
    }

    private static Map<String, Object> outcome(Outcome outcome) {
        return Map.of(
                "name", outcome.scenario(),
                "figures", outcome.figures().stream().map(BenchJson::figure).toList(),
                "runs", outcome.runs(),
                "faults", outcome.faults());
    }

    private static Map<String, Object> figure(Figure figure) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", figure.name());
        fields.put("unit", figure.unit());
        fields.put("median", figure.median());
        fields.put("samples", List.copyOf(figure.samples()));
        figure.target().ifPresent(target -> {
            fields.put("must", target.must());
            fields.put("goal", target.goal());
        });
        fields.put("grade", figure.grade().name().toLowerCase(Locale.ROOT));
        return fields;
    }
}
