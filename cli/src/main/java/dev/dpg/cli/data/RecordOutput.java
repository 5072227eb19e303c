package dev.dpg.cli.data;

import dev.dpg.cli.terminal.OutputFormat;
import dev.dpg.cli.terminal.Terminal;

/**
 * Writes records as they come. What is written is seen after {@link #flush()}, or earlier. Used by one thread at a time.
 * Every method throws {@link dev.dpg.cli.terminal.OutputClosedException} where nobody reads any more.
 */
interface RecordOutput {
    /** Writes one record. */
    void write(ShownRecord record);

    /** Makes what was written visible. */
    void flush();

    /** Completes the text after the last record, and makes all visible. */
    void end();

    /** The output for a format, of what was asked for. */
    static RecordOutput of(Terminal terminal, OutputFormat format, RecordOptions options) {
        boolean raw = options.raw();
        return switch (format) {
            case table -> new RecordTable(terminal, options.fields());
            case json -> new RecordJsonOutput(terminal.data(), new RecordJson(raw), RecordJsonOutput.ARRAY);
            case yaml -> new RecordJsonOutput(terminal.data(), new RecordJson(raw), RecordJsonOutput.YAML);
            case csv -> new RecordCsvOutput(terminal.data(), raw);
            case ndjson -> new RecordJsonOutput(terminal.data(), new RecordJson(raw), RecordJsonOutput.LINES);
        };
    }
}
