package dev.dpg.gateway.compatibility;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.Map;
import java.util.Set;

/** What a change of a field's type means on the wire. */
enum WireStep {
    /** The same type. */
    SAME,
    /** Another one, all of whose values the old one has too, in the same bytes. */
    WIDER_READER,
    /** Another one of the same wire form. */
    SAME_BYTES,
    /** Another wire form: the value is not found. */
    OTHER;

    /** Old types to the new ones whose values they have all. */
    private static final Map<FieldDescriptor.Type, Set<FieldDescriptor.Type>> WIDER = Map.of(
            FieldDescriptor.Type.INT64,
            Set.of(FieldDescriptor.Type.INT32, FieldDescriptor.Type.UINT32),
            FieldDescriptor.Type.UINT64,
            Set.of(FieldDescriptor.Type.UINT32),
            FieldDescriptor.Type.SINT64,
            Set.of(FieldDescriptor.Type.SINT32));

    static WireStep of(FieldDescriptor before, FieldDescriptor now) {
        if (before.isMapField() != now.isMapField()) {
            return OTHER;
        }
        if (before.getJavaType() == JavaType.MESSAGE || now.getJavaType() == JavaType.MESSAGE) {
            return before.getType() == now.getType() && sameMeaning(before, now) ? SAME : OTHER;
        }
        if (before.getType() == now.getType()) {
            return SAME;
        }
        if (WIDER.getOrDefault(before.getType(), Set.of()).contains(now.getType())) {
            return WIDER_READER;
        }
        return form(before) == form(now) ? SAME_BYTES : OTHER;
    }

    /** Messages are compared by what is in them; only those that stand for a value of their own go by name. */
    private static boolean sameMeaning(FieldDescriptor before, FieldDescriptor now) {
        String old = before.getMessageType().getFullName();
        String young = now.getMessageType().getFullName();
        return old.equals(young) || !(old.startsWith("google.protobuf.") || young.startsWith("google.protobuf."));
    }

    private static int form(FieldDescriptor field) {
        return switch (field.getType()) {
            case INT32, INT64, UINT32, UINT64, BOOL, ENUM -> 1;
            case SINT32, SINT64 -> 2;
            case FIXED32, SFIXED32 -> 3;
            case FIXED64, SFIXED64 -> 4;
            case STRING, BYTES -> 5;
            case FLOAT -> 6;
            case DOUBLE -> 7;
            case MESSAGE, GROUP -> 8;
        };
    }
}
