package dev.dpg.gateway.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The shape of UTF-8 (RFC 3629): neither overlong forms nor surrogates nor anything beyond U+10FFFF. */
public final class Utf8 {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NOT_ASCII = 0x8080808080808080L;

    private Utf8() {}

    /** Whether the range {@code [from, to)} is valid. */
    public static boolean isValid(byte[] bytes, int from, int to) {
        int at = from;
        while (to - at >= Long.BYTES && ((long) LONG.get(bytes, at) & NOT_ASCII) == 0) {
            at += Long.BYTES;
        }
        while (at < to) {
            if (bytes[at] >= 0) {
                at++;
                continue;
            }
            int length = sequenceLength(bytes, at, to);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** The length of the valid sequence that starts here, 1 to 4; 0 where none does. */
    public static int sequenceLength(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (end - at < length) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        if (second < lowestSecond(first) || second > highestSecond(first)) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    private static int lowestSecond(int first) {
        return first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    }

    private static int highestSecond(int first) {
        return first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    }
}
