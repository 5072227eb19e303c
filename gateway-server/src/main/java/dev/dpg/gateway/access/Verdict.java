package dev.dpg.gateway.access;

/** What becomes of a request. */
public enum Verdict {
    APPROVE,
    REJECT,
    WITHDRAW
}
