package dev.dpg.gateway.product;

import java.util.Locale;
import java.util.Optional;

/**
 * What a value of a property is, and so how it is given: the logical type, narrowed by what the contract says of its physical
 * form. Each kind has one form in JSON and one in protobuf, whatever format the value was stored in.
 */
public enum ValueKind {
    /** True or false; {@code bool}. */
    BOOLEAN,
    /** 64 bits, signed; a JSON number; {@code int64}. */
    INTEGER,
    /** 64 bits, IEEE 754; a JSON number; {@code double}. */
    NUMBER,
    /** Exact digits: a JSON string like {@code "12.50"}; {@code string}. A number with {@code physicalType: decimal(p,s)}. */
    DECIMAL,
    /** Text; {@code string}. */
    STRING,
    /** Bytes: base64 (RFC 4648, section 4) in JSON; {@code bytes}. A string with {@code logicalTypeOptions.format: binary}. */
    BYTES,
    /** RFC 3339 full-date, {@code "2026-01-31"}; {@code string}. */
    DATE,
    /** RFC 3339 partial-time, {@code "13:30:00.25"}; {@code string}. */
    TIME,
    /** RFC 3339 date-time in UTC, {@code "2026-01-31T13:30:00Z"}; {@code google.protobuf.Timestamp}. */
    TIMESTAMP,
    /** Named properties; a JSON object; a nested message. */
    OBJECT,
    /** A list; a JSON array; {@code repeated}. */
    ARRAY,
    /** Whatever JSON can say: an object without declared properties; any JSON; {@code google.protobuf.Value}. */
    ANY;

    /** The kind with this name; empty where there is none. */
    public static Optional<ValueKind> ofName(String name) {
        for (ValueKind kind : values()) {
            if (kind.kindName().equals(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** What a logical type is where nothing narrows it. */
    public static ValueKind of(FieldType type) {
        return switch (type) {
            case STRING -> STRING;
            case DATE -> DATE;
            case TIMESTAMP -> TIMESTAMP;
            case TIME -> TIME;
            case NUMBER -> NUMBER;
            case INTEGER -> INTEGER;
            case OBJECT -> OBJECT;
            case ARRAY -> ARRAY;
            case BOOLEAN -> BOOLEAN;
        };
    }

    /** The name on the wire and in state, in lower case. */
    public String kindName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
