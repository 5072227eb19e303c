package dev.dpg.gateway.codec;

import dev.dpg.gateway.product.ValueKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Leaves of a number the greatest multiple of a step that is not above it; nothing where that is beyond 64 bits, and of a number
 * that is infinite or none. Immutable.
 */
final class NumberMask extends ValueMask {
    /** Whole numbers below this are exact in a double. */
    private static final double EXACT_MAX = 9_007_199_254_740_992d;

    private final BigDecimal step;
    private final boolean whole;
    private final long wholeStep;
    private final ValueKind kind;

    NumberMask(BigDecimal step, ValueKind kind) {
        this.step = step;
        this.whole = step.scale() <= 0;
        this.wholeStep = step.longValue();
        this.kind = kind;
    }

    @Override
    void integer(long value, ValueSink target) throws UnreadableValueException {
        long multiple = value - Math.floorMod(value, wholeStep);
        if (multiple > value) {
            target.nullValue();
        } else {
            target.integerValue(multiple);
        }
    }

    @Override
    void number(double value, ValueSink target) throws UnreadableValueException {
        if (!Double.isFinite(value)) {
            target.nullValue();
        } else if (whole && Math.abs(value) < EXACT_MAX) {
            double multiple = Math.floor(value / wholeStep) * wholeStep;
            target.numberValue((multiple > value ? multiple - wholeStep : multiple) + 0.0);
        } else {
            double multiple = floor(BigDecimal.valueOf(value)).doubleValue();
            if (Double.isFinite(multiple)) {
                target.numberValue(multiple);
            } else {
                target.nullValue();
            }
        }
    }

    @Override
    void numberText(byte[] bytes, int from, int to, ValueSink target) throws UnreadableValueException {
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        if (kind == ValueKind.INTEGER) {
            integer(new BigDecimal(text).longValueExact(), target);
        } else {
            number(Double.parseDouble(text), target);
        }
    }

    @Override
    void decimal(byte[] bytes, int from, int to, ValueSink target) throws UnreadableValueException {
        BigDecimal value = new BigDecimal(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
        byte[] digits = TextForms.ascii(floor(value).toPlainString());
        target.decimalValue(digits, 0, digits.length);
    }

    private BigDecimal floor(BigDecimal value) {
        return value.divide(step, 0, RoundingMode.FLOOR).multiply(step);
    }
}
