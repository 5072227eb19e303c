package dev.dpg.gateway.product;

/** How a product's values are stored. */
public enum PayloadFormat {
    /** One JSON text (RFC 8259) in UTF-8. */
    JSON
}
