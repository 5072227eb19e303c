package dev.dpg.cli.terminal;

import java.util.List;

/** The end of a command that did not do what it was asked for: what scripts see, what people read, what to type next. */
public final class CommandFailure extends RuntimeException {
    private final ExitCode code;
    private final transient List<String> next;

    /**
     * Makes one.
     *
     * @param code what the process ends with
     * @param message what is wrong and why, one or more lines
     * @param next commands that help, most useful first, as arguments of {@code dpg} ("products") or, where they
     *     start with a space, as they are typed (" mkdir data"); never empty
     */
    public CommandFailure(ExitCode code, String message, List<String> next) {
        super(message);
        if (next.isEmpty()) {
            throw new IllegalArgumentException("every failure ends with the next command to type");
        }
        this.code = code;
        this.next = List.copyOf(next);
    }

    /** The same with one next command. */
    public CommandFailure(ExitCode code, String message, String next) {
        this(code, message, List.of(next));
    }

    /** What the process ends with. */
    public ExitCode code() {
        return code;
    }

    /** Commands that help, as in the constructor. */
    public List<String> next() {
        return next;
    }

    /** The message; never null, unlike that of any exception. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
