package dev.dpg.gateway.codec;

import dev.dpg.gateway.codec.UnreadableValueException.Cause;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One value in Avro's binary encoding (Apache Avro 1.12 specification, "Binary encoding"), read from front to back. Lengths and
 * counts are held against what is left before anything is done with them. Not thread-safe.
 */
final class AvroInput {
    /** Items that take no bytes, as those of a list of nulls: what is not limited by the length of the value. */
    private static final int EMPTY_ITEMS_MAX = 65_536;

    /** Fields of records that may be read for each byte of the value, and so many more: a field need not take any. */
    private static final int FIELDS_PER_BYTE = 32;

    private static final int FIELDS_MIN = 1_000_000;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int at;
    private int depth;
    private int emptyItems;
    private long fieldsLeft;

    AvroInput(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
        this.fieldsLeft = FIELDS_MIN + (long) FIELDS_PER_BYTE * (to - from);
    }

    byte[] bytes() {
        return bytes;
    }

    int at() {
        return at;
    }

    void requireEnd() throws UnreadableValueException {
        if (at != end) {
            throw broken((end - at) + " bytes too many");
        }
    }

    /** Begins a record. */
    void enter(int fields) throws UnreadableValueException {
        fieldsLeft -= 1L + fields;
        if (fieldsLeft < 0) {
            throw broken("it has too many fields without content");
        }
        enter();
    }

    /** Begins a list or map. */
    void enter() throws UnreadableValueException {
        if (++depth > Limits.DEPTH_MAX) {
            throw Limits.tooDeep();
        }
    }

    void leave() {
        depth--;
    }

    boolean readBoolean() throws UnreadableValueException {
        int value = bytes[take(1)];
        if (value != 0 && value != 1) {
            throw broken("a boolean is neither 0 nor 1");
        }
        return value == 1;
    }

    int readInt() throws UnreadableValueException {
        long value = readLong();
        if (value != (int) value) {
            throw broken("an int has more than 32 bits");
        }
        return (int) value;
    }

    /** A number in groups of seven bits, with its sign in the lowest bit. */
    long readLong() throws UnreadableValueException {
        if (at < end && bytes[at] >= 0) {
            long small = bytes[at++];
            return (small >>> 1) ^ -(small & 1);
        }
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at == end) {
                throw truncated();
            }
            byte next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                if (shift == 63 && next > 1) {
                    break;
                }
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw broken("a long has more than 64 bits");
    }

    float readFloat() throws UnreadableValueException {
        return Float.intBitsToFloat((int) INT.get(bytes, take(4)));
    }

    double readDouble() throws UnreadableValueException {
        return Double.longBitsToDouble((long) LONG.get(bytes, take(8)));
    }

    /** Takes so many bytes; answers where they begin. */
    int take(int count) throws UnreadableValueException {
        if (end - at < count) {
            throw truncated();
        }
        int from = at;
        at += count;
        return from;
    }

    /** Takes bytes with their length in front; answers where they begin, and {@link #at} is where they end. */
    int takeBytes() throws UnreadableValueException {
        return take(readLength());
    }

    /** Takes a string; answers where it begins, and {@link #at} is where it ends. */
    int takeText() throws UnreadableValueException {
        int from = takeBytes();
        if (!Utf8.isValid(bytes, from, at)) {
            throw broken("a string is not UTF-8");
        }
        return from;
    }

    private int readLength() throws UnreadableValueException {
        long length = readLong();
        if (length < 0) {
            throw broken("a length is negative");
        }
        if (length > end - at) {
            throw truncated();
        }
        return (int) length;
    }

    /** The number of items in the next block of a list or map; 0 behind the last one. */
    long readCount() throws UnreadableValueException {
        long count = readLong();
        if (count >= 0) {
            return count;
        }
        readLength();
        if (count == Long.MIN_VALUE) {
            throw broken("a count is out of range");
        }
        return -count;
    }

    /** Counts an item against the limit of those without bytes, where it has none. */
    void endItem(int begin) throws UnreadableValueException {
        if (at == begin && ++emptyItems > EMPTY_ITEMS_MAX) {
            throw broken("it has more than " + EMPTY_ITEMS_MAX + " items without content");
        }
    }

    /** The index of a symbol or of a branch of a union. */
    int readIndex(int count) throws UnreadableValueException {
        long index = readLong();
        if (index < 0 || index >= count) {
            throw broken("an index of a union or enum is out of range");
        }
        return (int) index;
    }

    private UnreadableValueException truncated() {
        return broken("it ends too early");
    }

    private UnreadableValueException broken(String what) {
        return new UnreadableValueException(Cause.INVALID_VALUE, "no Avro value of its schema: " + what);
    }
}
