package dev.dpg.gateway.codec;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Decimals as Avro stores them: an unscaled number, two's complement, the highest byte first. */
final class AvroDecimals {
    /** More than a thousand digits; turning longer numbers into digits takes time with the square of their length. */
    private static final int UNSCALED_BYTES_MAX = 420;

    private static final int SCALE_MAX = 1_000;

    private AvroDecimals() {}

    static BigDecimal of(byte[] bytes, int from, int to, int scale, String path) throws UnreadableValueException {
        int length = to - from;
        if (length == 0 || length > UNSCALED_BYTES_MAX || Math.abs((long) scale) > SCALE_MAX) {
            throw Limits.outOfRange(path, "a decimal without digits, or with more than 1000");
        }
        if (length <= Long.BYTES) {
            long unscaled = bytes[from];
            for (int at = from + 1; at < to; at++) {
                unscaled = (unscaled << Byte.SIZE) | (bytes[at] & 0xFF);
            }
            return BigDecimal.valueOf(unscaled, scale);
        }
        return new BigDecimal(new BigInteger(bytes, from, length), scale);
    }

    static void push(BigDecimal value, ValueSink sink) throws UnreadableValueException {
        byte[] digits = TextForms.ascii(value.toPlainString());
        sink.decimalValue(digits, 0, digits.length);
    }

    /** The same as text, for a value without a type. */
    static void pushText(BigDecimal value, ValueSink sink) throws UnreadableValueException {
        byte[] digits = TextForms.ascii(value.toPlainString());
        sink.textValue(digits, 0, digits.length);
    }
}
