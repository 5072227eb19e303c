package dev.dpg.gateway.view;

import dev.dpg.gateway.codec.WireBuffer;
import java.nio.ByteBuffer;

/** Writes valid UTF-8 text as a JSON string: quoted, with the escapes that RFC 8259 section 7 demands. */
final class JsonString {
    private static final String HEX = "0123456789abcdef";

    private JsonString() {}

    /** Bytes that the string takes, quotes included. */
    static int size(ByteBuffer text) {
        int size = 2 + text.remaining();
        for (int at = text.position(); at < text.limit(); at++) {
            size += extraBytes(text.get(at));
        }
        return size;
    }

    static void write(WireBuffer out, ByteBuffer text) {
        out.writeByte('"');
        for (int at = text.position(); at < text.limit(); at++) {
            byte next = text.get(at);
            switch (extraBytes(next)) {
                case 0 -> out.writeByte(next);
                case 1 -> {
                    out.writeByte('\\');
                    out.writeByte(next);
                }
                default -> writeUnicodeEscape(out, next);
            }
        }
        out.writeByte('"');
    }

    private static void writeUnicodeEscape(WireBuffer out, byte control) {
        out.writeByte('\\');
        out.writeByte('u');
        out.writeByte('0');
        out.writeByte('0');
        out.writeByte(HEX.charAt(control >> 4));
        out.writeByte(HEX.charAt(control & 0xF));
    }

    private static int extraBytes(byte next) {
        if (next == '"' || next == '\\') {
            return 1;
        }
        return next >= 0 && next < 0x20 ? 5 : 0;
    }
}
