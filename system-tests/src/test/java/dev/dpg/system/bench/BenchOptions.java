package dev.dpg.system.bench;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the command was told.
 *
 * @param help only say what there is to say
 * @param list only name scenarios
 * @param shortForm the short form
 * @param rounds how often each side is measured, at least; empty: as the form has it
 * @param only the one scenario to run; empty: all
 * @param out where report and plots are written; empty: in the clone
 */
record BenchOptions(
        boolean help,
        boolean list,
        boolean shortForm,
        Optional<Integer> rounds,
        Optional<String> only,
        Optional<Path> out) {
    static final String USAGE = """
            Usage: dpg bench [--short] [--only NAME] [--rounds N] [--out DIRECTORY]
            Measures the gateway against Kafka's own client and against a naive gateway, in turns on this machine, and
            checks every record. Broker, gateways and load clients are made for it and ended after it. Only from a clone.

              --short           catch-up, 100 readers, idle streams; less than three minutes
              --only NAME       one scenario, by its name
              --rounds N        measure each side in so many rounds (default 5, with --short 3)
              --out DIRECTORY   where bench.json and the plots go (default: system-tests/target/bench)
              --list            names all scenarios
              -h, --help        this text

            Exit codes: 0 every figure is as good as it must be, 1 one is not, or a record was lost, repeated or out of order,
            2 wrong arguments. docs/benchmarks.md says how to read the table.
            """;

    private static final int ROUNDS_MAX = 100;

    static BenchOptions parse(List<String> arguments) {
        boolean help = false;
        boolean list = false;
        boolean shortForm = false;
        Optional<Integer> rounds = Optional.empty();
        Optional<String> only = Optional.empty();
        Optional<Path> out = Optional.empty();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "-h", "--help" -> help = true;
                case "--list" -> list = true;
                case "--short" -> shortForm = true;
                case "--rounds" -> rounds = Optional.of(rounds(value(argument, rest)));
                case "--only" -> only = Optional.of(value(argument, rest));
                case "--out" -> out = Optional.of(Path.of(value(argument, rest)));
                default -> throw new IllegalArgumentException("what is \"" + argument + "\"?");
            }
        }
        return new BenchOptions(help, list, shortForm, rounds, only, out);
    }

    private static String value(String argument, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(argument + " needs a value");
        }
        return rest.next();
    }

    private static int rounds(String text) {
        try {
            int rounds = Integer.parseInt(text);
            if (rounds >= 1 && rounds <= ROUNDS_MAX) {
                return rounds;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new IllegalArgumentException("--rounds must be 1 to " + ROUNDS_MAX + ", not \"" + text + "\"");
    }
}
