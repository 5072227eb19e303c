package dev.dpg.cli.publish;

import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.gateway.product.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The documents that a command line names: files as they are, directories by the endings of the standards.
 *
 * @param products ODPS documents, each once, those of a directory in the order of their names
 * @param contracts ODCS documents, likewise
 */
record DocumentFiles(List<Document> products, List<Document> contracts) {
    private static final String PRODUCT = ".odps";
    private static final String CONTRACT = ".odcs";
    private static final List<String> FORMATS = List.of(".yaml", ".yml", ".json");

    DocumentFiles {
        products = List.copyOf(products);
        contracts = List.copyOf(contracts);
    }

    /**
     * Reads every document; those of directories below a directory are left out.
     *
     * @param command for suggestions
     * @throws CommandFailure where a path leads to nothing that can be read, or to no product
     */
    static DocumentFiles read(List<Path> paths, String command) {
        Set<Path> files = new LinkedHashSet<>();
        for (Path path : paths) {
            try {
                files.addAll(Files.isDirectory(path) ? inside(path, command) : List.of(path));
            } catch (IOException unreadable) {
                throw cannotRead(path, unreadable, command);
            }
        }
        List<Document> products = new ArrayList<>();
        List<Document> contracts = new ArrayList<>();
        for (Path file : files) {
            if (isKind(file, PRODUCT)) {
                products.add(document(file, command));
            } else if (isKind(file, CONTRACT)) {
                contracts.add(document(file, command));
            } else {
                throw wrong(
                        file + " is named like neither a product (.odps.yaml) nor a contract (.odcs.yaml)", command);
            }
        }
        if (products.isEmpty()) {
            throw wrong(
                    "contracts are published with the product whose ports they describe; name its .odps.yaml too",
                    command);
        }
        return new DocumentFiles(products, contracts);
    }

    private static List<Path> inside(Path directory, String command) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> files = entries.filter(file -> isKind(file, PRODUCT) || isKind(file, CONTRACT))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw wrong(
                        directory + " holds no documents: their names end in .odps.yaml (products) and .odcs.yaml"
                                + " (contracts)",
                        command);
            }
            return files;
        }
    }

    private static Document document(Path file, String command) {
        try {
            Path name = file.getFileName();
            return new Document(name == null ? file.toString() : name.toString(), Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw cannotRead(file, unreadable, command);
        }
    }

    private static boolean isKind(Path file, String kind) {
        return FORMATS.stream().anyMatch(format -> file.toString().endsWith(kind + format));
    }

    private static CommandFailure cannotRead(Path path, IOException problem, String command) {
        String why = problem instanceof NoSuchFileException ? "there is no such file" : problem.toString();
        return wrong("cannot read " + path + ": " + why, command);
    }

    private static CommandFailure wrong(String message, String command) {
        return new CommandFailure(ExitCode.USAGE, message, command + " --help");
    }
}
