package dev.dpg.cli.data;

import dev.dpg.cli.data.ShownRecord.ShownError;
import dev.dpg.cli.terminal.Table;
import dev.dpg.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records as rows. The first ones are held back until there are enough, or until the flush, to find out how wide the
 * columns are; those that follow keep to it.
 */
final class RecordTable implements RecordOutput {
    private static final List<String> HEADINGS = List.of("partition", "offset", "time", "key", "value");
    private static final int SAMPLE_ROWS = 100;

    private final Terminal terminal;
    private final List<List<String>> sample = new ArrayList<>();
    private int @Nullable [] widths;

    RecordTable(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void write(ShownRecord record) {
        List<String> cells = List.of(
                Integer.toString(record.partition()),
                Long.toString(record.offset()),
                record.time().toString(),
                Table.oneLine(bare(record.key())),
                Table.oneLine(value(record)));
        if (widths != null) {
            terminal.data().line(Table.line(cells, widths, terminal.traits()));
            return;
        }
        sample.add(cells);
        if (sample.size() == SAMPLE_ROWS) {
            settle();
        }
    }

    @Override
    public void flush() {
        if (widths == null && !sample.isEmpty()) {
            settle();
        }
        terminal.data().flush();
    }

    @Override
    public void end() {
        if (widths == null) {
            settle();
        }
        terminal.data().flush();
    }

    private void settle() {
        var table = new Table(HEADINGS);
        sample.forEach(table::row);
        table.print(terminal.data(), terminal.traits());
        widths = table.widths();
        sample.clear();
    }

    private static String value(ShownRecord record) {
        var cell = new StringBuilder();
        String value = record.value();
        ShownError error = record.notes().decodeError();
        if (value != null) {
            cell.append(value);
        } else if (record.notes().tombstone()) {
            cell.append("tombstone");
        }
        if (error != null) {
            cell.append(cell.isEmpty() ? "" : "  ").append("decode_error ").append(error.reason());
            cell.append(": ").append(error.message());
        }
        if (!record.notes().headers().isEmpty()) {
            cell.append("  headers ");
            RecordJson.appendHeaders(cell, record.notes().headers());
        }
        return cell.toString();
    }

    /** A key that is a simple JSON string, without its quotes. */
    private static String bare(@Nullable String json) {
        if (json == null) {
            return "";
        }
        boolean simple = json.length() >= 2 && json.charAt(0) == '"' && json.indexOf('\\') < 0;
        return simple ? json.substring(1, json.length() - 1) : json;
    }
}
