package dev.dpg.cli.terminal;

import picocli.CommandLine.Option;

/** The option of every command that writes data. */
public final class FormatOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "How data is written: ${COMPLETION-CANDIDATES}; the same fields in each. Default: table.")
    private OutputFormat format = OutputFormat.table;

    /** The format that was asked for. */
    public OutputFormat format() {
        return format;
    }
}
