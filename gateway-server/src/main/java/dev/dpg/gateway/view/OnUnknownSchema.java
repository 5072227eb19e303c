package dev.dpg.gateway.view;

/** What becomes of a record whose schema is not known and cannot be fetched at once. */
public enum OnUnknownSchema {
    /** It comes as one that cannot be decoded, after a short wait at most. */
    DECODE_ERROR,
    /** It is waited for until the registry says the schema, or that there is none. */
    WAIT
}
