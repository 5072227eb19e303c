package dev.dpg.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows under headings, as wide as their content; on a terminal the last column is cut at its edge. */
public final class Table {
    private static final String GAP = "  ";
    private static final String CUT = "…";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table without rows. */
    public Table(List<String> headings) {
        this.headings = headings.stream()
                .map(heading -> heading.replace('_', ' ').toUpperCase(Locale.ROOT))
                .toList();
    }

    /** Adds a row with a cell for each heading. */
    public Table row(List<String> cells) {
        rows.add(cells.stream().map(Table::oneLine).toList());
        return this;
    }

    /** The width of each column, in characters: that of its widest cell. */
    public int[] widths() {
        int[] widths = new int[headings.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = headings.get(column).length();
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], length(row.get(column)));
            }
        }
        return widths;
    }

    /** Writes headings and rows. */
    public void print(DataOutput out, Terminal.Traits traits) {
        int[] widths = widths();
        printHeadings(out, traits, widths);
        rows.forEach(row -> out.line(line(row, widths, traits)));
    }

    /** Writes the headings alone, for rows that follow later. */
    public void printHeadings(DataOutput out, Terminal.Traits traits, int[] widths) {
        out.line(Ink.BOLD.on(traits.dataIsWatched() && traits.colours(), line(headings, widths, traits)));
    }

    /** One row as it is shown. */
    public static String line(List<String> cells, int[] widths, Terminal.Traits traits) {
        var line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            line.append(cell);
            if (column < cells.size() - 1) {
                line.append(" ".repeat(Math.max(0, widths[column] - length(cell))))
                        .append(GAP);
            }
        }
        String text = line.toString().stripTrailing();
        return traits.dataIsWatched() ? cut(text, traits.columns()) : text;
    }

    /** The text on one line, control characters replaced, so that a cell can neither break the table nor steer a terminal. */
    public static String oneLine(String text) {
        StringBuilder clean = null;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                clean = clean == null ? new StringBuilder(text) : clean;
                clean.setCharAt(i, ' ');
            }
        }
        return clean == null ? text : clean.toString();
    }

    private static String cut(String text, int columns) {
        if (length(text) <= columns) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, columns - CUT.length())) + CUT;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
