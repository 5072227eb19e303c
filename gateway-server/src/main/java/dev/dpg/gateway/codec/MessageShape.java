package dev.dpg.gateway.codec;

import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.Property;
import dev.dpg.gateway.product.RecordType.ValueType;
import dev.dpg.gateway.product.ValueKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What objects of one type look like as protobuf messages: made once, shared by all sinks. Immutable. */
public final class MessageShape {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;

    private final Slot[] slots;

    private MessageShape(Slot[] slots) {
        this.slots = slots;
    }

    /** The shape of a type whose properties have numbers; those without one are left out. */
    public static MessageShape of(RecordType type) {
        List<Property> properties = type.properties();
        Slot[] slots = new Slot[properties.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = slot(properties.get(i));
        }
        return new MessageShape(slots);
    }

    Slot slot(int index) {
        return slots[index];
    }

    private static Slot slot(Property property) {
        ValueType type = property.type();
        boolean list = type instanceof ValueType.Items;
        ValueType single = type instanceof ValueType.Items items ? items.item() : type;
        ValueKind kind = single.kind();
        boolean packed = list && (kind == ValueKind.BOOLEAN || kind == ValueKind.INTEGER || kind == ValueKind.NUMBER);
        int tag = property.number() == 0 ? 0 : property.number() << 3 | (packed ? LENGTH_DELIMITED : wireType(kind));
        return new Slot(property.name().getBytes(StandardCharsets.UTF_8), tag, kind, list, packed, child(single));
    }

    private static int wireType(ValueKind kind) {
        return switch (kind) {
            case BOOLEAN, INTEGER -> VARINT;
            case NUMBER -> FIXED64;
            case DECIMAL, STRING, BYTES, DATE, TIME, TIMESTAMP, OBJECT, ARRAY, ANY -> LENGTH_DELIMITED;
        };
    }

    private static @Nullable MessageShape child(ValueType type) {
        if (type instanceof ValueType.Structure structure) {
            return of(structure.type());
        }
        return type instanceof ValueType.Items items ? child(items.item()) : null;
    }

    /**
     * Where a property stands in its message.
     *
     * @param name the property's name in UTF-8
     * @param tag number and wire type of its field; 0 where it has no number
     * @param kind what its values are, or those of its items where it is a list
     * @param list whether it is a list
     * @param packed whether it is a list whose items stand without tags
     * @param child the shape of the objects in it; null where there are none
     */
    @SuppressWarnings("ArrayRecordComponent") // a table's row, never compared
    record Slot(
            byte[] name,
            int tag,
            ValueKind kind,
            boolean list,
            boolean packed,
            @Nullable MessageShape child) {}
}
