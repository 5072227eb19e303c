package dev.dpg.gateway.codec;

import dev.dpg.gateway.product.Mask;
import dev.dpg.gateway.product.Mask.GeneraliseTime.Unit;
import dev.dpg.gateway.product.ValueKind;
import java.time.LocalDate;

/**
 * What a mask makes of single values, by their kind: nothing, where it does not say otherwise here. So a mask that does not fit
 * leaves nothing either. Immutable.
 */
abstract class ValueMask {
    /** Leaves nothing of anything. */
    static final ValueMask NOTHING = new ValueMask() {};

    private static final int SECONDS_PER_DAY = 86_400;

    /** The one for values of a kind. */
    static ValueMask of(Mask mask, ValueKind kind) {
        if (!mask.fits(kind)) {
            return NOTHING;
        }
        if (mask instanceof Mask.Redact) {
            return new Redacted();
        } else if (mask instanceof Mask.Hash) {
            return new Hashed();
        } else if (mask instanceof Mask.Truncate truncate) {
            return new Truncated(truncate.characters());
        } else if (mask instanceof Mask.GeneraliseTime time) {
            return new CoarseTime(time.unit());
        } else if (mask instanceof Mask.GeneraliseNumber number) {
            return new NumberMask(number.step(), kind);
        }
        return NOTHING;
    }

    void text(byte[] bytes, int from, int to, MaskingSink sink) throws UnreadableValueException {
        sink.target().nullValue();
    }

    void integer(long value, ValueSink target) throws UnreadableValueException {
        target.nullValue();
    }

    void number(double value, ValueSink target) throws UnreadableValueException {
        target.nullValue();
    }

    void numberText(byte[] bytes, int from, int to, ValueSink target) throws UnreadableValueException {
        target.nullValue();
    }

    void decimal(byte[] bytes, int from, int to, ValueSink target) throws UnreadableValueException {
        target.nullValue();
    }

    void date(long epochDay, ValueSink target) throws UnreadableValueException {
        target.nullValue();
    }

    void timestamp(long epochSecond, ValueSink target) throws UnreadableValueException {
        target.nullValue();
    }

    private static final class Redacted extends ValueMask {
        private static final byte[] STARS = TextForms.ascii("***");

        @Override
        void text(byte[] bytes, int from, int to, MaskingSink sink) throws UnreadableValueException {
            sink.target().textValue(STARS, 0, STARS.length);
        }
    }

    private static final class Hashed extends ValueMask {
        @Override
        void text(byte[] bytes, int from, int to, MaskingSink sink) throws UnreadableValueException {
            sink.target().textValue(sink.hash().digits(bytes, from, to), 0, TextHash.DIGITS);
        }
    }

    private static final class Truncated extends ValueMask {
        private final int characters;

        Truncated(int characters) {
            this.characters = characters;
        }

        @Override
        void text(byte[] bytes, int from, int to, MaskingSink sink) throws UnreadableValueException {
            int left = characters;
            int end = from;
            while (end < to && (left > 0 || isWithinCharacter(bytes[end]))) {
                left -= isWithinCharacter(bytes[end]) ? 0 : 1;
                end++;
            }
            sink.target().textValue(bytes, from, end);
        }

        /** Whether a byte of UTF-8 is not the first one of its character. */
        private static boolean isWithinCharacter(byte next) {
            return (next & 0xC0) == 0x80;
        }
    }

    private static final class CoarseTime extends ValueMask {
        private final Unit unit;

        CoarseTime(Unit unit) {
            this.unit = unit;
        }

        @Override
        void date(long epochDay, ValueSink target) throws UnreadableValueException {
            target.dateValue(firstDay(epochDay));
        }

        @Override
        void timestamp(long epochSecond, ValueSink target) throws UnreadableValueException {
            target.timestampValue(firstDay(Math.floorDiv(epochSecond, SECONDS_PER_DAY)) * SECONDS_PER_DAY, 0);
        }

        private long firstDay(long epochDay) {
            LocalDate day = LocalDate.ofEpochDay(epochDay);
            return switch (unit) {
                case DAY -> epochDay;
                case MONTH -> epochDay - day.getDayOfMonth() + 1;
                case YEAR -> epochDay - day.getDayOfYear() + 1;
            };
        }
    }
}
