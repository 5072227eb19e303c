package dev.dpg.gateway.filter;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The text of a stored key: the content of a JSON string, or else the stored bytes as they are. So {@code JFK} and {@code
 * "JFK"} are one key. Pure.
 */
final class KeyText {
    private KeyText() {}

    /** The text's bytes in UTF-8, where the key is text. */
    static StoredBytes of(StoredBytes stored) {
        byte[] bytes = stored.bytes();
        int first = stored.from();
        int end = stored.to();
        while (first < end && isSpace(bytes[first])) {
            first++;
        }
        while (end > first && isSpace(bytes[end - 1])) {
            end--;
        }
        if (end - first < 2 || bytes[first] != '"' || bytes[end - 1] != '"') {
            return stored;
        }
        return content(bytes, first + 1, end - 1, stored);
    }

    private static StoredBytes content(byte[] bytes, int from, int to, StoredBytes stored) {
        boolean escaped = false;
        int at = from;
        while (at < to) {
            byte next = bytes[at];
            if (next == '"' || (next >= 0 && next < ' ')) {
                return stored;
            }
            escaped |= next == '\\';
            at += next == '\\' ? 2 : 1;
        }
        if (!escaped) {
            return new StoredBytes(bytes, from, to);
        }
        Optional<byte[]> content = new StoredBytes(bytes, from, to).text().flatMap(KeyText::unescaped);
        return content.map(own -> new StoredBytes(own, 0, own.length)).orElse(stored);
    }

    /** The content of a JSON string; empty where it isn't one. */
    private static Optional<byte[]> unescaped(String text) {
        StringBuilder content = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char next = text.charAt(at);
            int length = next == '\\' ? escaped(text, at + 1, content) : 1;
            if (length == 0) {
                return Optional.empty();
            }
            if (length == 1) {
                content.append(next);
            }
            at += length;
        }
        return Optional.of(content.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Appends what an escape stands for; answers its length with the backslash, 0 where it is none. */
    private static int escaped(String text, int at, StringBuilder content) {
        char escape = at < text.length() ? text.charAt(at) : ' ';
        int place = "\"\\/bfnrt".indexOf(escape);
        if (place >= 0) {
            content.append("\"\\/\b\f\n\r\t".charAt(place));
            return 2;
        }
        if (escape == 'u' && at + 4 < text.length() && isHex(text, at + 1)) {
            content.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
            return 6;
        }
        return 0;
    }

    private static boolean isHex(String text, int from) {
        for (int at = from; at < from + 4; at++) {
            if (Character.digit(text.charAt(at), 16) < 0 || text.charAt(at) > 'f') {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpace(byte next) {
        return next == ' ' || next == '\t' || next == '\n' || next == '\r';
    }
}
