package dev.dpg.system.faults.report;

import dev.dpg.system.faults.check.Verdict;
import dev.dpg.system.faults.scenario.BugTrials.Trial;
import dev.dpg.system.faults.scenario.FaultResult;
import java.util.List;
import java.util.stream.Collectors;

/** A report for programs: one JSON object; times in milliseconds. */
public final class ReportJson {
    private ReportJson() {}

    /** All of it, with a line feed at the end. */
    public static String of(RunReport report) {
        return object(List.of(
                        field("seed", report.seed()),
                        field("form", quoted(report.shortForm() ? "short" : "full")),
                        field("clean", report.isClean()),
                        field("took_ms", report.took().toMillis()),
                        field(
                                "faults",
                                array(report.faults().stream()
                                        .map(ReportJson::fault)
                                        .toList())),
                        field(
                                "seeded_bugs",
                                array(report.trials().stream()
                                        .map(ReportJson::trial)
                                        .toList()))))
                + "\n";
    }

    private static String fault(FaultResult result) {
        String name = field("name", quoted(result.name()));
        if (result instanceof FaultResult.Inflicted inflicted) {
            Verdict verdict = inflicted.verdict();
            return object(List.of(
                    name,
                    field("acknowledged", verdict.acknowledged()),
                    field("delivered", verdict.delivered()),
                    field("lost", verdict.lost()),
                    field("repeated", verdict.repeated()),
                    field("gaps_true", verdict.trueGaps()),
                    field("gaps_false", verdict.falseGaps()),
                    field("recovery_p50_ms", inflicted.recoveryP50().toMillis()),
                    field("recovery_p99_ms", inflicted.recoveryP99().toMillis()),
                    field("errors_seen", inflicted.interruptions()),
                    field("violations", strings(verdict.violations()))));
        }
        if (result instanceof FaultResult.Skipped skipped) {
            return object(List.of(name, field("skipped", quoted(skipped.why()))));
        }
        String why = result instanceof FaultResult.Failed failed ? failed.why() : "";
        return object(List.of(name, field("failed", quoted(why))));
    }

    private static String trial(Trial trial) {
        return object(List.of(
                field("name", quoted(trial.name())),
                field("as_expected", trial.caught()),
                field("broken", strings(trial.broken()))));
    }

    private static String strings(List<?> values) {
        return array(values.stream().map(value -> quoted(value.toString())).toList());
    }

    private static String field(String name, Object value) {
        return quoted(name) + ":" + value;
    }

    private static String object(List<String> fields) {
        return fields.stream().collect(Collectors.joining(",", "{", "}"));
    }

    private static String array(List<String> values) {
        return values.stream().collect(Collectors.joining(",", "[", "]"));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '"' || letter == '\\') {
                quoted.append('\\').append(letter);
            } else if (letter < ' ') {
                quoted.append("\\u%04x".formatted((int) letter));
            } else {
                quoted.append(letter);
            }
        }
        return quoted.append('"').toString();
    }
}
