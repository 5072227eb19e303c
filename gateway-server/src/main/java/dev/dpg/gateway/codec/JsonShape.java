package dev.dpg.gateway.codec;

import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What objects of one type look like as JSON: made once, shared by all sinks. Immutable. */
public final class JsonShape {
    /** For each property its quoted name and a colon. */
    final byte[][] heads;
    /** For each property the shape of the objects in it, be they its value or items of it; null where there are none. */
    final @Nullable JsonShape[] children;

    private JsonShape(byte[][] heads, @Nullable JsonShape[] children) {
        this.heads = heads;
        this.children = children;
    }

    /** The shape of a type. */
    public static JsonShape of(RecordType type) {
        List<RecordType.Property> properties = type.properties();
        byte[][] heads = new byte[properties.size()][];
        @Nullable JsonShape[] children = new JsonShape[properties.size()];
        for (int i = 0; i < heads.length; i++) {
            WireBuffer head = new WireBuffer(32);
            byte[] name = properties.get(i).name().getBytes(StandardCharsets.UTF_8);
            JsonSink.quote(head, name, 0, name.length);
            head.writeByte(':');
            heads[i] = head.copy();
            children[i] = child(properties.get(i).type());
        }
        return new JsonShape(heads, children);
    }

    private static @Nullable JsonShape child(ValueType type) {
        if (type instanceof ValueType.Structure structure) {
            return of(structure.type());
        }
        return type instanceof ValueType.Items items ? child(items.item()) : null;
    }
}
