package dev.dpg.system.soak.report;

import dev.dpg.system.soak.load.ChurnCounts;
import dev.dpg.system.soak.measure.Sample;
import dev.dpg.system.soak.report.Verdict.Measure;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** A report for people. */
public final class SoakText {
    private static final double MEBIBYTE = 1024 * 1024;
    private static final String ROW = "%-18s %12s %12s %12s %12s  %s%n";

    private SoakText() {}

    /** All of it; the last line is the verdict. */
    public static String of(SoakReport report) {
        Verdict verdict = report.verdict();
        StringBuilder text = new StringBuilder();
        report.environment().forEach((name, value) -> text.append("%-12s %s%n".formatted(name, value)));
        text.append('\n').append(line(ROW, "AT REST", "BEFORE", "AFTER", "MORE", "AT MOST", ""));
        verdict.measures().forEach(measure -> text.append(row(measure)));
        text.append('\n').append(streams(report.churn())).append(trend(report.samples()));
        verdict.grown().forEach(grown -> text.append("MORE   ").append(grown).append('\n'));
        verdict.faults().forEach(fault -> text.append("WRONG  ").append(fault).append('\n'));
        return text.append('\n').append(last(report, verdict)).toString();
    }

    private static String row(Measure measure) {
        return line(
                ROW,
                measure.name(),
                number(measure, measure.before()),
                number(measure, measure.after()),
                (measure.more() > 0 ? "+" : "") + number(measure, measure.more()),
                number(measure, measure.moreMax()),
                measure.isGood() ? "ok" : "TOO MANY");
    }

    private static String number(Measure measure, long value) {
        return measure.bytes()
                ? String.format(Locale.ROOT, "%.2f MiB", value / MEBIBYTE)
                : String.format(Locale.ROOT, "%,d", value);
    }

    private static String streams(ChurnCounts churn) {
        StringBuilder text = new StringBuilder("streams     ");
        new TreeMap<>(churn.streams())
                .forEach((habit, count) ->
                        text.append(String.format(Locale.ROOT, "%s %,d  ", habit.toLowerCase(Locale.ROOT), count)));
        return text.toString().strip() + "\n";
    }

    /** The first and the last sample while readers came and went, and the most in between. */
    private static String trend(List<Sample> samples) {
        if (samples.isEmpty()) {
            return "";
        }
        Sample first = samples.get(0);
        Sample last = samples.get(samples.size() - 1);
        return String.format(
                Locale.ROOT,
                "meanwhile   live heap %.1f to %.1f MiB, network %.1f to %.1f MiB, resident %.0f to %.0f MiB, most %.0f MiB,"
                        + " threads %d to %d, files %d to %d%n",
                first.liveHeapBytes() / MEBIBYTE,
                last.liveHeapBytes() / MEBIBYTE,
                first.networkBytes() / MEBIBYTE,
                last.networkBytes() / MEBIBYTE,
                first.residentBytes() / MEBIBYTE,
                last.residentBytes() / MEBIBYTE,
                samples.stream().mapToLong(Sample::residentBytes).max().orElse(0) / MEBIBYTE,
                first.threads(),
                last.threads(),
                first.files(),
                last.files());
    }

    private static String last(SoakReport report, Verdict verdict) {
        return String.format(
                Locale.ROOT,
                "soak of %d s, seed %d: %,d streams (%d interrupted), %,d records checked; %d of %d figures TOO MANY, %d classes grown, %d faults: %s%n",
                report.soaked().toSeconds(),
                report.seed(),
                report.churn().allStreams(),
                report.churn().interrupted(),
                report.churn().records(),
                verdict.measures().stream().filter(measure -> !measure.isGood()).count(),
                verdict.measures().size(),
                verdict.grown().size(),
                verdict.faults().size(),
                verdict.isGood() ? "passed" : "FAILED");
    }

    private static String line(String format, Object... cells) {
        return String.format(Locale.ROOT, format, cells).replaceAll(" +\n", "\n");
    }
}
