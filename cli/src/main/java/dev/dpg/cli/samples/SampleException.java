package dev.dpg.cli.samples;

/** The samples could not be loaded or replayed. The message says why and what to do; nothing is loaded by halves. */
public final class SampleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SampleException(String message, Throwable cause) {
        super(message, cause);
    }
}
