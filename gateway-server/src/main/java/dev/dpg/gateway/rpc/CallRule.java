package dev.dpg.gateway.rpc;

/** Who may make a call at all. What else it takes is decided where the product, or the request, is known. */
public enum CallRule {
    /** Everybody, also who does not say who he is: probes of health. */
    ANYBODY,
    /** Whoever is known; a call that shows or does something of a domain asks more by itself. */
    KNOWN,
    /** Who operates the gateways. */
    OPERATOR
}
