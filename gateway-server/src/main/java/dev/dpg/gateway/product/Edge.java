package dev.dpg.gateway.product;

/** An end of the readable log. */
public enum Edge {
    /** The oldest retained record of every partition. */
    EARLIEST,
    /** The last stable offset of every partition at the moment of asking. */
    LATEST
}
