package dev.dpg.gateway.codec;

import dev.dpg.gateway.product.Mask;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.Property;
import dev.dpg.gateway.product.RecordType.ValueType;
import dev.dpg.gateway.product.ValueKind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Masks as a tree over the properties of a type: made once for a view, shared by its {@link MaskingSink}s, so that nothing is
 * looked up by name for a record. Immutable.
 */
public final class MaskPlan {
    private static final @Nullable Node[] NO_PROPERTIES = {};
    private static final String ITEM = "[]";

    final Node root;
    private final @Nullable TextHash hash;

    private MaskPlan(Node root, @Nullable TextHash hash) {
        this.root = root;
        this.hash = hash;
    }

    /**
     * A value that is masked, or in which something is.
     *
     * @param mask what becomes of it as a whole; null where only parts of it are masked
     * @param properties for an object, by index: null where nothing is masked
     * @param item for a list; null where nothing is masked
     */
    @SuppressWarnings("ArrayRecordComponent") // built once, never compared
    record Node(
            @Nullable ValueMask mask,
            @Nullable Node[] properties,
            @Nullable Node item) {}

    /**
     * The plan of some masks. A mask that does not fit its property leaves nothing of it.
     *
     * @param masks by the paths of properties, as they stand in a contract's fields
     * @param salt what texts are hashed with
     * @throws IllegalArgumentException for a path that the type does not have
     */
    public static MaskPlan of(RecordType type, Map<String, Mask> masks, Salt salt) {
        Set<String> unknown = new TreeSet<>(masks.keySet());
        Set<String> known = new HashSet<>();
        type.properties().forEach(property -> collect(property.path(), property.type(), known));
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("masks of properties that the product does not have: " + unknown);
        }
        Node object = object(type, masks);
        boolean hashes = masks.values().stream().anyMatch(Mask.Hash.class::isInstance);
        return new MaskPlan(
                object == null ? new Node(null, new Node[type.properties().size()], null) : object,
                hashes ? TextHash.of(salt) : null);
    }

    /** What hashes texts, for one thread; null where none are. */
    public @Nullable TextHash hash() {
        return hash == null ? null : hash.copy();
    }

    private static void collect(String path, ValueType type, Set<String> paths) {
        paths.add(path);
        if (type instanceof ValueType.Structure structure) {
            structure.type().properties().forEach(property -> collect(property.path(), property.type(), paths));
        } else if (type instanceof ValueType.Items items) {
            collect(path + ITEM, items.item(), paths);
        }
    }

    private static @Nullable Node object(RecordType type, Map<String, Mask> masks) {
        List<Property> properties = type.properties();
        @Nullable Node[] nodes = new Node[properties.size()];
        boolean masked = false;
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = node(properties.get(i).path(), properties.get(i).type(), masks);
            masked |= nodes[i] != null;
        }
        return masked ? new Node(null, nodes, null) : null;
    }

    private static @Nullable Node node(String path, ValueType type, Map<String, Mask> masks) {
        Mask mask = masks.get(path);
        if (mask != null) {
            ValueKind kind = type.kind();
            return new Node(ValueMask.of(mask, kind), NO_PROPERTIES, null);
        }
        if (type instanceof ValueType.Structure structure) {
            return object(structure.type(), masks);
        }
        if (type instanceof ValueType.Items items) {
            Node item = node(path + ITEM, items.item(), masks);
            return item == null ? null : new Node(null, NO_PROPERTIES, item);
        }
        return null;
    }
}
