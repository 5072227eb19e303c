package dev.dpg.gateway.codec;

import dev.dpg.gateway.codec.MessageShape.Slot;
import org.jspecify.annotations.Nullable;

/**
 * Writes values without a type as {@code google.protobuf.Value}. It knows no integers: one
 * that a double does not hold exactly is given as text, as protobuf's JSON mapping gives 64 bits; so are numbers that are
 * infinite or none.
 */
final class AnyWriter {
    private static final long EXACT_MAX = 1L << 53;

    private static final int VALUE_NULL = 1 << 3;
    private static final int VALUE_NUMBER = 2 << 3 | 1;
    private static final int VALUE_TEXT = 3 << 3 | 2;
    private static final int VALUE_BOOLEAN = 4 << 3;
    private static final int VALUE_STRUCT = 5 << 3 | 2;
    private static final int VALUE_LIST = 6 << 3 | 2;
    private static final int STRUCT_ENTRY = 1 << 3 | 2;
    private static final int ENTRY_KEY = 1 << 3 | 2;
    private static final int ENTRY_VALUE = 2 << 3 | 2;
    private static final int LIST_ITEM = 1 << 3 | 2;

    private static final int NUMBER_BYTES = 9;
    private static final int SMALL_BYTES = 2;

    private WireBuffer out = new WireBuffer(0);
    /** The innermost thing that is open; null where nothing is. */
    private @Nullable Frame open;

    /** A message that is open, within another one. */
    private record Frame(@Nullable Frame outer, Form form, int place, int level) {}

    private enum Form {
        /** A Value; it ends with what is in it. */
        VALUE,
        STRUCT,
        /** A property of a struct; it ends with its value. */
        ENTRY,
        LIST
    }

    void begin(WireBuffer buffer) {
        out = buffer;
        open = null;
    }

    boolean isOpen() {
        return open != null;
    }

    /** Begins the Value that a field holds; ends by itself after one value. */
    void openValue(Slot slot, int level) throws UnreadableValueException {
        out.writeVarint(slot.tag());
        push(Form.VALUE, level);
    }

    void beginObject() throws UnreadableValueException {
        within();
        out.writeByte(VALUE_STRUCT);
        push(Form.STRUCT, top().level() + 1);
    }

    void beginArray() throws UnreadableValueException {
        within();
        out.writeByte(VALUE_LIST);
        push(Form.LIST, top().level() + 1);
    }

    /** The object or list begun last is complete. */
    void end() {
        pop();
        valueEnds();
    }

    void name(byte[] bytes, int from, int to) throws UnreadableValueException {
        out.writeByte(STRUCT_ENTRY);
        push(Form.ENTRY, top().level() + 1);
        out.writeByte(ENTRY_KEY);
        out.writeVarint(to - from);
        out.writeBytes(bytes, from, to);
    }

    void nullValue() {
        small(VALUE_NULL, 0);
    }

    void booleanValue(boolean value) {
        small(VALUE_BOOLEAN, value ? 1 : 0);
    }

    private void small(int tag, int value) {
        header(SMALL_BYTES);
        out.writeByte(tag);
        out.writeByte(value);
        valueEnds();
    }

    void integerValue(long value) {
        if (value >= -EXACT_MAX && value <= EXACT_MAX) {
            numberValue((double) value);
            return;
        }
        int place = openText();
        TextForms.integer(out, value);
        closeText(place);
    }

    void numberValue(double value) {
        if (!Double.isFinite(value)) {
            byte[] name = TextForms.ascii(Double.toString(value));
            text(name, 0, name.length);
            return;
        }
        header(NUMBER_BYTES);
        out.writeByte(VALUE_NUMBER);
        out.writeFixed64(Double.doubleToRawLongBits(value));
        valueEnds();
    }

    void text(byte[] bytes, int from, int to) {
        int length = to - from;
        header(1 + WireBuffer.varintSize(length) + length);
        out.writeByte(VALUE_TEXT);
        out.writeVarint(length);
        out.writeBytes(bytes, from, to);
        valueEnds();
    }

    /** Texts of this kind are shorter than 126 bytes, so that both lengths take one byte. */
    private int openText() {
        header(0);
        out.writeByte(VALUE_TEXT);
        return out.openLength();
    }

    private void closeText(int place) {
        out.closeLength(place);
        if (top().form() != Form.VALUE) {
            out.array()[place - 3] = (byte) (out.size() - place + 2);
        }
        valueEnds();
    }

    /** What stands in front of a Value of this many bytes: nothing where the Value itself is open. */
    private void header(int bytes) {
        Frame frame = top();
        if (frame.form() == Form.VALUE) {
            return;
        }
        out.writeByte(frame.form() == Form.ENTRY ? ENTRY_VALUE : LIST_ITEM);
        out.writeVarint(bytes);
    }

    /** Opens a Value of which the length is not known yet, where none is open. */
    private void within() throws UnreadableValueException {
        Frame frame = top();
        if (frame.form() != Form.VALUE) {
            out.writeByte(frame.form() == Form.ENTRY ? ENTRY_VALUE : LIST_ITEM);
            push(Form.VALUE, frame.level() + 1);
        }
    }

    /** Closes what ends with the value that was written last. */
    private void valueEnds() {
        while (open != null && (open.form() == Form.VALUE || open.form() == Form.ENTRY)) {
            pop();
        }
    }

    private void push(Form form, int level) throws UnreadableValueException {
        if (level > ProtobufSink.LEVELS_MAX) {
            throw ProtobufSink.tooDeep();
        }
        open = new Frame(open, form, out.openLength(), level);
    }

    private void pop() {
        Frame frame = top();
        out.closeLength(frame.place());
        open = frame.outer();
    }

    private Frame top() {
        if (open == null) {
            throw new IllegalStateException("no value is open");
        }
        return open;
    }
}
