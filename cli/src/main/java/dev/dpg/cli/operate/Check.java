package dev.dpg.cli.operate;

import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.Fields;
import java.time.Duration;
import java.util.List;

/**
 * What one step of a check-up found.
 *
 * @param step what was looked at: {@code dns}, {@code tcp}, …
 * @param subject the address or product it was looked at
 * @param verdict what came of it
 * @param time how long it took
 */
record Check(String step, String subject, Verdict verdict, Duration time) {
    /** The names of {@link #fields()}. */
    static final List<String> NAMES = List.of("step", "subject", "ok", "detail", "millis", "next");

    private static final int STEP_COLUMNS = 11;

    /**
     * What came of a step.
     *
     * @param code OK, or what the command should end with
     * @param detail what was seen
     * @param next what to type where it is not OK; empty otherwise
     */
    record Verdict(ExitCode code, String detail, String next) {
        static Verdict ok(String detail) {
            return new Verdict(ExitCode.OK, detail, "");
        }

        static Verdict unreachable(String detail, String next) {
            return new Verdict(ExitCode.UNAVAILABLE, detail, next);
        }

        static Verdict denied(String detail, String next) {
            return new Verdict(ExitCode.DENIED, detail, next);
        }

        static Verdict wrong(String detail, String next) {
            return new Verdict(ExitCode.CHECK_FAILED, detail, next);
        }
    }

    boolean isOk() {
        return verdict.code() == ExitCode.OK;
    }

    /** As a program reads it. */
    Fields fields() {
        return new Fields()
                .with("step", step)
                .with("subject", subject)
                .with("ok", isOk())
                .with("detail", verdict.detail())
                .with("millis", time.toMillis())
                .with("next", verdict.next());
    }

    /** As a person reads it. */
    String line() {
        return step + " ".repeat(Math.max(1, STEP_COLUMNS - step.length())) + subject + "  " + verdict.detail() + "  "
                + DurationText.of(time);
    }
}
