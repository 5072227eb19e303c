package dev.dpg.gateway.view;

/** How keys and values are given to a client. */
public enum Encoding {
    /** JSON text. */
    JSON,
    /** The bytes as stored. */
    RAW,
    /** Values as messages of the product's own type, keys as JSON text. */
    PROTOBUF
}
