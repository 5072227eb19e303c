package dev.dpg.cli.publish;

import com.google.rpc.BadRequest.FieldViolation;
import dev.dpg.cli.terminal.Fields;
import dev.dpg.v1.Finding;

/** Findings as entries of an answer. */
final class FindingFields {
    private FindingFields() {}

    /** A finding that did not block. */
    static Fields of(Finding finding) {
        String place = finding.getFileName();
        if (finding.getLine() > 0) {
            place += ":" + finding.getLine() + ":" + finding.getColumn();
        }
        if (!finding.getPath().isEmpty()) {
            place += " " + finding.getPath();
        }
        return fields("warning", place, finding.getRule(), (finding.getMessage() + " " + finding.getRemedy()).strip());
    }

    /** A finding that blocks; it comes as a detail of the refusal. */
    static Fields of(FieldViolation violation) {
        return fields("blocking", violation.getField(), violation.getReason(), violation.getDescription());
    }

    private static Fields fields(String severity, String place, String rule, String message) {
        return new Fields()
                .with("severity", severity)
                .with("place", place)
                .with("rule", rule)
                .with("message", message);
    }
}
