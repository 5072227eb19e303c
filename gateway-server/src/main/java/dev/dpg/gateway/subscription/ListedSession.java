package dev.dpg.gateway.subscription;

import dev.dpg.gateway.delivery.StreamReport;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.product.SemanticVersion;
import java.time.Instant;
import java.util.List;

/**
 * An open stream of any gateway, as its gateway told it.
 *
 * @param caller whose it is
 * @param gatewayId where it is open
 * @param product the pinned name
 * @param version of the contract that it was opened with
 * @param call how it was opened
 * @param openTime when
 * @param fields paths of the properties that it reads, those of its filter among them; empty for all, also where they would
 *     take more than {@value #FIELDS_CHARS_MAX} characters to tell
 * @param report what it is doing
 */
public record ListedSession(
        Caller caller,
        String gatewayId,
        PortName product,
        SemanticVersion version,
        Call call,
        Instant openTime,
        List<String> fields,
        StreamReport report) {
    /** Hundreds of sessions are told in one record. */
    private static final int FIELDS_CHARS_MAX = 1_024;

    public ListedSession {
        fields = List.copyOf(fields);
    }

    static ListedSession of(String gatewayId, OpenSession open) {
        return new ListedSession(
                open.caller(),
                gatewayId,
                open.port().name(),
                open.port().version(),
                open.call(),
                open.stream().openTime(),
                told(open.fields()),
                open.stream().report());
    }

    private static List<String> told(List<String> fields) {
        int chars = fields.stream().mapToInt(path -> path.length() + 1).sum();
        return chars > FIELDS_CHARS_MAX ? List.of() : fields;
    }
}
