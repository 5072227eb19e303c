package dev.dpg.gateway.codec;

import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.Property;
import dev.dpg.gateway.product.RecordType.ValueType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets through only what is selected. The reader reads everything all the same, so that a record is readable or not whatever
 * a caller selects. Not thread-safe.
 */
public final class SelectingSink implements ValueSink {
    private final ValueSink target;
    private final Node root;
    private final Deque<Node> outer = new ArrayDeque<>();
    private Node node;
    /** What the value that comes next is held to: a node, or null where it is left out. */
    private @Nullable Node next;
    /** Objects and lists that are open in a value that is left out. */
    private int leftOut;
    /** Objects and lists that are open in a value that is selected whole. */
    private int whole;

    /** Makes a sink before another one. */
    public SelectingSink(Node root, ValueSink target) {
        this.root = root;
        this.target = target;
        this.node = root;
        this.next = root;
    }

    /** A selection as a tree over the properties of a type; made once, shared. Immutable. */
    public static final class Node {
        private static final Node WHOLE = new Node(new Node[0]);

        private final @Nullable Node[] children;

        private Node(@Nullable Node[] children) {
            this.children = children;
        }

        /** The tree of a selection that does not give everything. */
        public static Node of(RecordType type, Selection selection) {
            List<Property> properties = type.properties();
            @Nullable Node[] children = new Node[properties.size()];
            for (int i = 0; i < children.length; i++) {
                Property property = properties.get(i);
                if (selection.hasWhole(property.path())) {
                    children[i] = WHOLE;
                } else if (selection.hasPartOf(property.path())) {
                    children[i] = part(property.type(), selection);
                }
            }
            return new Node(children);
        }

        private static @Nullable Node part(ValueType type, Selection selection) {
            if (type instanceof ValueType.Structure structure) {
                return of(structure.type(), selection);
            }
            return type instanceof ValueType.Items items ? part(items.item(), selection) : null;
        }
    }

    /** Forgets what a record that was given up has left; called before each record. */
    public void reset() {
        outer.clear();
        node = root;
        next = root;
        leftOut = 0;
        whole = 0;
    }

    @Override
    public void beginObject() throws UnreadableValueException {
        Node held = next;
        if (opensOutside()) {
            return;
        }
        target.beginObject();
        if (!opensWhole() && held != null) {
            outer.push(node);
            node = held;
        }
    }

    @Override
    public void endObject() throws UnreadableValueException {
        if (closesOutside()) {
            return;
        }
        target.endObject();
        if (!closesWhole()) {
            next = node;
            node = outer.pop();
        }
    }

    @Override
    public void beginArray() throws UnreadableValueException {
        if (opensOutside()) {
            return;
        }
        target.beginArray();
        opensWhole();
    }

    @Override
    public void endArray() throws UnreadableValueException {
        if (closesOutside()) {
            return;
        }
        target.endArray();
        closesWhole();
    }

    private boolean opensOutside() {
        if (leftOut > 0 || (whole == 0 && next == null)) {
            leftOut++;
            return true;
        }
        return false;
    }

    private boolean closesOutside() {
        if (leftOut > 0) {
            leftOut--;
            return true;
        }
        return false;
    }

    private boolean opensWhole() {
        if (whole > 0 || next == Node.WHOLE) {
            whole++;
            return true;
        }
        return false;
    }

    private boolean closesWhole() {
        if (whole > 0) {
            whole--;
            return true;
        }
        return false;
    }

    @Override
    public void property(int index) throws UnreadableValueException {
        if (leftOut > 0) {
            return;
        }
        if (whole == 0) {
            next = node.children[index];
        }
        if (passes()) {
            target.property(index);
        }
    }

    /** Whether a single value is let through. */
    private boolean passes() {
        return leftOut == 0 && (whole > 0 || next != null);
    }

    @Override
    public void anyProperty(byte[] bytes, int from, int to) throws UnreadableValueException {
        if (passes()) {
            target.anyProperty(bytes, from, to);
        }
    }

    @Override
    public void nullValue() throws UnreadableValueException {
        if (passes()) {
            target.nullValue();
        }
    }

    @Override
    public void booleanValue(boolean value) throws UnreadableValueException {
        if (passes()) {
            target.booleanValue(value);
        }
    }

    @Override
    public void integerValue(long value) throws UnreadableValueException {
        if (passes()) {
            target.integerValue(value);
        }
    }

    @Override
    public void numberValue(double value) throws UnreadableValueException {
        if (passes()) {
            target.numberValue(value);
        }
    }

    @Override
    public boolean takesNumberText() {
        return target.takesNumberText();
    }

    @Override
    public void numberText(byte[] bytes, int from, int to) throws UnreadableValueException {
        if (passes()) {
            target.numberText(bytes, from, to);
        }
    }

    @Override
    public void decimalValue(byte[] bytes, int from, int to) throws UnreadableValueException {
        if (passes()) {
            target.decimalValue(bytes, from, to);
        }
    }

    @Override
    public void textValue(byte[] bytes, int from, int to) throws UnreadableValueException {
        if (passes()) {
            target.textValue(bytes, from, to);
        }
    }

    @Override
    public void bytesValue(byte[] bytes, int from, int to) throws UnreadableValueException {
        if (passes()) {
            target.bytesValue(bytes, from, to);
        }
    }

    @Override
    public void dateValue(long epochDay) throws UnreadableValueException {
        if (passes()) {
            target.dateValue(epochDay);
        }
    }

    @Override
    public void timeValue(long nanoOfDay) throws UnreadableValueException {
        if (passes()) {
            target.timeValue(nanoOfDay);
        }
    }

    @Override
    public void timestampValue(long epochSecond, int nano) throws UnreadableValueException {
        if (passes()) {
            target.timestampValue(epochSecond, nano);
        }
    }
}
