package dev.dpg.gateway.state;

import com.google.protobuf.ByteString;

/** Keeps texts. The text {@code damaged} cannot be read back. */
final class TextCodec implements StateCodec<String> {
    static final int FORMAT = 3;

    @Override
    public int format() {
        return FORMAT;
    }

    @Override
    public ByteString encode(String value) {
        return ByteString.copyFromUtf8(value);
    }

    @Override
    public String decode(String key, ByteString stored) {
        String text = stored.toStringUtf8();
        if (text.equals("damaged")) {
            throw new IllegalArgumentException("damaged");
        }
        return text;
    }
}
