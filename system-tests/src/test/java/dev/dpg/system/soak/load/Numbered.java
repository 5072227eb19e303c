package dev.dpg.system.soak.load;

import java.nio.charset.StandardCharsets;

/** Values of the soak: JSON whose {@code id} is the record's number in its partition, which is its offset, too. */
final class Numbered {
    /** So many bytes has a value. */
    static final int BYTES = 100;

    private static final String HEAD = "{\"id\":\"";
    private static final String TAIL = "\",\"note\":\"";
    private static final String END = "\"}";

    private Numbered() {}

    static byte[] value(long number) {
        String head = HEAD + number + TAIL;
        return (head + "n".repeat(BYTES - head.length() - END.length()) + END).getBytes(StandardCharsets.US_ASCII);
    }

    /** The number in a value; -1 where there is none. */
    static long number(String value) {
        int end = value.startsWith(HEAD) ? value.indexOf('"', HEAD.length()) : -1;
        return end < 0 ? -1 : Long.parseLong(value.substring(HEAD.length(), end));
    }
}
