package dev.dpg.system.faults.bugs;

import dev.dpg.system.faults.bugs.SeededBug.Change;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Builds a gateway with a bug: applies its changes to copies of the sources concerned, and compiles these against the healthy
 * gateway. The classes go before the gateway's own on its class path. A change that does not fit the source any more fails.
 */
public final class BugBuild {
    private static final Path PACKAGE = Path.of("dev", "dpg", "gateway");

    private final Path sources;

    /** @param sources the gateway's source root, {@code gateway-server/src/main/java} */
    public BugBuild(Path sources) {
        this.sources = sources;
    }

    /**
     * Builds one below a directory; answers where its classes are.
     *
     * @throws IllegalStateException if the bug does not fit the sources, or does not compile
     */
    public Path build(SeededBug bug, Path directory) {
        Path home = directory.resolve("bug-" + bug.name().replace(' ', '-'));
        try {
            Path classes = Files.createDirectories(home.resolve("classes"));
            compile(bug, writeSources(bug, home.resolve("sources")), classes);
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> writeSources(SeededBug bug, Path copies) throws IOException {
        Map<String, String> changed = new LinkedHashMap<>();
        for (Change change : bug.changes()) {
            String text = changed.get(change.file());
            if (text == null) {
                text = Files.readString(sources.resolve(PACKAGE).resolve(change.file()));
            }
            changed.put(change.file(), apply(bug, change, text));
        }
        for (Map.Entry<String, String> file : changed.entrySet()) {
            Path copy = copies.resolve(PACKAGE).resolve(file.getKey());
            Files.createDirectories(copy.getParent());
            Files.writeString(copy, file.getValue());
        }
        return changed.keySet().stream()
                .map(file -> copies.resolve(PACKAGE).resolve(file))
                .toList();
    }

    private static String apply(SeededBug bug, Change change, String text) {
        int first = text.indexOf(change.text());
        if (first < 0 || text.indexOf(change.text(), first + 1) >= 0) {
            throw new IllegalStateException("the seeded bug \"" + bug.name() + "\" does not fit " + change.file()
                    + " any more: this has to stand in it exactly once:\n" + change.text());
        }
        return text.substring(0, first)
                + change.replacement()
                + text.substring(first + change.text().length());
    }

    private static void compile(SeededBug bug, List<Path> files, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("this Java has no compiler; seeded bugs need a JDK");
        }
        StringWriter said = new StringWriter();
        List<String> options = List.of(
                "-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"), "-d", classes.toString());
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean done = compiler.getTask(
                            said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            if (!done) {
                throw new IllegalStateException(
                        "the seeded bug \"" + bug.name() + "\" does not compile any more:\n" + said);
            }
        }
    }
}
