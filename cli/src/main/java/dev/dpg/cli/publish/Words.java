package dev.dpg.cli.publish;

import java.util.Locale;

/** Words that several commands say. Pure. */
final class Words {
    private Words() {}

    /** A number with its noun, which has a regular plural. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** The name of a constant of {@code dpg.v1} without its type, in lower case; empty for an unknown one. */
    static String constant(Enum<?> value, String type) {
        String name = value.name();
        return name.equals("UNRECOGNIZED") || name.endsWith("_UNSPECIFIED")
                ? ""
                : name.replace(type + "_", "").toLowerCase(Locale.ROOT);
    }
}
