package dev.dpg.gateway.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A growing array that is written in protobuf's wire form, or any other. Not thread-safe. */
public final class WireBuffer {
    private byte[] bytes;
    private int size;

    /** An empty buffer with room for this many bytes, and a few at least. */
    public WireBuffer(int capacity) {
        bytes = new byte[Math.max(64, capacity)];
    }

    /** Bytes written. */
    public int size() {
        return size;
    }

    /** What holds the bytes: those before {@link #size}, until the next write. */
    public byte[] array() {
        return bytes;
    }

    /** The byte written last; the buffer is not empty. */
    public byte last() {
        return bytes[size - 1];
    }

    /** Takes back everything written after this size. */
    public void rewindTo(int earlierSize) {
        size = earlierSize;
    }

    /** The written bytes in an array of their own. */
    public byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    /**
     * The written bytes, which this lets go of: its own array where that is not much larger, else a copy. The array may be longer
     * than what was written, by an eighth at most.
     */
    public byte[] take() {
        byte[] taken = bytes.length - size <= bytes.length >> 3 ? bytes : copy();
        bytes = new byte[0];
        size = 0;
        return taken;
    }

    /** One byte: the lowest of the number. */
    public void writeByte(int value) {
        if (size == bytes.length) {
            grow(1);
        }
        bytes[size++] = (byte) value;
    }

    /** A number in groups of seven bits, the lowest first. */
    public void writeVarint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Eight bytes, the lowest first. */
    public void writeFixed64(long value) {
        ensure(8);
        for (int shift = 0; shift < 64; shift += 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    /** All of an array. */
    public void writeBytes(byte[] source) {
        writeBytes(source, 0, source.length);
    }

    /** The range {@code [from, to)} of an array. */
    public void writeBytes(byte[] source, int from, int to) {
        int length = to - from;
        ensure(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    /** Writes everything between position and limit, without moving either. */
    public void writeBytes(ByteBuffer source) {
        int length = source.remaining();
        ensure(length);
        source.get(source.position(), bytes, size, length);
        size += length;
    }

    /** Makes room for this many bytes, which the caller puts into the array itself. */
    void skip(int count) {
        ensure(count);
        size += count;
    }

    /** Begins something that has its length in front: answers its place, for {@link #closeLength}. */
    public int openLength() {
        writeByte(0);
        return size;
    }

    /** Puts the length in front of everything written since {@link #openLength} answered this place. */
    public void closeLength(int place) {
        int length = size - place;
        int more = varintSize(length) - 1;
        if (more > 0) {
            ensure(more);
            System.arraycopy(bytes, place, bytes, place + more, length);
        }
        size = place - 1;
        writeVarint(length);
        size = place + more + length;
    }

    /** Bytes that {@link #writeVarint} takes for the value. */
    public static int varintSize(long value) {
        return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            grow(more);
        }
    }

    private void grow(int more) {
        bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length + (bytes.length >> 1)));
    }
}
