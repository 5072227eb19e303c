package dev.dpg.gateway.catalog;

/**
 * The number of a property that a line no longer has. No other property gets it; the same one gets it back.
 *
 * @param path the property's path
 * @param shape what its values were, as {@link FieldNumbers} says it
 * @param number its number
 */
public record RetiredNumber(String path, String shape, int number) {}
