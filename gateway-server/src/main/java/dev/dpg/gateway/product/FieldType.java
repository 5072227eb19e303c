package dev.dpg.gateway.product;

import java.util.Locale;
import java.util.Optional;

/** The logical types of the Open Data Contract Standard v3.1 ({@code logicalType}). */
public enum FieldType {
    STRING,
    DATE,
    TIMESTAMP,
    TIME,
    NUMBER,
    INTEGER,
    OBJECT,
    ARRAY,
    BOOLEAN;

    /** The type with this standard name, in lower case; empty where there is none. */
    public static Optional<FieldType> ofStandardName(String name) {
        for (FieldType type : values()) {
            if (type.standardName().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The name in the standard, for instance {@code timestamp}. */
    public String standardName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
