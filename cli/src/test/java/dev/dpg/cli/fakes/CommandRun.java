package dev.dpg.cli.fakes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dpg.cli.Dpg;
import dev.dpg.cli.context.Surroundings;
import dev.dpg.cli.terminal.DataOutput;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.cli.terminal.Terminal.Traits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What came of one command line.
 *
 * @param exitCode the process would have ended with it
 * @param out standard output
 * @param err standard error
 */
public record CommandRun(int exitCode, String out, String err) {
    /** Without variables, and without files. */
    public static final Surroundings NOWHERE = new Surroundings(Map.of(), Path.of("target", "no-such-home"));

    /** Runs a command line of which nobody watches the output. */
    public static CommandRun of(String... arguments) {
        return on(Traits.UNWATCHED, arguments);
    }

    /** Runs a command line on a terminal. */
    public static CommandRun on(Traits traits, String... arguments) {
        return run(traits, NOWHERE, arguments);
    }

    /** Runs a command line with these variables and these files. */
    public static CommandRun in(Surroundings surroundings, String... arguments) {
        return run(Traits.UNWATCHED, surroundings, arguments);
    }

    private static CommandRun run(Traits traits, Surroundings surroundings, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(new DataOutput(out), new PrintStream(err, true, UTF_8), traits);
        int exitCode = new Dpg(terminal, stop -> () -> {}, surroundings).run(arguments);
        terminal.data().flush();
        return new CommandRun(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }
}
