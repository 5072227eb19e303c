package dev.dpg.cli;

import dev.dpg.cli.context.Surroundings;
import dev.dpg.cli.terminal.Interrupts;
import dev.dpg.cli.terminal.Terminal;
import java.util.Set;
import java.util.logging.LogManager;

/** The process: its arguments, streams, environment and exit code. */
public final class Main {
    /** Commands that keep a log. */
    private static final Set<String> SERVERS = Set.of("dev", "serve");

    private Main() {}

    /** Runs one command and ends the process. */
    public static void main(String[] arguments) {
        if (arguments.length == 0 || !SERVERS.contains(arguments[0])) {
            silenceLogs();
        }
        System.exit(new Dpg(
                        Terminal.ofProcess(System.getenv(), System.getProperties()),
                        Interrupts.ofProcess(),
                        Surroundings.ofProcess())
                .run(arguments));
    }

    /**
     * Libraries log to the terminal unless they are told otherwise, in between the command's own words. A command says all
     * there is to say itself, and starts sooner without a log.
     */
    private static void silenceLogs() {
        LogManager.getLogManager().reset();
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // otherwise it says so
    }
}
