package dev.dpg.gateway.codec;

import dev.dpg.gateway.codec.MessageShape.Slot;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Writes values without a type as {@code google.protobuf.Value}, and lists of lists as {@code google.protobuf.ListValue}.
 * Values with a type, which are there in lists of lists only, have the form that they have in JSON. Value knows no integers: one
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
    /** Shape of the next object, where it has one. */
    private @Nullable MessageShape next;

    /** A message that is open, within another one. */
    private record Frame(
            @Nullable Frame outer,
            Form form,
            int place,
            int level,
            @Nullable MessageShape shape) {}

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
        next = null;
    }

    boolean isOpen() {
        return open != null;
    }

    /** Begins the Value that a field holds; ends by itself after one value. */
    void openValue(Slot slot, int level) throws UnreadableValueException {
        out.writeVarint(slot.tag());
        next = slot.child();
        push(Form.VALUE, level, null);
    }

    /** Begins the ListValue that a field holds. */
    void openList(Slot slot, int level) throws UnreadableValueException {
        out.writeVarint(slot.tag());
        next = slot.child();
        push(Form.LIST, level, null);
    }

    void beginObject() throws UnreadableValueException {
        MessageShape shape = next;
        within();
        out.writeByte(VALUE_STRUCT);
        push(Form.STRUCT, top().level() + 1, shape);
    }

    void beginArray() throws UnreadableValueException {
        within();
        out.writeByte(VALUE_LIST);
        push(Form.LIST, top().level() + 1, null);
    }

    /** The object or list begun last is complete. */
    void end() {
        Frame ended = top();
        pop();
        next = ended.shape();
        valueEnds();
    }

    void property(int index) throws UnreadableValueException {
        MessageShape shape = top().shape();
        if (shape == null) {
            throw new IllegalStateException("a declared property in an object that declares none");
        }
        Slot slot = shape.slot(index);
        name(slot.name(), 0, slot.name().length);
        next = slot.child();
    }

    void name(byte[] bytes, int from, int to) throws UnreadableValueException {
        out.writeByte(STRUCT_ENTRY);
        push(Form.ENTRY, top().level() + 1, null);
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

    void base64(byte[] bytes, int from, int to) {
        byte[] text = Base64.getEncoder()
                .encode(ByteBuffer.wrap(bytes, from, to - from))
                .array();
        text(text, 0, text.length);
    }

    void date(long epochDay) {
        int place = openText();
        TextForms.date(out, epochDay);
        closeText(place);
    }

    void time(long nanoOfDay) {
        int place = openText();
        TextForms.time(out, nanoOfDay);
        closeText(place);
    }

    void timestamp(long epochSecond, int nano) {
        int place = openText();
        TextForms.timestamp(out, epochSecond, nano);
        closeText(place);
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
            push(Form.VALUE, frame.level() + 1, null);
        }
    }

    /** Closes what ends with the value that was written last. */
    private void valueEnds() {
        while (open != null && (open.form() == Form.VALUE || open.form() == Form.ENTRY)) {
            pop();
        }
    }

    private void push(Form form, int level, @Nullable MessageShape shape) throws UnreadableValueException {
        if (level > ProtobufSink.LEVELS_MAX) {
            throw ProtobufSink.tooDeep();
        }
        open = new Frame(open, form, out.openLength(), level, shape);
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
