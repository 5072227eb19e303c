package dev.dpg.gateway.codec;

import dev.dpg.gateway.codec.UnreadableValueException.Cause;
import java.util.Arrays;

/**
 * The words of a JSON text (RFC 8259) in valid UTF-8, one after the other. Strings and numbers are answered as ranges: of the
 * text itself where a string has no escapes, else of a buffer that the next string overwrites. Not thread-safe.
 */
final class JsonScanner {
    /** Answer of {@link #peek} behind the end. */
    static final int END = -1;

    private static final int DIGITS_BEFORE_SURE = 18;

    private final byte[] bytes;
    private final int start;
    private final int end;
    private int at;

    private byte[] textBytes;
    private int textFrom;
    private int textTo;
    private byte[] unescaped = {};
    private boolean integral;

    JsonScanner(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.start = from;
        this.end = to;
        this.at = from;
        this.textBytes = bytes;
    }

    /** Skips white space and answers what comes next, or {@link #END}. */
    int peek() {
        while (at < end) {
            byte next = bytes[at];
            if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                return next;
            }
            at++;
        }
        return END;
    }

    /** Takes the next character, white space before it skipped, if it is this one. */
    boolean accept(char expected) {
        if (peek() == expected) {
            at++;
            return true;
        }
        return false;
    }

    void require(char expected) throws UnreadableValueException {
        if (!accept(expected)) {
            throw broken();
        }
    }

    void requireEnd() throws UnreadableValueException {
        if (peek() != END) {
            throw broken();
        }
    }

    /** Takes a word like {@code true}. */
    void word(String word) throws UnreadableValueException {
        for (int i = 0; i < word.length(); i++) {
            if (at == end || bytes[at] != word.charAt(i)) {
                throw broken();
            }
            at++;
        }
    }

    /** Takes a string; its content is {@link #textBytes} from {@link #textFrom} to {@link #textTo}. */
    void string() throws UnreadableValueException {
        require('"');
        int from = at;
        while (at < end) {
            byte next = bytes[at];
            if (next == '"') {
                textBytes = bytes;
                textFrom = from;
                textTo = at++;
                return;
            }
            if (next == '\\') {
                unescape(from);
                return;
            }
            at += plainLength(next);
        }
        throw broken();
    }

    byte[] textBytes() {
        return textBytes;
    }

    int textFrom() {
        return textFrom;
    }

    int textTo() {
        return textTo;
    }

    /** Takes a number; its range is that of the text, and {@link #integral} tells whether it has neither point nor exponent. */
    void number() throws UnreadableValueException {
        textBytes = bytes;
        textFrom = at;
        integral = true;
        skipOne('-');
        if (!skipOne('0')) {
            digits();
        }
        if (skipOne('.')) {
            integral = false;
            digits();
        }
        if (skipOne('e') || skipOne('E')) {
            integral = false;
            if (!skipOne('+')) {
                skipOne('-');
            }
            digits();
        }
        textTo = at;
    }

    boolean integral() {
        return integral;
    }

    /** Whether the number taken last is integral and surely has 64 bits. */
    boolean surelyLong() {
        return integral && textTo - textFrom <= DIGITS_BEFORE_SURE;
    }

    /** Skips a whole value. */
    void skip(int depth) throws UnreadableValueException {
        switch (peek()) {
            case '{' -> skipObject(depth + 1);
            case '[' -> skipArray(depth + 1);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void skipObject(int depth) throws UnreadableValueException {
        requireDepth(depth);
        at++;
        if (accept('}')) {
            return;
        }
        do {
            string();
            require(':');
            skip(depth);
        } while (accept(','));
        require('}');
    }

    private void skipArray(int depth) throws UnreadableValueException {
        requireDepth(depth);
        at++;
        if (accept(']')) {
            return;
        }
        do {
            skip(depth);
        } while (accept(','));
        require(']');
    }

    static void requireDepth(int depth) throws UnreadableValueException {
        if (depth > Limits.DEPTH_MAX) {
            throw Limits.tooDeep();
        }
    }

    /** That the text is none from here on. */
    UnreadableValueException broken() {
        return new UnreadableValueException(
                Cause.INVALID_VALUE,
                "no JSON text in UTF-8: it goes wrong at byte " + (at - start) + " of " + (end - start));
    }

    private boolean skipOne(char expected) {
        if (at < end && bytes[at] == expected) {
            at++;
            return true;
        }
        return false;
    }

    private void digits() throws UnreadableValueException {
        int from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw broken();
        }
    }

    /** The length of a character that stands for itself. */
    private int plainLength(byte first) throws UnreadableValueException {
        if (first >= 0x20) {
            return 1;
        }
        int length = first >= 0 ? 0 : Utf8.sequenceLength(bytes, at, end);
        if (length == 0) {
            throw broken();
        }
        return length;
    }

    /** Goes on with a string that has escapes, at its first one. The content is never longer than the string. */
    private void unescape(int from) throws UnreadableValueException {
        if (unescaped.length < 64) {
            unescaped = new byte[64];
        }
        int size = put(0, bytes, from, at - from);
        while (at < end) {
            byte next = bytes[at];
            if (next == '"') {
                at++;
                textBytes = unescaped;
                textFrom = 0;
                textTo = size;
                return;
            }
            if (next == '\\') {
                size = escape(size);
            } else {
                int length = plainLength(next);
                size = put(size, bytes, at, length);
                at += length;
            }
        }
        throw broken();
    }

    private int put(int size, byte[] source, int from, int length) {
        if (unescaped.length < size + length) {
            unescaped = Arrays.copyOf(unescaped, Math.max(size + length, 2 * unescaped.length));
        }
        System.arraycopy(source, from, unescaped, size, length);
        return size + length;
    }

    private int escape(int size) throws UnreadableValueException {
        if (end - at < 2) {
            throw broken();
        }
        int code = switch (bytes[at + 1]) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw broken();
        };
        at += 2;
        return putCode(size, code);
    }

    /** The code of a Unicode escape, a pair of surrogates taken as one; leaves two characters to be skipped. */
    private int unicode() throws UnreadableValueException {
        int code = hex();
        if (Character.isHighSurrogate((char) code)) {
            at += 4;
            if (end - at < 4 || bytes[at + 2] != '\\' || bytes[at + 3] != 'u') {
                throw broken();
            }
            at += 2;
            int low = hex();
            if (!Character.isLowSurrogate((char) low)) {
                throw broken();
            }
            code = Character.toCodePoint((char) code, (char) low);
        } else if (Character.isLowSurrogate((char) code)) {
            throw broken();
        }
        at += 4;
        return code;
    }

    /** The four digits behind a backslash and a u. */
    private int hex() throws UnreadableValueException {
        if (end - at < 6) {
            throw broken();
        }
        int code = 0;
        for (int i = 2; i < 6; i++) {
            int digit = Character.digit(bytes[at + i], 16);
            if (digit < 0) {
                throw broken();
            }
            code = (code << 4) | digit;
        }
        return code;
    }

    private int putCode(int size, int code) {
        if (code < 0x80) {
            return put(size, new byte[] {(byte) code}, 0, 1);
        }
        if (code < 0x800) {
            return put(size, new byte[] {(byte) (0xC0 | (code >> 6)), trail(code)}, 0, 2);
        }
        if (code < 0x10000) {
            return put(size, new byte[] {(byte) (0xE0 | (code >> 12)), trail(code >> 6), trail(code)}, 0, 3);
        }
        byte[] four = {(byte) (0xF0 | (code >> 18)), trail(code >> 12), trail(code >> 6), trail(code)};
        return put(size, four, 0, 4);
    }

    private static byte trail(int code) {
        return (byte) (0x80 | (code & 0x3F));
    }
}
