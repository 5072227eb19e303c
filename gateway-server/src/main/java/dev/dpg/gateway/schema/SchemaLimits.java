package dev.dpg.gateway.schema;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.util.Map;

/** How large a schema may be, and the words for one that is none. */
public final class SchemaLimits {
    /** Characters of a schema with everything that it refers to. */
    public static final int CHARACTERS_MAX = 1 << 20;
    /** Levels of nesting, of the text as well as of what it describes. */
    public static final int DEPTH_MAX = 64;
    /** Properties that a schema may spell out, nested ones included. */
    public static final int PROPERTIES_MAX = 10_000;

    /** Characters of a property's path; each property has the names of all that it is within. */
    static final int PATH_CHARACTERS_MAX = 4_000;

    private static final int REASON_CHARACTERS_MAX = 300;

    private SchemaLimits() {}

    /**
     * Refuses texts that are too large.
     *
     * @param what names the kind of schema, for the message
     */
    static void requireSize(String what, String text, Map<String, String> references) {
        long size = text.length();
        for (String reference : references.values()) {
            size += reference.length();
        }
        if (size > CHARACTERS_MAX) {
            throw notA(what, "with everything it refers to it is larger than " + CHARACTERS_MAX + " characters");
        }
    }

    /**
     * The refusal of a text that is no schema.
     *
     * @param what names the kind of schema
     * @param reason what is wrong; no sentence, it is put into one, and cut where it is long
     */
    static ProblemException notA(String what, String reason) {
        String line = reason.strip().replaceAll("\\s+", " ");
        String cut = line.length() > REASON_CHARACTERS_MAX ? line.substring(0, REASON_CHARACTERS_MAX) + " …" : line;
        return Problem.of(Reason.BAD_REQUEST, "This cannot be read as " + what + ": " + cut + ".")
                .asException();
    }

    /** As {@link #notA(String, String)}, for what a library has to say. */
    static ProblemException notA(String what, RuntimeException cause) {
        String message = cause.getMessage();
        String words = message == null ? "it is malformed" : message;
        return notA(what, words.endsWith(".") ? words.substring(0, words.length() - 1) : words);
    }
}
