package dev.dpg.gateway.view;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A growing array that is written in protobuf's wire form. Not thread-safe. */
final class WireBuffer {
    private byte[] bytes;
    private int size;

    WireBuffer(int capacity) {
        bytes = new byte[Math.max(64, capacity)];
    }

    int size() {
        return size;
    }

    byte[] array() {
        return bytes;
    }

    /** Takes back everything written after this size. */
    void rewindTo(int earlierSize) {
        size = earlierSize;
    }

    /** The written bytes in an array of their own. */
    byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    void writeByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    void writeVarint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void writeBytes(byte[] source) {
        ensure(source.length);
        System.arraycopy(source, 0, bytes, size, source.length);
        size += source.length;
    }

    /** Writes everything between position and limit, without moving either. */
    void writeBytes(ByteBuffer source) {
        int length = source.remaining();
        ensure(length);
        source.get(source.position(), bytes, size, length);
        size += length;
    }

    /** Bytes that {@link #writeVarint} takes for the value. */
    static int varintSize(long value) {
        return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length + (bytes.length >> 1)));
        }
    }
}
