package dev.dpg.cli.terminal;

/** How a command ended, for scripts. The numbers are part of the command's interface and never change. */
public enum ExitCode {
    /** Done. */
    OK(0),
    /** It failed for a reason that has no code of its own. */
    ERROR(1),
    /** The command line, a file given on it, or the request made of it is wrong. */
    USAGE(2),
    /** What was asked for does not exist. */
    NOT_FOUND(3),
    /** It exists, and the caller may not. */
    DENIED(4),
    /** The gateway or its cluster cannot answer now; later may be better. */
    UNAVAILABLE(5),
    /** A check found something that has to be put right first. */
    CHECK_FAILED(6),
    /** Stopped by Ctrl-C, as shells report it. */
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The number that the process ends with. */
    public int number() {
        return number;
    }
}
