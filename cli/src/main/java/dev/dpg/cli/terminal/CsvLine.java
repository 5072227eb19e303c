package dev.dpg.cli.terminal;

import java.util.List;

/** Comma-separated values as RFC 4180 has them, but with a line feed alone at the end of a line. Pure. */
public final class CsvLine {
    private CsvLine() {}

    /** The line, without its end. */
    public static String of(List<String> cells) {
        return String.join(",", cells.stream().map(CsvLine::cell).toList());
    }

    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(character -> ",\"\r\n".indexOf(character) >= 0);
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
