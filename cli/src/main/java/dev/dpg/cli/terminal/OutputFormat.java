package dev.dpg.cli.terminal;

/** How data is written to standard output. All formats show the same fields. */
public enum OutputFormat {
    /** Aligned columns, for people. */
    table,
    /** One JSON text for the whole answer. */
    json,
    /** One JSON text for each entry, each on a line of its own. */
    ndjson,
    /** One YAML document for the whole answer. */
    yaml,
    /** Comma-separated values (RFC 4180) under a line of names. */
    csv
}
