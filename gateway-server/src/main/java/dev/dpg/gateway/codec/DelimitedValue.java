package dev.dpg.gateway.codec;

import dev.dpg.gateway.product.ValueKind;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Texts and bytes.
 *
 * @param text whether it was written as text
 * @param kind as it is pushed
 */
record DelimitedValue(boolean text, ValueKind kind, String path) implements WireValue {
    /** Characters of a decimal at most. */
    private static final int DIGITS_MAX = 1_000;

    @Override
    public int wireType() {
        return WireScanner.DELIMITED;
    }

    @Override
    public boolean packable() {
        return false;
    }

    @Override
    public void push(WireScanner in, int from, int to, ValueSink sink) throws UnreadableValueException {
        byte[] bytes = in.bytes();
        if (kind == ValueKind.BYTES) {
            sink.bytesValue(bytes, from, to);
        } else if (kind == ValueKind.ANY && !text) {
            base64(bytes, from, to, sink);
        } else {
            characters(bytes, from, to, sink);
        }
    }

    private void characters(byte[] bytes, int from, int to, ValueSink sink) throws UnreadableValueException {
        if (!Utf8.isValid(bytes, from, to)) {
            throw Limits.at(path, "a text that is not UTF-8");
        }
        switch (kind) {
            case DATE -> sink.dateValue(TextTimes.date(bytes, from, to, path));
            case TIME -> sink.timeValue(TextTimes.time(bytes, from, to, path));
            case TIMESTAMP -> TextTimes.timestamp(bytes, from, to, path, sink);
            case DECIMAL -> decimal(bytes, from, to, sink);
            default -> sink.textValue(bytes, from, to);
        }
    }

    private static void base64(byte[] bytes, int from, int to, ValueSink sink) throws UnreadableValueException {
        ByteBuffer text = Base64.getEncoder().encode(ByteBuffer.wrap(bytes, from, to - from));
        sink.textValue(text.array(), 0, text.limit());
    }

    private void decimal(byte[] bytes, int from, int to, ValueSink sink) throws UnreadableValueException {
        if (to - from > DIGITS_MAX) {
            throw Limits.outOfRange(path, "a decimal of more than " + DIGITS_MAX + " digits");
        }
        try {
            byte[] digits =
                    digits(new BigDecimal(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)), path);
            sink.decimalValue(digits, 0, digits.length);
        } catch (NumberFormatException noNumber) {
            throw Limits.at(path, "no decimal number");
        }
    }

    /** Plain digits. */
    static byte[] digits(BigDecimal value, String path) throws UnreadableValueException {
        if (Math.abs((long) value.scale()) > DIGITS_MAX) {
            throw Limits.outOfRange(path, "a decimal of more than " + DIGITS_MAX + " digits");
        }
        return TextForms.ascii(value.toPlainString());
    }
}
