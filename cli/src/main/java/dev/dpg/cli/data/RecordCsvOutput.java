package dev.dpg.cli.data;

import dev.dpg.cli.terminal.CsvLine;
import dev.dpg.cli.terminal.DataOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records as comma-separated values; keys, values and headers are the JSON texts that other formats show. */
final class RecordCsvOutput implements RecordOutput {
    private final DataOutput out;
    private final String suffix;
    private boolean headed;

    RecordCsvOutput(DataOutput out, boolean raw) {
        this.out = out;
        this.suffix = raw ? "_base64" : "";
    }

    @Override
    public void write(ShownRecord record) {
        head();
        StringBuilder headers = new StringBuilder();
        if (!record.notes().headers().isEmpty()) {
            RecordJson.appendHeaders(headers, record.notes().headers());
        }
        ShownRecord.ShownError error = record.notes().decodeError();
        out.line(CsvLine.of(List.of(
                Integer.toString(record.partition()),
                Long.toString(record.offset()),
                record.time().toString(),
                orEmpty(record.key()),
                orEmpty(record.value()),
                record.notes().tombstone() ? "true" : "",
                headers.toString(),
                error == null ? "" : error.reason() + ": " + error.message())));
    }

    private void head() {
        if (!headed) {
            headed = true;
            out.line(CsvLine.of(List.of(
                    "partition",
                    "offset",
                    "time",
                    "key" + suffix,
                    "value" + suffix,
                    "tombstone",
                    "headers",
                    "decode_error")));
        }
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void end() {
        head();
        out.flush();
    }

    private static String orEmpty(@Nullable String json) {
        return json == null ? "" : json;
    }
}
