package dev.dpg.system.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the command was told.
 *
 * @param help only say what there is to say
 * @param form how long everything takes
 * @param seed of what readers do
 * @param out where the report is written; empty: in the clone
 */
record SoakOptions(boolean help, Form form, long seed, Optional<Path> out) {
    static final String USAGE = """
            Usage: dpg soak [--short] [--minutes N] [--seed N] [--out DIRECTORY]
            Has readers of all kinds come, go, stall and filter, checks what they read, and tells whether the gateway then has
            the heap, direct memory, threads and file descriptors that it had before. Broker, gateway and clients are made for
            it and ended after it. Only from a clone.

              --minutes N       how long readers come and go (default 30); warming up and resting are five minutes more
              --short           twenty seconds; a minute in all
              --seed N          readers behave as in the run that printed this seed
              --out DIRECTORY   where soak.json goes (default: system-tests/target/soak)
              -h, --help        this text

            Exit codes: 0 everything is as it was, 1 something is not, or a record was lost, repeated or out of order,
            2 wrong arguments. docs/soak.md says how to read the report.
            """;

    private static final int MINUTES_DEFAULT = 30;
    private static final int MINUTES_MAX = 7 * 24 * 60;

    /**
     * How long everything takes.
     *
     * @param warmUp readers come and go before anything is measured
     * @param soak readers come and go
     * @param rest nobody does, while it is measured what there is
     * @param betweenSamples how often it is measured in between
     */
    record Form(Duration warmUp, Duration soak, Duration rest, Duration betweenSamples) {
        /** Pools of the gateway let their threads go after a minute. */
        private static final Duration REST_FULL = Duration.ofSeconds(70);

        static final Form SHORT =
                new Form(Duration.ofSeconds(15), Duration.ofSeconds(20), Duration.ofSeconds(8), Duration.ofSeconds(4));

        static Form ofMinutes(int minutes) {
            return new Form(Duration.ofMinutes(2), Duration.ofMinutes(minutes), REST_FULL, Duration.ofSeconds(30));
        }
    }

    /** @throws IllegalArgumentException with a sentence */
    static SoakOptions parse(List<String> arguments) {
        boolean help = false;
        Form form = Form.ofMinutes(MINUTES_DEFAULT);
        long seed = System.nanoTime() % 1_000_000_007L;
        Optional<Path> out = Optional.empty();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "-h", "--help" -> help = true;
                case "--short" -> form = Form.SHORT;
                case "--minutes" -> form = Form.ofMinutes((int) number(argument, value(argument, rest), MINUTES_MAX));
                case "--seed" -> seed = number(argument, value(argument, rest), Long.MAX_VALUE);
                case "--out" -> out = Optional.of(Path.of(value(argument, rest)));
                default -> throw new IllegalArgumentException("what is \"" + argument + "\"?");
            }
        }
        return new SoakOptions(help, form, seed, out);
    }

    private static String value(String argument, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(argument + " needs a value");
        }
        return rest.next();
    }

    private static long number(String argument, String text, long max) {
        try {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new IllegalArgumentException(argument + " must be 1 to " + max + ", not \"" + text + "\"");
    }
}
