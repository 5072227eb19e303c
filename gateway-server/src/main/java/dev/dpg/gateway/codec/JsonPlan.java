package dev.dpg.gateway.codec;

import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.Property;
import dev.dpg.gateway.product.RecordType.ValueType;
import dev.dpg.gateway.product.ValueKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How objects of one type are read from JSON: their properties by name. Made once per product version. Immutable. */
final class JsonPlan {
    /** Answer for a name that is not declared. */
    static final int UNDECLARED = -1;

    private final byte[][] names;
    private final Node[] nodes;
    /** Open addressing: index of a property plus one, 0 where nobody is. */
    private final int[] table;

    private JsonPlan(byte[][] names, Node[] nodes) {
        this.names = names;
        this.nodes = nodes;
        this.table = new int[Math.max(4, Integer.highestOneBit(Math.max(1, names.length)) * 4)];
        for (int i = 0; i < names.length; i++) {
            int slot = slot(names[i], 0, names[i].length);
            while (table[slot] != 0) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = i + 1;
        }
    }

    static JsonPlan of(RecordType type) {
        List<Property> properties = type.properties();
        byte[][] names = new byte[properties.size()][];
        Node[] nodes = new Node[properties.size()];
        for (int i = 0; i < nodes.length; i++) {
            Property property = properties.get(i);
            names[i] = property.name().getBytes(StandardCharsets.UTF_8);
            nodes[i] = node(property.path(), property.type());
        }
        return new JsonPlan(names, nodes);
    }

    private static Node node(String path, ValueType type) {
        if (type instanceof ValueType.Structure structure) {
            return new Node(path, type.kind(), of(structure.type()), null);
        }
        if (type instanceof ValueType.Items items) {
            return new Node(path, type.kind(), null, node(path + "[]", items.item()));
        }
        return new Node(path, type.kind(), null, null);
    }

    /**
     * What a value is read as.
     *
     * @param path for messages
     * @param kind what it is
     * @param object its properties, for an object
     * @param item what its items are, for a list
     */
    record Node(
            String path,
            ValueKind kind,
            @Nullable JsonPlan object,
            @Nullable Node item) {}

    int size() {
        return names.length;
    }

    Node node(int index) {
        return nodes[index];
    }

    /** The index of a property, or {@link #UNDECLARED}. */
    int find(byte[] bytes, int from, int to, int expected) {
        // Writers keep an order as a rule, so that the property after the last one is the likely one.
        if (expected < names.length && is(expected, bytes, from, to)) {
            return expected;
        }
        int slot = slot(bytes, from, to);
        while (table[slot] != 0) {
            int index = table[slot] - 1;
            if (is(index, bytes, from, to)) {
                return index;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return UNDECLARED;
    }

    private boolean is(int index, byte[] bytes, int from, int to) {
        byte[] name = names[index];
        return Arrays.equals(name, 0, name.length, bytes, from, to);
    }

    private int slot(byte[] bytes, int from, int to) {
        int hash = 1;
        for (int at = from; at < to; at++) {
            hash = 31 * hash + bytes[at];
        }
        return (hash ^ (hash >>> 15)) & (table.length - 1);
    }
}
