package dev.dpg.system.faults.report;

import dev.dpg.system.faults.check.Verdict;
import dev.dpg.system.faults.check.Violation;
import dev.dpg.system.faults.scenario.BugTrials.Trial;
import dev.dpg.system.faults.scenario.FaultResult;
import java.time.Duration;
import java.util.Locale;

/** A report for people. */
public final class ReportTable {
    private ReportTable() {}

    /** All of it, with a line feed at the end. */
    public static String of(RunReport report) {
        StringBuilder text = new StringBuilder();
        if (!report.faults().isEmpty()) {
            text.append(
                    row("FAULT", "ACKNOWLEDGED", "DELIVERED", "LOST", "REPEATED", "TRUE", "FALSE", "P50", "P99", ""));
            report.faults().forEach(fault -> text.append(row(fault)));
            text.append('\n');
        }
        if (!report.trials().isEmpty()) {
            text.append("SEEDED BUG               FOUND BROKEN\n");
            report.trials().forEach(trial -> text.append(row(trial)));
            text.append('\n');
        }
        report.faults().forEach(fault -> text.append(violations(fault)));
        return text.append(verdict(report)).toString();
    }

    private static String row(FaultResult result) {
        if (result instanceof FaultResult.Inflicted inflicted) {
            Verdict verdict = inflicted.verdict();
            return row(
                    inflicted.name(),
                    verdict.acknowledged(),
                    verdict.delivered(),
                    verdict.lost(),
                    verdict.repeated(),
                    verdict.trueGaps(),
                    verdict.falseGaps(),
                    seconds(inflicted.recoveryP50()),
                    seconds(inflicted.recoveryP99()),
                    verdict.isClean() ? "kept" : "BROKEN " + verdict.counts().keySet());
        }
        if (result instanceof FaultResult.Skipped skipped) {
            return "%-24s skipped: %s%n".formatted(skipped.name(), skipped.why());
        }
        return "%-24s FAILED%n".formatted(result.name());
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-24s %12s %10s %6s %9s %6s %6s %8s %8s  %s%n", cells)
                .replaceAll(" +\n", "\n");
    }

    private static String row(Trial trial) {
        String what = trial.broken().isEmpty() ? "nothing" : trial.broken().toString();
        return "%-24s %s%s%n".formatted(trial.name(), what, trial.caught() ? "" : "  WRONG");
    }

    private static String violations(FaultResult result) {
        StringBuilder text = new StringBuilder();
        if (result instanceof FaultResult.Inflicted inflicted) {
            for (Violation violation : inflicted.verdict().violations()) {
                text.append(inflicted.name()).append(": ").append(violation).append('\n');
            }
        } else if (result instanceof FaultResult.Failed failed) {
            text.append(failed.name()).append(": ").append(failed.why()).append('\n');
        }
        return text.toString();
    }

    private static String verdict(RunReport report) {
        long bugs = Math.max(0, report.trials().size() - 1);
        long caught = report.trials().stream().filter(Trial::caught).count() - 1;
        return "seed %d, %s form, %s: %s%s%n"
                .formatted(
                        report.seed(),
                        report.shortForm() ? "short" : "full",
                        seconds(report.took()),
                        bugs == 0 ? "" : Math.max(0, caught) + " of " + bugs + " seeded bugs caught, ",
                        report.isClean() ? "every promise was kept" : "NOT EVERY PROMISE WAS KEPT");
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1_000.0);
    }
}
