package dev.dpg.gateway.identity;

/** Keys cannot be fetched. The message says why, in a few words that follow a colon. */
final class KeySourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeySourceException(String message) {
        super(message);
    }
}
