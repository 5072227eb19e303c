package dev.dpg.client.internal.stored;

/** A stored batch cannot be decoded here. Says why, without any content. */
public final class UndecodableBatchException extends Exception {
    private static final long serialVersionUID = 1L;

    /** For this reason. */
    public UndecodableBatchException(String why) {
        super(why);
    }

    /** Because of this. Its message is left out: it might hold content. */
    public UndecodableBatchException(String why, Throwable cause) {
        super(why + " (" + cause.getClass().getName() + ")");
    }
}
