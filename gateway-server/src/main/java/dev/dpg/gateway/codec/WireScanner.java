package dev.dpg.gateway.codec;

/**
 * A position in protobuf's wire form, and the bound that nothing is read beyond. Where the bytes are no wire form it throws, and
 * never anything else.
 */
class WireScanner {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int DELIMITED = 2;
    static final int GROUP = 3;
    static final int GROUP_END = 4;
    static final int FIXED32 = 5;

    /** Messages within each other at most, the outermost one included, as protobuf's own parsers have it. */
    static final int DEPTH_MAX = 101;

    private static final int VARINT_BYTES_MAX = 10;

    private byte[] bytes;
    private int at;
    private int limit;

    WireScanner(byte[] bytes) {
        this.bytes = bytes;
    }

    final byte[] bytes() {
        return bytes;
    }

    final int at() {
        return at;
    }

    final boolean atLimit() {
        return at >= limit;
    }

    /** Reads on between these places. */
    final void seek(int from, int to) {
        at = from;
        limit = to;
    }

    /** Reads on in other bytes; the caller sees to it that the former ones come back. */
    final void swap(byte[] others) {
        bytes = others;
    }

    /** A field's number and wire type. */
    final int tag() throws UnreadableValueException {
        int tag = (int) varint();
        if (tag >>> 3 == 0) {
            throw invalid("a field has the number 0");
        }
        return tag;
    }

    final long varint() throws UnreadableValueException {
        int from = at;
        if (from < limit && bytes[from] >= 0) {
            at = from + 1;
            return bytes[from];
        }
        return longVarint(from);
    }

    private long longVarint(int from) throws UnreadableValueException {
        long value = 0;
        int end = Math.min(limit, from + VARINT_BYTES_MAX);
        for (int i = from, shift = 0; i < end; i++, shift += 7) {
            long next = bytes[i];
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                at = i + 1;
                return value;
            }
        }
        boolean tooLong = end - from == VARINT_BYTES_MAX;
        throw tooLong ? invalid("a number has more than " + VARINT_BYTES_MAX + " bytes") : truncated();
    }

    final int fixed32() throws UnreadableValueException {
        int from = at;
        advance(Integer.BYTES);
        return (bytes[from] & 0xFF)
                | (bytes[from + 1] & 0xFF) << 8
                | (bytes[from + 2] & 0xFF) << 16
                | (bytes[from + 3] & 0xFF) << 24;
    }

    final long fixed64() throws UnreadableValueException {
        long low = fixed32() & 0xFFFFFFFFL;
        return low | (long) fixed32() << 32;
    }

    /** The length of what follows, which is there. */
    final int length() throws UnreadableValueException {
        int length = (int) varint();
        if (length < 0 || length > limit - at) {
            throw truncated();
        }
        return length;
    }

    final void advance(int count) throws UnreadableValueException {
        if (count > limit - at) {
            throw truncated();
        }
        at += count;
    }

    /** Leaves out the value of a field. */
    final void skip(int tag, int depth) throws UnreadableValueException {
        switch (tag & 7) {
            case VARINT -> varint();
            case FIXED64 -> advance(Long.BYTES);
            case DELIMITED -> advance(length());
            case FIXED32 -> advance(Integer.BYTES);
            case GROUP -> skipGroup(tag, depth + 1);
            default -> throw invalid("a field has a wire type that there is not, or a group ends that has not begun");
        }
    }

    private void skipGroup(int start, int depth) throws UnreadableValueException {
        requireDepth(depth);
        int end = (start & ~7) | GROUP_END;
        for (int tag = tag(); tag != end; tag = tag()) {
            skip(tag, depth);
        }
    }

    static void requireDepth(int depth) throws UnreadableValueException {
        if (depth > DEPTH_MAX) {
            throw invalid("its messages are nested deeper than " + DEPTH_MAX + " levels");
        }
    }

    static UnreadableValueException truncated() {
        return invalid("it ends within a field");
    }

    static UnreadableValueException invalid(String what) {
        return Limits.at("", "no protobuf message: " + what);
    }
}
