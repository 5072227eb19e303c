package dev.dpg.client;

/**
 * What becomes of records that were received and are not handled yet when a subscription closes. In any mode the position
 * afterwards is exact: everything handled lies before it, nothing else does.
 */
public enum CloseMode {
    /** Handle them all, then close. */
    FINISH,
    /** Finish the record in hand of each partition, give the rest back, then close. */
    RELEASE,
    /** Interrupt the handlers and close without waiting for them. A record whose handler had not returned counts as not handled. */
    ABORT
}
