package dev.dpg.cli.publish;

import dev.dpg.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Parameters;

/** Which documents a command is about: the files and directories on its line, or those of the directory it is called in. */
final class DocumentPaths {
    private static final List<Path> HERE = List.of(Path.of("."));

    @Parameters(
            paramLabel = "FILE|DIR",
            arity = "0..*",
            description = "Documents, or directories that hold them. Default: the current directory.")
    private List<Path> paths = List.of();

    /** Reads them; contracts that belong to no product are told of and left out. */
    DocumentGroups read(Terminal terminal, String command) {
        DocumentGroups groups = DocumentGroups.of(DocumentFiles.read(paths.isEmpty() ? HERE : paths, command));
        groups.unclaimed()
                .forEach(file -> terminal.note(file + ": no port of these products names this contract; left out"));
        return groups;
    }

    /** A command on the same documents, as it may be typed. */
    String with(String command) {
        String typed = String.join(" ", paths.stream().map(Path::toString).toList());
        return typed.isEmpty() ? command : command + " " + typed;
    }

    /** The paths as they were typed. */
    String typed() {
        return with("").strip();
    }
}
