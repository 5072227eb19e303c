package dev.dpg.gateway.access;

/** What a member may do in a domain. */
public enum Role {
    /** Everything in the domain: publishes, deprecates, retires, decides who may read. */
    OWNER,
    /** Decides who may read, and nothing else. */
    STEWARD,
    /** Publishes, and nothing else. */
    DEVELOPER
}
