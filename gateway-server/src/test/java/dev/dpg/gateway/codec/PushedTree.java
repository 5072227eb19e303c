package dev.dpg.gateway.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.Property;
import dev.dpg.gateway.product.RecordType.ValueType;
import dev.dpg.gateway.product.ValueKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Makes a tree of what is pushed, and holds the calls to the rules of {@link ValueSink}: nesting, names, kinds. */
final class PushedTree implements ValueSink {
    private final Deque<Open> open = new ArrayDeque<>();
    private ValueType expected;
    private @Nullable String name;
    private @Nullable JsonNode root;

    private record Open(JsonNode node, ValueType type) {}

    PushedTree(RecordType type) {
        expected = new ValueType.Structure(type);
    }

    /** Reads a value to a tree. */
    static JsonNode read(RecordCodec codec, byte[] bytes) throws UnreadableValueException {
        byte[] padded = new byte[bytes.length + 6];
        Arrays.fill(padded, (byte) 0x7F);
        System.arraycopy(bytes, 0, padded, 3, bytes.length);
        PushedTree tree = new PushedTree(codec.type());
        codec.read(padded, 3, 3 + bytes.length, tree);
        return tree.root();
    }

    JsonNode root() {
        if (root == null || !open.isEmpty()) {
            throw new AssertionError("the record is not complete");
        }
        return root;
    }

    @Override
    public void beginObject() {
        require(ValueKind.OBJECT);
        ValueType type = next();
        open.push(new Open(add(JsonNodeFactory.instance.objectNode()), type));
    }

    @Override
    public void endObject() {
        Open top = open.peek();
        if (name != null || top == null || !top.node().isObject()) {
            throw new AssertionError("no object ends here");
        }
        open.pop();
    }

    @Override
    public void property(int index) {
        Open top = open.peek();
        if (top == null || !(top.type() instanceof ValueType.Structure structure) || name != null) {
            throw new AssertionError("no declared property may stand here");
        }
        Property property = structure.type().properties().get(index);
        if (top.node().has(property.name())) {
            throw new AssertionError(property.name() + " stands there twice");
        }
        name = property.name();
        expected = property.type();
    }

    @Override
    public void anyProperty(byte[] bytes, int from, int to) {
        Open top = open.peek();
        if (top == null || top.type().kind() != ValueKind.ANY || name != null) {
            throw new AssertionError("no property of its own name may stand here");
        }
        name = text(bytes, from, to);
        if (top.node().has(name)) {
            throw new AssertionError(name + " stands there twice");
        }
        expected = top.type();
    }

    @Override
    public void beginArray() {
        require(ValueKind.ARRAY);
        ValueType type = next();
        open.push(new Open(add(JsonNodeFactory.instance.arrayNode()), type));
    }

    @Override
    public void endArray() {
        Open top = open.peek();
        if (top == null || !top.node().isArray()) {
            throw new AssertionError("no list ends here");
        }
        open.pop();
    }

    @Override
    public void nullValue() {
        add(JsonNodeFactory.instance.nullNode());
    }

    @Override
    public void booleanValue(boolean value) {
        require(ValueKind.BOOLEAN);
        add(JsonNodeFactory.instance.booleanNode(value));
    }

    @Override
    public void integerValue(long value) {
        require(ValueKind.INTEGER);
        add(JsonNodeFactory.instance.numberNode(value));
    }

    @Override
    public void numberValue(double value) {
        require(ValueKind.NUMBER);
        add(JsonNodeFactory.instance.numberNode(value));
    }

    @Override
    public void decimalValue(byte[] bytes, int from, int to) {
        requireExactly(ValueKind.DECIMAL);
        add(JsonNodeFactory.instance.textNode(text(bytes, from, to)));
    }

    @Override
    public void textValue(byte[] bytes, int from, int to) {
        require(ValueKind.STRING);
        if (!Utf8.isValid(bytes, from, to)) {
            throw new AssertionError("a text that is not UTF-8");
        }
        add(JsonNodeFactory.instance.textNode(text(bytes, from, to)));
    }

    @Override
    public void bytesValue(byte[] bytes, int from, int to) {
        requireExactly(ValueKind.BYTES);
        add(JsonNodeFactory.instance.textNode(Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, to))));
    }

    @Override
    public void dateValue(long epochDay) {
        requireExactly(ValueKind.DATE);
        add(JsonNodeFactory.instance.textNode(LocalDate.ofEpochDay(epochDay).toString()));
    }

    @Override
    public void timeValue(long nanoOfDay) {
        requireExactly(ValueKind.TIME);
        add(JsonNodeFactory.instance.textNode(LocalTime.ofNanoOfDay(nanoOfDay).toString()));
    }

    @Override
    public void timestampValue(long epochSecond, int nano) {
        requireExactly(ValueKind.TIMESTAMP);
        add(JsonNodeFactory.instance.textNode(
                Instant.ofEpochSecond(epochSecond, nano).toString()));
    }

    private void require(ValueKind kind) {
        if (wanted() != ValueKind.ANY) {
            requireExactly(kind);
        }
    }

    private void requireExactly(ValueKind kind) {
        if (wanted() != kind) {
            throw new AssertionError(kind + " where " + wanted() + " is declared");
        }
    }

    private ValueKind wanted() {
        return next().kind();
    }

    /** What the value that comes next has to be. */
    private ValueType next() {
        Open top = open.peek();
        return top != null && top.node().isArray() && top.type() instanceof ValueType.Items items
                ? items.item()
                : expected(top);
    }

    private ValueType expected(@Nullable Open top) {
        return top != null && top.node().isArray() ? top.type() : expected;
    }

    /** Adds it where it belongs, and makes ready for what follows. */
    private JsonNode add(JsonNode value) {
        Open top = open.peek();
        if (top == null) {
            root = value;
        } else if (top.node() instanceof ObjectNode object) {
            if (name == null) {
                throw new AssertionError("a value without a property");
            }
            object.set(name, value);
            name = null;
        } else {
            ((ArrayNode) top.node()).add(value);
        }
        return value;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
