package dev.dpg.system.faults;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the command was told.
 *
 * @param help only say what there is to say
 * @param list only name faults and seeded bugs
 * @param shortForm the short form
 * @param seed of all decisions
 * @param only the one fault to run, or {@code bugs} for the seeded bugs; empty: everything
 * @param json where to write the report for programs
 */
record FaultOptions(
        boolean help, boolean list, boolean shortForm, long seed, Optional<String> only, Optional<Path> json) {
    static final String USAGE = """
            Usage: dpg faults [--short] [--seed N] [--only NAME] [--json FILE]
            Hurts three brokers, two gateways and their readers in every way it knows, and checks what is promised.
            Everything is made for it and ended after it; nothing else is touched. Only from a clone.

              --short       a few faults and all seeded bugs, in less than five minutes
              --seed N      makes the decisions of the run that printed this seed
              --only NAME   one fault, by its name; or "bugs", the seeded bugs
              --json FILE   writes the report for programs, too
              --list        names all faults and seeded bugs
              -h, --help    this text

            Exit codes: 0 every promise was kept, 1 one was not, 2 wrong arguments.
            docs/faults.md says how to read the table.
            """;

    /** @throws IllegalArgumentException with a sentence */
    static FaultOptions parse(List<String> arguments) {
        boolean help = false;
        boolean list = false;
        boolean shortForm = false;
        long seed = System.nanoTime() % 1_000_000_007L;
        Optional<String> only = Optional.empty();
        Optional<Path> json = Optional.empty();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "-h", "--help" -> help = true;
                case "--list" -> list = true;
                case "--short" -> shortForm = true;
                case "--seed" -> seed = number(value(argument, rest));
                case "--only" -> only = Optional.of(value(argument, rest));
                case "--json" -> json = Optional.of(Path.of(value(argument, rest)));
                default -> throw new IllegalArgumentException("there is no option " + argument);
            }
        }
        return new FaultOptions(help, list, shortForm, seed, only, json);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--seed needs a number, not " + text, e);
        }
    }
}
