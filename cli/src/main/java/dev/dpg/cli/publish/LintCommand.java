package dev.dpg.cli.publish;

import dev.dpg.cli.publish.DocumentGroups.Group;
import dev.dpg.cli.terminal.Answer;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.FormatOption;
import dev.dpg.cli.terminal.OutputFormat;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.gateway.contract.DocumentLint;
import dev.dpg.gateway.contract.Finding;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dpg lint}: holds documents to all rules that need no gateway. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        header = "Checks the documents of data products, without a gateway.",
        description =
                "Lists everything that is wrong with ODPS (*.odps.yaml) and ODCS (*.odcs.yaml) documents, each with its "
                        + "rule, file, line and column, and what to do. What only a gateway knows (domains, topics, what is published) "
                        + "is left to plan. Exit code 6 where findings block.",
        footer = {
            "",
            "Examples:",
            "  dpg lint                                            the documents of this directory",
            "  dpg lint products/ orders.odps.yaml orders.odcs.yaml",
            "  dpg lint products/ -o ndjson                        one finding a line, for a script"
        })
public final class LintCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final FormatOption format = new FormatOption();

    @Mixin
    private final DocumentPaths documents = new DocumentPaths();

    /** The command on a terminal. */
    public LintCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DocumentGroups groups = documents.read(terminal, "lint");
        DocumentLint lint = DocumentLint.offline();
        Set<Finding> findings = new LinkedHashSet<>(); // what cannot be read goes along with every product
        for (Group group : groups.groups()) {
            findings.addAll(lint.lint(group.product(), group.contracts()).findings());
        }
        show(List.copyOf(findings));
        long blocking = findings.stream().filter(Finding::blocks).count();
        String counted =
                Words.count(groups.groups().size(), "product") + ", " + Words.count(findings.size(), "finding");
        if (blocking > 0) {
            throw new CommandFailure(
                    ExitCode.CHECK_FAILED,
                    counted + ", " + blocking + (blocking == 1 ? " of them blocks" : " of them block"),
                    documents.with("lint"));
        }
        terminal.note(counted + (findings.isEmpty() ? "" : ", none of them blocks"));
        terminal.suggest(List.of(documents.with("plan")));
        return 0;
    }

    /** For people each finding has lines of its own: as columns, sentences would be too wide for any screen. */
    private void show(List<Finding> findings) {
        if (format.format() != OutputFormat.table) {
            new Answer(terminal, format.format())
                    .list(
                            FindingFields.NAMES,
                            findings.stream().map(FindingFields::of).toList());
            return;
        }
        FindingLines lines = new FindingLines(terminal);
        findings.stream().map(FindingFields::of).forEach(lines::write);
        terminal.data().flush();
    }
}
