package dev.dpg.cli.publish;

import dev.dpg.cli.terminal.Fields;
import dev.dpg.cli.terminal.Ink;
import dev.dpg.cli.terminal.Table;
import dev.dpg.cli.terminal.Terminal;

/** Findings as people read them: a line with place, severity and rule, one with what is wrong, one with what to do. */
final class FindingLines {
    private final Terminal terminal;
    private final boolean colours;

    FindingLines(Terminal terminal) {
        this.terminal = terminal;
        this.colours = terminal.traits().dataIsWatched() && terminal.traits().colours();
    }

    /** Writes one, as {@link FindingFields} made it. */
    void write(Fields finding) {
        String severity = finding.cell("severity");
        Ink ink = severity.equals("blocking") ? Ink.RED : Ink.YELLOW;
        line(Table.oneLine(finding.cell("place")) + "  " + ink.on(colours, severity) + "  "
                + Ink.DIM.on(colours, Table.oneLine(finding.cell("rule"))));
        line("    " + Table.oneLine(finding.cell("message")));
        if (!finding.cell("remedy").isEmpty()) {
            line("    " + Table.oneLine(finding.cell("remedy")));
        }
    }

    private void line(String text) {
        terminal.data().line(text);
    }
}
