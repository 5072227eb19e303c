package dev.dpg.gateway.schema;

import com.google.protobuf.Descriptors.Descriptor;
import dev.dpg.gateway.product.ValueKind;
import java.util.Map;
import java.util.Optional;

/** Messages that stand for a value of their own, as in protobuf's JSON mapping. */
public enum WellKnownMessage {
    TIMESTAMP(ValueKind.TIMESTAMP),
    /** As text: seconds with up to nine digits behind the point, and {@code s}. */
    DURATION(ValueKind.STRING),
    BOOLEAN(ValueKind.BOOLEAN),
    /** A wrapper of whole numbers, of whatever size and sign. */
    INTEGER(ValueKind.INTEGER),
    NUMBER(ValueKind.NUMBER),
    TEXT(ValueKind.STRING),
    BYTES(ValueKind.BYTES),
    STRUCT(ValueKind.ANY),
    VALUE(ValueKind.ANY),
    LIST(ValueKind.ANY),
    /** {@code google.type.Date} with all of its parts. */
    DATE(ValueKind.DATE),
    TIME_OF_DAY(ValueKind.TIME),
    /** {@code confluent.type.Decimal}: an unscaled number, big-endian, and a scale. */
    DECIMAL(ValueKind.DECIMAL);

    private static final Map<String, WellKnownMessage> BY_NAME = Map.ofEntries(
            Map.entry("google.protobuf.Timestamp", TIMESTAMP),
            Map.entry("google.protobuf.Duration", DURATION),
            Map.entry("google.protobuf.BoolValue", BOOLEAN),
            Map.entry("google.protobuf.Int32Value", INTEGER),
            Map.entry("google.protobuf.Int64Value", INTEGER),
            Map.entry("google.protobuf.UInt32Value", INTEGER),
            Map.entry("google.protobuf.UInt64Value", INTEGER),
            Map.entry("google.protobuf.FloatValue", NUMBER),
            Map.entry("google.protobuf.DoubleValue", NUMBER),
            Map.entry("google.protobuf.StringValue", TEXT),
            Map.entry("google.protobuf.BytesValue", BYTES),
            Map.entry("google.protobuf.Struct", STRUCT),
            Map.entry("google.protobuf.Value", VALUE),
            Map.entry("google.protobuf.ListValue", LIST),
            Map.entry("google.type.Date", DATE),
            Map.entry("google.type.TimeOfDay", TIME_OF_DAY),
            Map.entry("confluent.type.Decimal", DECIMAL));

    private final ValueKind kind;

    WellKnownMessage(ValueKind kind) {
        this.kind = kind;
    }

    /** The one that a message is; empty for ordinary messages. */
    public static Optional<WellKnownMessage> of(Descriptor message) {
        return Optional.ofNullable(BY_NAME.get(message.getFullName()));
    }

    /** What its values are. */
    public ValueKind kind() {
        return kind;
    }
}
