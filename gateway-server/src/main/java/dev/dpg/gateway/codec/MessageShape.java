package dev.dpg.gateway.codec;

import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.Property;
import dev.dpg.gateway.product.RecordType.ValueType;
import dev.dpg.gateway.product.ValueKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What objects of one type look like as protobuf messages: made once, shared by all sinks. Immutable. */
public final class MessageShape {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    /** Number of the items in the message that a list within a list is. */
    private static final int INNER_ITEMS = 1;

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
        return slot(property.number(), property.type());
    }

    private static Slot slot(int number, ValueType type) {
        boolean list = type instanceof ValueType.Items;
        ValueType single = type instanceof ValueType.Items items ? items.item() : type;
        ValueKind kind = single.kind();
        boolean packed = list && (kind == ValueKind.BOOLEAN || kind == ValueKind.INTEGER || kind == ValueKind.NUMBER);
        int tag = number == 0 ? 0 : (number << 3) | (packed ? LENGTH_DELIMITED : wireType(kind));
        Slot inner = list && kind == ValueKind.ARRAY ? slot(INNER_ITEMS, single) : null;
        MessageShape child = single instanceof ValueType.Structure structure ? of(structure.type()) : null;
        return new Slot(tag, kind, list, packed, child, inner);
    }

    private static int wireType(ValueKind kind) {
        return switch (kind) {
            case BOOLEAN, INTEGER -> VARINT;
            case NUMBER -> FIXED64;
            case DECIMAL, STRING, BYTES, DATE, TIME, TIMESTAMP, OBJECT, ARRAY, ANY -> LENGTH_DELIMITED;
        };
    }

    /**
     * Where a property stands in its message.
     *
     * @param tag number and wire type of its field; 0 where it has no number
     * @param kind what its values are, or those of its items where it is a list
     * @param list whether it is a list
     * @param packed whether it is a list whose items stand without tags
     * @param child the shape of the objects that its values are; null where they are none
     * @param inner where it is a list of lists: the items of the inner ones, a field of the messages that these are; else null
     */
    record Slot(
            int tag,
            ValueKind kind,
            boolean list,
            boolean packed,
            @Nullable MessageShape child,
            @Nullable Slot inner) {}
}
