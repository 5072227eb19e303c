package dev.dpg.client;

/** A record's value is not what the type needs that it is to be decoded into. Its message holds nothing of the record. */
public final class DecodingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, and of which property and type, without any content of the record */
    public DecodingException(String message) {
        super(message);
    }

    /** The same with what led to it. */
    public DecodingException(String message, Throwable cause) {
        super(message, cause);
    }
}
