package dev.dpg.embedded;

import org.jspecify.annotations.Nullable;

/** The broker could not start. The message says what is wrong and what to do about it; the reason is for programs. */
public final class EmbeddedKafkaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a broker could not start. */
    public enum Reason {
        /** Another program listens on the port. */
        PORT_IN_USE,
        /** The data directory cannot be made, or nothing can be written in it. */
        DIRECTORY_NOT_WRITABLE,
        /** Another running broker uses the data directory. */
        DIRECTORY_LOCKED,
        /** Everything else; the cause has what Kafka said. */
        START_FAILED
    }

    private final Reason reason;

    EmbeddedKafkaException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
