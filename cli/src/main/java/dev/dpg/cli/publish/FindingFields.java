package dev.dpg.cli.publish;

import com.google.rpc.BadRequest.FieldViolation;
import dev.dpg.cli.terminal.Fields;
import dev.dpg.gateway.contract.Place;
import dev.dpg.v1.Finding;
import java.util.List;
import java.util.Locale;

/** Findings as entries of an answer. */
final class FindingFields {
    /** What there is of each, in the order it is shown. */
    static final List<String> NAMES = List.of("severity", "place", "rule", "message", "remedy");

    private FindingFields() {}

    /** A finding of a gateway. */
    static Fields of(Finding finding) {
        String severity = switch (finding.getSeverity()) {
            case SEVERITY_BLOCKING -> "blocking";
            case SEVERITY_WARNING, SEVERITY_UNSPECIFIED, UNRECOGNIZED -> "warning";
        };
        Place place = new Place(finding.getFileName(), finding.getLine(), finding.getColumn(), finding.getPath());
        return fields(severity, place.toString(), finding.getRule(), finding.getMessage(), finding.getRemedy());
    }

    /** A finding of this process. */
    static Fields of(dev.dpg.gateway.contract.Finding finding) {
        return fields(
                finding.severity().name().toLowerCase(Locale.ROOT),
                finding.place().toString(),
                finding.rule().id(),
                finding.message(),
                finding.remedy());
    }

    /** A finding that blocks; it comes as a detail of the refusal. */
    static Fields of(FieldViolation violation) {
        return fields("blocking", violation.getField(), violation.getReason(), violation.getDescription(), "");
    }

    private static Fields fields(String severity, String place, String rule, String message, String remedy) {
        return new Fields()
                .with("severity", severity)
                .with("place", place)
                .with("rule", rule)
                .with("message", message)
                .with("remedy", remedy);
    }
}
