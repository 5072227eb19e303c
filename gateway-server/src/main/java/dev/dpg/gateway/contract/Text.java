package dev.dpg.gateway.contract;

/**
 * A text of a document, and where it stands.
 *
 * @param value as written
 * @param place of the value
 */
record Text(String value, Place place) {}
