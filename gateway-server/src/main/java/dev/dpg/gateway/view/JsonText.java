package dev.dpg.gateway.view;

import dev.dpg.gateway.codec.Utf8;

/**
 * Judges whether bytes are exactly one JSON text (RFC 8259) in valid UTF-8 (RFC 3629), without building anything from
 * them. Nesting is limited to {@link #DEPTH_MAX} levels. White space around the text is allowed, a byte order mark is not.
 *
 * <p>An instance holds the state of one judgement and is used again for the next; it is not thread-safe.
 */
final class JsonText {
    /** How many arrays and objects may lie within each other. */
    static final int DEPTH_MAX = 256;

    /** Answer for bytes that are one JSON text. */
    static final int VALID = -1;

    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int at;
    private int end;

    /**
     * Judges the range {@code [from, to)}.
     *
     * @return {@link #VALID}, or how many bytes of the range were good
     */
    int firstFault(byte[] text, int from, int to) {
        bytes = text;
        at = from;
        end = to;
        boolean valid = value(0) && onlySpaceLeft();
        bytes = NOTHING;
        return valid ? VALID : at - from;
    }

    private boolean onlySpaceLeft() {
        skipSpace();
        return at == end;
    }

    private boolean value(int depth) {
        skipSpace();
        if (at == end) {
            return false;
        }
        return switch (bytes[at]) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
    }

    private boolean object(int depth) {
        if (depth > DEPTH_MAX) {
            return false;
        }
        at++;
        skipSpace();
        if (accept('}')) {
            return true;
        }
        do {
            skipSpace();
            if (!string()) {
                return false;
            }
            skipSpace();
            if (!accept(':') || !value(depth)) {
                return false;
            }
            skipSpace();
        } while (accept(','));
        return accept('}');
    }

    private boolean array(int depth) {
        if (depth > DEPTH_MAX) {
            return false;
        }
        at++;
        skipSpace();
        if (accept(']')) {
            return true;
        }
        do {
            if (!value(depth)) {
                return false;
            }
            skipSpace();
        } while (accept(','));
        return accept(']');
    }

    private boolean word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!accept(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean number() {
        accept('-');
        if (!accept('0') && !digits()) {
            return false;
        }
        if (accept('.') && !digits()) {
            return false;
        }
        if (accept('e') || accept('E')) {
            if (!accept('+')) {
                accept('-');
            }
            return digits();
        }
        return true;
    }

    private boolean digits() {
        int start = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at > start;
    }

    private boolean string() {
        if (!accept('"')) {
            return false;
        }
        while (at < end) {
            byte next = bytes[at];
            if (next == '"') {
                at++;
                return true;
            }
            if (next == '\\') {
                if (!escape()) {
                    return false;
                }
            } else if (next >= 0x20) {
                at++;
            } else {
                int length = next >= 0 ? 0 : Utf8.sequenceLength(bytes, at, end);
                if (length == 0) {
                    return false;
                }
                at += length;
            }
        }
        return false;
    }

    private boolean escape() {
        if (end - at < 2) {
            return false;
        }
        return switch (bytes[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                at += 2;
                yield true;
            }
            case 'u' -> hexEscape();
            default -> false;
        };
    }

    private boolean hexEscape() {
        if (end - at < 6) {
            return false;
        }
        for (int i = 2; i < 6; i++) {
            if (Character.digit(bytes[at + i], 16) < 0) {
                return false;
            }
        }
        at += 6;
        return true;
    }

    private boolean accept(char expected) {
        if (at < end && bytes[at] == expected) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < end && isSpace(bytes[at])) {
            at++;
        }
    }

    private static boolean isSpace(byte next) {
        return next == ' ' || next == '\n' || next == '\r' || next == '\t';
    }
}
