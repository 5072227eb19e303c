package dev.dpg.system.soak.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.dpg.system.soak.report.Verdict.Measure;
import java.util.LinkedHashMap;
import java.util.Map;

/** A report for programs: one JSON object. */
public final class SoakJson {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private SoakJson() {}

    /** All of it, with a line feed at the end. */
    public static String of(SoakReport report) {
        Verdict verdict = report.verdict();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("environment", report.environment());
        all.put("passed", verdict.isGood());
        all.put("soaked_s", report.soaked().toSeconds());
        all.put("seed", report.seed());
        all.put("measures", verdict.measures().stream().map(SoakJson::measure).toList());
        all.put("grown", verdict.grown());
        all.put("faults", verdict.faults());
        all.put("warm_up", report.warmUp());
        all.put("churn", report.churn());
        all.put("samples", report.samples());
        try {
            return JSON.writeValueAsString(all) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the report cannot be written", e);
        }
    }

    private static Map<String, Object> measure(Measure measure) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", measure.name());
        fields.put("unit", measure.bytes() ? "bytes" : "");
        fields.put("before", measure.before());
        fields.put("after", measure.after());
        fields.put("more_max", measure.moreMax());
        fields.put("good", measure.isGood());
        return fields;
    }
}
