package dev.dpg.cli.data;

import dev.dpg.cli.data.ShownRecord.ShownError;
import dev.dpg.cli.data.ShownRecord.ShownHeader;
import dev.dpg.cli.terminal.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as a JSON object on one line: {@code partition}, {@code offset}, {@code time}, {@code key} and {@code value}
 * always; {@code tombstone}, {@code headers} and {@code decode_error} where there are any. Stored bytes are base64, under
 * the names {@code key_base64} and {@code value_base64}.
 */
final class RecordJson {
    private final String keyName;
    private final String valueName;

    RecordJson(boolean raw) {
        keyName = ",\"key" + (raw ? "_base64" : "") + "\":";
        valueName = ",\"value" + (raw ? "_base64" : "") + "\":";
    }

    /** Appends the object. */
    void append(StringBuilder line, ShownRecord record) {
        line.append("{\"partition\":").append(record.partition());
        line.append(",\"offset\":").append(record.offset());
        line.append(",\"time\":\"").append(record.time()).append('"');
        line.append(keyName).append(orNull(record.key()));
        line.append(valueName).append(orNull(record.value()));
        appendNotes(line, record.notes());
        line.append('}');
    }

    private static void appendNotes(StringBuilder line, ShownRecord.Notes notes) {
        if (notes.tombstone()) {
            line.append(",\"tombstone\":true");
        }
        if (!notes.headers().isEmpty()) {
            line.append(",\"headers\":");
            appendHeaders(line, notes.headers());
        }
        ShownError error = notes.decodeError();
        if (error != null) {
            line.append(",\"decode_error\":{\"reason\":");
            JsonText.appendString(line, error.reason());
            line.append(",\"message\":");
            JsonText.appendString(line, error.message());
            line.append('}');
        }
    }

    /** Appends headers as a JSON array. */
    static void appendHeaders(StringBuilder line, List<ShownHeader> headers) {
        String separator = "[";
        for (ShownHeader header : headers) {
            line.append(separator).append("{\"key\":");
            JsonText.appendString(line, header.key());
            line.append(",\"value\":").append(header.value()).append('}');
            separator = ",";
        }
        line.append(']');
    }

    private static String orNull(@Nullable String json) {
        return json == null ? "null" : json;
    }
}
