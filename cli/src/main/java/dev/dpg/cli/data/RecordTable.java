package dev.dpg.cli.data;

import dev.dpg.cli.data.ShownRecord.ShownError;
import dev.dpg.cli.terminal.JsonPath;
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
    private static final List<String> HEADINGS = List.of("partition", "offset", "time", "key");
    private static final int SAMPLE_ROWS = 100;

    private final Terminal terminal;
    private final List<String> fields;
    private final List<List<String>> sample = new ArrayList<>();
    private int @Nullable [] widths;

    /** @param fields a column for each of these properties; empty: one for the whole value */
    RecordTable(Terminal terminal, List<String> fields) {
        this.terminal = terminal;
        this.fields = List.copyOf(fields);
    }

    @Override
    public void write(ShownRecord record) {
        List<String> cells = new ArrayList<>(List.of(
                Integer.toString(record.partition()),
                Long.toString(record.offset()),
                record.time().toString(),
                Table.oneLine(bare(record.key()))));
        values(record).forEach(value -> cells.add(Table.oneLine(value)));
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
        List<String> headings = new ArrayList<>(HEADINGS);
        headings.addAll(fields.isEmpty() ? List.of("value") : fields);
        var table = new Table(headings);
        sample.forEach(table::row);
        table.print(terminal.data(), terminal.traits());
        widths = table.widths();
        sample.clear();
    }

    /** What is in the columns of the value; what there is instead of a value is in the first one. */
    private List<String> values(ShownRecord record) {
        String value = record.value();
        if (fields.isEmpty() || value == null) {
            List<String> cells = new ArrayList<>(List.of(value(record)));
            fields.stream().skip(1).forEach(field -> cells.add(""));
            return cells;
        }
        return fields.stream()
                .map(field ->
                        bare(JsonPath.find(value, List.of(field.split("\\."))).orElse("")))
                .toList();
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
