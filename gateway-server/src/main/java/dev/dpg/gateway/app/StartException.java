package dev.dpg.gateway.app;

/** The gateway can't start. The message is for whoever starts it: what, why, what to do. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
