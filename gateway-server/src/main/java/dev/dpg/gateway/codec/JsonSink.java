package dev.dpg.gateway.codec;

import dev.dpg.gateway.codec.UnreadableValueException.Cause;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record as JSON text (RFC 8259), without white space, properties as they come. What stands last in the buffer tells
 * whether a comma is due: a bracket or colon stands there only where nothing came after it, since every value ends otherwise.
 */
public final class JsonSink extends EncodingSink {
    private static final byte[] NULL = TextForms.ascii("null");
    private static final byte[] TRUE = TextForms.ascii("true");
    private static final byte[] FALSE = TextForms.ascii("false");
    private static final byte[] HEX = TextForms.ascii("0123456789abcdef");

    private final JsonShape root;
    private final Deque<JsonShape> outer = new ArrayDeque<>();
    private @Nullable JsonShape shape;
    /** The shape of the next object. */
    private @Nullable JsonShape next;
    /** Objects that are open and have no shape. */
    private int shapeless;

    /**
     * Makes a sink.
     *
     * @param root the shape of records
     * @param bytesMax a record that takes more is refused
     */
    public JsonSink(JsonShape root, int bytesMax) {
        super(bytesMax);
        this.root = root;
        reset();
    }

    @Override
    void reset() {
        outer.clear();
        shape = null;
        next = root;
        shapeless = 0;
    }

    @Override
    public void beginObject() throws UnreadableValueException {
        separate();
        out().writeByte('{');
        if (next == null) {
            shapeless++;
            return;
        }
        if (shape != null) {
            outer.push(shape);
        }
        shape = next;
    }

    @Override
    public void endObject() {
        out().writeByte('}');
        if (shapeless > 0) {
            shapeless--;
            return;
        }
        next = shape;
        shape = outer.poll();
    }

    @Override
    public void property(int index) throws UnreadableValueException {
        requireRoom();
        JsonShape object = shape;
        if (object == null) {
            throw new IllegalStateException("a property outside of an object");
        }
        WireBuffer out = out();
        if (out.last() != '{') {
            out.writeByte(',');
        }
        out.writeBytes(object.heads[index]);
        next = object.children[index];
    }

    @Override
    public void anyProperty(byte[] bytes, int from, int to) throws UnreadableValueException {
        requireRoom();
        WireBuffer out = out();
        if (out.last() != '{') {
            out.writeByte(',');
        }
        quote(out, bytes, from, to);
        out.writeByte(':');
    }

    @Override
    public void beginArray() throws UnreadableValueException {
        separate();
        out().writeByte('[');
    }

    @Override
    public void endArray() {
        out().writeByte(']');
    }

    @Override
    public void nullValue() throws UnreadableValueException {
        separate();
        out().writeBytes(NULL);
    }

    @Override
    public void booleanValue(boolean value) throws UnreadableValueException {
        separate();
        out().writeBytes(value ? TRUE : FALSE);
    }

    @Override
    public void integerValue(long value) throws UnreadableValueException {
        separate();
        TextForms.integer(out(), value);
    }

    @Override
    public void numberValue(double value) throws UnreadableValueException {
        if (!Double.isFinite(value)) {
            throw new UnreadableValueException(
                    Cause.INVALID_VALUE, "out of range: a number that is infinite or none, which JSON cannot say");
        }
        separate();
        TextForms.number(out(), value);
    }

    @Override
    public boolean takesNumberText() {
        return true;
    }

    @Override
    public void numberText(byte[] bytes, int from, int to) throws UnreadableValueException {
        separate();
        out().writeBytes(bytes, from, to);
    }

    @Override
    public void decimalValue(byte[] bytes, int from, int to) throws UnreadableValueException {
        separate();
        out().writeByte('"');
        out().writeBytes(bytes, from, to);
        out().writeByte('"');
    }

    @Override
    public void textValue(byte[] bytes, int from, int to) throws UnreadableValueException {
        separate();
        quote(out(), bytes, from, to);
    }

    @Override
    public void bytesValue(byte[] bytes, int from, int to) throws UnreadableValueException {
        separate();
        out().writeByte('"');
        out().writeBytes(Base64.getEncoder().encode(ByteBuffer.wrap(bytes, from, to - from)));
        out().writeByte('"');
    }

    @Override
    public void dateValue(long epochDay) throws UnreadableValueException {
        separate();
        out().writeByte('"');
        TextForms.date(out(), epochDay);
        out().writeByte('"');
    }

    @Override
    public void timeValue(long nanoOfDay) throws UnreadableValueException {
        separate();
        out().writeByte('"');
        TextForms.time(out(), nanoOfDay);
        out().writeByte('"');
    }

    @Override
    public void timestampValue(long epochSecond, int nano) throws UnreadableValueException {
        separate();
        out().writeByte('"');
        TextForms.timestamp(out(), epochSecond, nano);
        out().writeByte('"');
    }

    /** Writes valid UTF-8 as a JSON string: quoted, with the escapes that RFC 8259 section 7 demands. */
    static void quote(WireBuffer out, byte[] bytes, int from, int to) {
        out.writeByte('"');
        int plain = from;
        for (int at = from; at < to; at++) {
            byte next = bytes[at];
            if (next == '"' || next == '\\' || (next >= 0 && next < 0x20)) {
                out.writeBytes(bytes, plain, at);
                escape(out, next);
                plain = at + 1;
            }
        }
        out.writeBytes(bytes, plain, to);
        out.writeByte('"');
    }

    private static void escape(WireBuffer out, byte character) {
        out.writeByte('\\');
        if (character >= 0x20) {
            out.writeByte(character);
            return;
        }
        out.writeByte('u');
        out.writeByte('0');
        out.writeByte('0');
        out.writeByte(HEX[character >> 4]);
        out.writeByte(HEX[character & 0xF]);
    }

    /** A comma where another item of a list comes. */
    private void separate() throws UnreadableValueException {
        WireBuffer out = out();
        if (out.size() == start()) {
            return;
        }
        byte last = out.last();
        if (last != '[' && last != ':') {
            requireRoom();
            out.writeByte(',');
        }
    }
}
