package dev.dpg.cli.terminal;

/** Emphasis for people: escape sequences of ECMA-48 on a terminal, the plain text elsewhere. */
public enum Ink {
    /** The text as it is. */
    PLAIN(""),
    /** Headings. */
    BOLD("1"),
    /** What can be skipped. */
    DIM("2"),
    /** Good. */
    GREEN("32"),
    /** Worth a look. */
    YELLOW("33"),
    /** Bad. */
    RED("31");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    /** The text in this ink, where it is wanted. */
    public String on(boolean wanted, String text) {
        return wanted && !code.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
