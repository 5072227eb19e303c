package dev.dpg.gateway.codec;

import dev.dpg.gateway.product.ValueKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;

/** What becomes of a message whose fields were found. */
sealed interface MessageBody {
    /** Pushes it. */
    void push(ProtobufReader in, MessagePlan plan, int base, int depth) throws UnreadableValueException;

    /** An object with a property for each step. */
    record Properties() implements MessageBody {
        @Override
        public void push(ProtobufReader in, MessagePlan plan, int base, int depth) throws UnreadableValueException {
            in.sink().beginObject();
            for (int i = 0; i < plan.size(); i++) {
                plan.step(i).push(in, base, depth);
            }
            in.sink().endObject();
        }
    }

    /** The value of its only step: wrappers, {@code Struct}, {@code ListValue}. */
    record Sole() implements MessageBody {
        @Override
        public void push(ProtobufReader in, MessagePlan plan, int base, int depth) throws UnreadableValueException {
            plan.step(0).pushValue(in, base, depth);
        }
    }

    /** {@code google.protobuf.Value}: the step that is there, or null. */
    record Whichever() implements MessageBody {
        private static final int NULL_NUMBER = 1;

        @Override
        public void push(ProtobufReader in, MessagePlan plan, int base, int depth) throws UnreadableValueException {
            for (int i = 0; i < plan.size(); i++) {
                FieldStep step = plan.step(i);
                if (step.number() != NULL_NUMBER && in.isThere(base, step)) {
                    step.pushValue(in, base, depth);
                    return;
                }
            }
            in.sink().nullValue();
        }
    }

    /** {@code google.protobuf.Timestamp}. */
    record Instants(ValueKind kind) implements MessageBody {
        private static final int NANOS_PER_SECOND = 1_000_000_000;

        @Override
        public void push(ProtobufReader in, MessagePlan plan, int base, int depth) throws UnreadableValueException {
            long second = Limits.second(in.number(base, plan.step(0)), plan.path());
            int nano = (int) in.number(base, plan.step(1));
            if (nano < 0 || nano >= NANOS_PER_SECOND) {
                throw Limits.outOfRange(plan.path(), "nanoseconds outside of a second");
            }
            if (kind == ValueKind.TIMESTAMP) {
                in.sink().timestampValue(second, nano);
            } else {
                WireBuffer text = new WireBuffer(32);
                TextForms.timestamp(text, second, nano);
                in.sink().textValue(text.array(), 0, text.size());
            }
        }
    }

    /** {@code google.protobuf.Duration}, as text like {@code 1.500s}. */
    record Durations() implements MessageBody {
        private static final long SECONDS_MAX = 315_576_000_000L;
        private static final int NANOS_PER_SECOND = 1_000_000_000;

        @Override
        public void push(ProtobufReader in, MessagePlan plan, int base, int depth) throws UnreadableValueException {
            long seconds = in.number(base, plan.step(0));
            int nanos = (int) in.number(base, plan.step(1));
            boolean mixed = (seconds < 0 && nanos > 0) || (seconds > 0 && nanos < 0);
            if (Math.abs(seconds) > SECONDS_MAX
                    || seconds == Long.MIN_VALUE
                    || nanos <= -NANOS_PER_SECOND
                    || nanos >= NANOS_PER_SECOND
                    || mixed) {
                throw Limits.outOfRange(plan.path(), "no duration of at most 10 000 years");
            }
            byte[] text = TextForms.ascii(text(seconds, nanos));
            in.sink().textValue(text, 0, text.length);
        }

        private static String text(long seconds, int nanos) {
            StringBuilder text = new StringBuilder();
            text.append(seconds < 0 || nanos < 0 ? "-" : "").append(Math.abs(seconds));
            if (nanos != 0) {
                String digits =
                        Integer.toString(NANOS_PER_SECOND + Math.abs(nanos)).substring(1);
                int end = digits.endsWith("000000") ? 3 : digits.endsWith("000") ? 6 : 9;
                text.append('.').append(digits, 0, end);
            }
            return text.append('s').toString();
        }
    }

    /** {@code google.type.Date}; one without day, month or year is none. */
    record Dates(ValueKind kind) implements MessageBody {
        @Override
        public void push(ProtobufReader in, MessagePlan plan, int base, int depth) throws UnreadableValueException {
            long[] parts = new long[3];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = in.number(base, plan.step(i));
            }
            long day = day(parts, plan.path());
            if (kind == ValueKind.DATE) {
                in.sink().dateValue(day);
            } else {
                WireBuffer text = new WireBuffer(32);
                TextForms.date(text, day);
                in.sink().textValue(text.array(), 0, text.size());
            }
        }

        private static long day(long[] parts, String path) throws UnreadableValueException {
            try {
                return Limits.day(
                        LocalDate.of((int) parts[0], (int) parts[1], (int) parts[2])
                                .toEpochDay(),
                        path);
            } catch (DateTimeException noDate) {
                throw Limits.outOfRange(path, "no date with year, month and day");
            }
        }
    }

    /** {@code google.type.TimeOfDay}. */
    record TimesOfDay(ValueKind kind) implements MessageBody {
        private static final long[] MAXIMA = {23, 59, 59, 999_999_999};
        private static final long[] NANOS = {3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1L};

        @Override
        public void push(ProtobufReader in, MessagePlan plan, int base, int depth) throws UnreadableValueException {
            long nanos = 0;
            for (int i = 0; i < MAXIMA.length; i++) {
                long part = (int) in.number(base, plan.step(i));
                if (part < 0 || part > MAXIMA[i]) {
                    throw Limits.outOfRange(plan.path(), "a time outside of the 24 hours of a day");
                }
                nanos += part * NANOS[i];
            }
            if (kind == ValueKind.TIME) {
                in.sink().timeValue(nanos);
            } else {
                WireBuffer text = new WireBuffer(32);
                TextForms.time(text, nanos);
                in.sink().textValue(text.array(), 0, text.size());
            }
        }
    }

    /** {@code confluent.type.Decimal}. */
    record Decimals(ValueKind kind) implements MessageBody {
        private static final int BYTES_MAX = 400;

        @Override
        public void push(ProtobufReader in, MessagePlan plan, int base, int depth) throws UnreadableValueException {
            FieldStep digits = plan.step(0);
            BigInteger unscaled = BigInteger.ZERO;
            if (in.isThere(base, digits)) {
                int from = in.slot(base + digits.slot());
                int length = in.slot(base + digits.slot() + 1) - from;
                if (length > BYTES_MAX) {
                    throw Limits.outOfRange(plan.path(), "a decimal of more than " + BYTES_MAX + " bytes");
                }
                unscaled = length == 0 ? BigInteger.ZERO : new BigInteger(in.bytes(), from, length);
            }
            BigDecimal value = new BigDecimal(unscaled, (int) in.number(base, plan.step(1)));
            byte[] text = DelimitedValue.digits(value, plan.path());
            if (kind == ValueKind.DECIMAL) {
                in.sink().decimalValue(text, 0, text.length);
            } else {
                in.sink().textValue(text, 0, text.length);
            }
        }
    }
}
