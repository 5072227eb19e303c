package dev.dpg.gateway.filter;

/** What a filter says of a record. */
public enum Verdict {
    /** It is wanted. */
    MATCH,
    /** It is not. */
    NO_MATCH,
    /** It can't be told, for instance because a property that is compared is null or absent: not wanted either. */
    FAILED
}
