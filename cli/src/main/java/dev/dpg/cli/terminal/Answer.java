package dev.dpg.cli.terminal;

import java.util.List;

/** Writes a whole answer, a list of entries or one, in the format that was asked for. */
public final class Answer {
    private final Terminal terminal;
    private final OutputFormat format;

    /** An answer on the terminal's standard output. */
    public Answer(Terminal terminal, OutputFormat format) {
        this.terminal = terminal;
        this.format = format;
    }

    /**
     * Writes entries that all have the same names; on a terminal a row of a table is cut at its edge.
     *
     * @param names the headings, also where there are no entries
     * @param entries the entries
     */
    public void list(List<String> names, List<Fields> entries) {
        switch (format) {
            case table -> table(names, entries, terminal.traits());
            case json -> jsonArray(entries);
            case ndjson -> entries.forEach(entry -> terminal.data().line(entry.toString()));
            case yaml -> terminal.data().text(YamlLines.list(entries));
            case csv -> csv(names, entries);
        }
        terminal.data().flush();
    }

    /** Writes one entry; as a table its names stand before the values, and lists of entries follow as tables, uncut. */
    public void one(Fields entry) {
        switch (format) {
            case table -> card(entry);
            case json, ndjson -> terminal.data().line(entry.toString());
            case yaml -> terminal.data().text(YamlLines.one(entry));
            case csv -> csv(entry.names(), List.of(entry));
        }
        terminal.data().flush();
    }

    private void table(List<String> names, List<Fields> entries, Terminal.Traits traits) {
        var table = new Table(names);
        entries.forEach(entry -> table.row(names.stream().map(entry::cell).toList()));
        table.print(terminal.data(), traits);
    }

    private void csv(List<String> names, List<Fields> entries) {
        terminal.data().line(CsvLine.of(names));
        entries.forEach(entry ->
                terminal.data().line(CsvLine.of(names.stream().map(entry::cell).toList())));
    }

    private void jsonArray(List<Fields> entries) {
        DataOutput out = terminal.data();
        String separator = "[";
        for (Fields entry : entries) {
            out.text(separator + "\n  " + entry);
            separator = ",";
        }
        out.line(entries.isEmpty() ? "[]" : "\n]");
    }

    private void card(Fields entry) {
        int width = entry.names().stream().mapToInt(String::length).max().orElse(0);
        for (String name : entry.names()) {
            if (entry.entries(name).isEmpty() && !entry.cell(name).isEmpty()) {
                String label = name.replace('_', ' ') + " ".repeat(width - name.length());
                boolean colours =
                        terminal.traits().dataIsWatched() && terminal.traits().colours();
                terminal.data().line(Ink.DIM.on(colours, label) + "  " + Table.oneLine(entry.cell(name)));
            }
        }
        for (String name : entry.names()) {
            List<Fields> inner = entry.entries(name);
            if (!inner.isEmpty()) {
                terminal.data().line("");
                table(inner.get(0).names(), inner, terminal.traits().uncut());
            }
        }
    }
}
