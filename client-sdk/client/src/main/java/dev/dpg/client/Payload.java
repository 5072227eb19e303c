package dev.dpg.client;

import com.google.protobuf.ByteString;

/** A key or a value: JSON text, bytes as they are stored, or a message in protobuf's wire form. Immutable. */
public final class Payload {
    private final Encoding encoding;
    private final String text;
    private final ByteString bytes;

    private Payload(Encoding encoding, String text, ByteString bytes) {
        this.encoding = encoding;
        this.text = text;
        this.bytes = bytes;
    }

    static Payload json(String text) {
        return new Payload(Encoding.JSON, text, ByteString.EMPTY);
    }

    static Payload raw(ByteString bytes) {
        return new Payload(Encoding.RAW, "", bytes);
    }

    static Payload message(ByteString bytes) {
        return new Payload(Encoding.PROTOBUF, "", bytes);
    }

    /** How it came: as asked for. */
    public Encoding encoding() {
        return encoding;
    }

    /** The JSON text; for other encodings the bytes read as UTF-8, with replacement characters where they are not. */
    public String text() {
        return encoding == Encoding.JSON ? text : bytes.toStringUtf8();
    }

    /** The bytes as stored, or the message's, a copy; for {@link Encoding#JSON} the text in UTF-8. */
    public byte[] bytes() {
        return encoding == Encoding.JSON ? ByteString.copyFromUtf8(text).toByteArray() : bytes.toByteArray();
    }

    /** The same as {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }
}
