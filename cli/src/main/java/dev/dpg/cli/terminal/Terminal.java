package dev.dpg.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/**
 * The two ways out of a command.
 *
 * @param data standard output: only what was asked for
 * @param notes standard error: everything else. Safe for use by several threads
 * @param traits what is known about both
 */
public record Terminal(DataOutput data, PrintStream notes, Traits traits) {

    /** The streams of this process; colours and widths only where people watch. */
    public static Terminal ofProcess(Map<String, String> environment, Properties launcher) {
        // Not System.out: a PrintStream swallows the error that tells of a closed pipe.
        var data = new DataOutput(new FileOutputStream(FileDescriptor.out));
        var notes = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return new Terminal(data, notes, Traits.of(environment, launcher));
    }

    /** Writes a line to standard error. */
    public void note(String line) {
        notes.println(line);
    }

    /** A command of this program as it was typed: {@code ./dpg products}. Other commands start with a space. */
    public String command(String arguments) {
        return arguments.startsWith(" ") ? arguments.strip() : traits.program() + " " + arguments;
    }

    /** Writes suggestions of what to type next to standard error. */
    public void suggest(Iterable<String> commands) {
        String lead = "Try:  ";
        for (String command : commands) {
            note(lead + command(command));
            lead = "      ";
        }
    }

    /**
     * What is known about the two streams.
     *
     * @param dataIsWatched whether standard output is a terminal
     * @param notesAreWatched whether standard error is a terminal
     * @param colours whether terminals may get colours
     * @param columns width of the terminal, in characters
     * @param program how this program was called, for the commands it suggests
     */
    public record Traits(boolean dataIsWatched, boolean notesAreWatched, boolean colours, int columns, String program) {
        private static final int COLUMNS_MIN = 40;
        private static final int COLUMNS_DEFAULT = 120;

        /** Nobody watches: no colours, no progress, nothing shortened. */
        public static final Traits UNWATCHED = new Traits(false, false, false, COLUMNS_DEFAULT, "dpg");

        /**
         * Reads what the launcher found out, which can ask the system what each stream is (Java 17 can not), as system
         * properties: {@code dpg.terminals} (of {@code out}, {@code err}, comma-separated), {@code dpg.columns}, {@code
         * dpg.program}; and the variables {@code NO_COLOR} (no-color.org) and {@code TERM}.
         */
        static Traits of(Map<String, String> environment, Properties launcher) {
            String terminals = launcher.getProperty("dpg.terminals", "");
            boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty()
                    && !environment.getOrDefault("TERM", "dumb").equals("dumb");
            return new Traits(
                    terminals.contains("out"),
                    terminals.contains("err"),
                    colours,
                    columns(launcher.getProperty("dpg.columns", "")),
                    launcher.getProperty("dpg.program", "dpg"));
        }

        /** The same for what must be readable to its end: nothing is cut. */
        public Traits uncut() {
            return new Traits(dataIsWatched, notesAreWatched, colours, Integer.MAX_VALUE, program);
        }

        private static int columns(String text) {
            try {
                int columns = Integer.parseInt(text.strip()); // 0 where the terminal does not know
                return columns <= 0 ? COLUMNS_DEFAULT : Math.max(COLUMNS_MIN, columns);
            } catch (NumberFormatException unknown) {
                return COLUMNS_DEFAULT;
            }
        }
    }
}
