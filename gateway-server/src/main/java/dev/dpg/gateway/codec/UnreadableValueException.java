package dev.dpg.gateway.codec;

/** A stored value is not what it should be. Cheap: it has no stack trace. Its message holds nothing of the value. */
public final class UnreadableValueException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Cause cause;

    /** Why a value is not read. */
    public enum Cause {
        /** The bytes are no value of the format. */
        INVALID_VALUE,
        /** They name a schema that nobody knows, or that cannot be had now. */
        UNKNOWN_SCHEMA,
        /** The schema that they were written with cannot be read as the contract says. */
        SCHEMA_MISMATCH,
        /** In the encoding asked for they are larger than a record may be. */
        TOO_LARGE
    }

    /** @param message what is wrong and where, without any content of the record: no sentence, it is put into one */
    public UnreadableValueException(Cause cause, String message) {
        super(message, null, false, false);
        this.cause = cause;
    }

    /** Why. */
    public Cause reason() {
        return cause;
    }
}
