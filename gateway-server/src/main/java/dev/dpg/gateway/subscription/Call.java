package dev.dpg.gateway.subscription;

/** How a stream was opened. */
public enum Call {
    /** With a bound where it ends. */
    READ,
    /** To follow the product without end. */
    SUBSCRIBE
}
