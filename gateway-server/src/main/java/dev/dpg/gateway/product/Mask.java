package dev.dpg.gateway.product;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of a property's values for readers who may not see them. What is null or absent stays so under every mask. A
 * masked value is of the same kind as the property, or null: so it fits the contract and the product's own message type.
 */
public sealed interface Mask {
    /** Nothing is left of a value: {@code null} in JSON, no field in a message. The only mask of objects and lists as a whole. */
    Mask NULL = new Nothing();

    /** Of a text {@code ***} is left, of any other single value nothing. */
    Mask REDACT = new Redact();

    /** The HMAC-SHA-256 of a text by a secret of the reading application, in 32 hexadecimal digits. */
    Mask HASH = new Hash();

    /** As {@link #NULL}. */
    record Nothing() implements Mask {
        @Override
        public String text() {
            return "null";
        }

        @Override
        public boolean fits(ValueKind kind) {
            return true;
        }
    }

    /** As {@link #REDACT}. */
    record Redact() implements Mask {
        @Override
        public String text() {
            return "redact";
        }

        @Override
        public boolean fits(ValueKind kind) {
            return isSingle(kind);
        }
    }

    /** As {@link #HASH}. */
    record Hash() implements Mask {
        @Override
        public String text() {
            return "hash";
        }

        @Override
        public boolean fits(ValueKind kind) {
            return kind == ValueKind.STRING;
        }
    }

    /**
     * The beginning of a text.
     *
     * @param characters how many are left at most, as Unicode counts them; 1 to 999. A text that is not longer stays as it is
     */
    record Truncate(int characters) implements Mask {
        @Override
        public String text() {
            return "truncate:" + characters;
        }

        @Override
        public boolean fits(ValueKind kind) {
            return kind == ValueKind.STRING;
        }
    }

    /**
     * The beginning, in UTC, of the day, month or year that a date or timestamp lies in.
     *
     * @param unit which of them
     */
    record GeneraliseTime(Unit unit) implements Mask {
        /** What a time is narrowed to. */
        public enum Unit {
            DAY,
            MONTH,
            YEAR
        }

        @Override
        public String text() {
            return GENERALISE + unit.name().toLowerCase(Locale.ROOT);
        }

        /** A date's day is the whole date. */
        @Override
        public boolean fits(ValueKind kind) {
            return kind == ValueKind.TIMESTAMP || (kind == ValueKind.DATE && unit != Unit.DAY);
        }
    }

    /**
     * The greatest multiple of a step that is not above a number.
     *
     * @param step positive, of at most 15 digits before the point and 9 behind it
     */
    record GeneraliseNumber(BigDecimal step) implements Mask {
        public GeneraliseNumber {
            step = step.stripTrailingZeros();
        }

        @Override
        public String text() {
            return GENERALISE + step.toPlainString();
        }

        /** Integers have whole steps, and one of 1 would leave them as they are. */
        @Override
        public boolean fits(ValueKind kind) {
            boolean coarse = step.scale() <= 0 && step.compareTo(BigDecimal.ONE) > 0;
            return kind == ValueKind.NUMBER || kind == ValueKind.DECIMAL || (kind == ValueKind.INTEGER && coarse);
        }
    }

    /** What masks that generalise begin with. */
    String GENERALISE = "generalise:";

    /** As it is written in a contract. */
    String text();

    /** Whether values of a kind can be masked so. */
    boolean fits(ValueKind kind);

    /** The mask that is written so; empty where there is none. */
    static Optional<Mask> parse(String text) {
        return switch (text) {
            case "null" -> Optional.of(NULL);
            case "redact" -> Optional.of(REDACT);
            case "hash" -> Optional.of(HASH);
            default -> Written.parse(text);
        };
    }

    /** How the masks are written that fit a kind, for people. */
    static String fitting(ValueKind kind) {
        return switch (kind) {
            case STRING -> "null, redact, hash, truncate:<characters>";
            case INTEGER -> "null, redact, generalise:<step>, a whole step above 1";
            case NUMBER, DECIMAL -> "null, redact, generalise:<step>";
            case DATE -> "null, redact, generalise:month, generalise:year";
            case TIMESTAMP -> "null, redact, generalise:day, generalise:month, generalise:year";
            case BOOLEAN, BYTES, TIME -> "null, redact";
            case OBJECT, ARRAY, ANY -> "null";
        };
    }

    private static boolean isSingle(ValueKind kind) {
        return kind != ValueKind.OBJECT && kind != ValueKind.ARRAY && kind != ValueKind.ANY;
    }

    /** How masks with an argument are written. */
    final class Written {
        private static final Pattern TRUNCATE = Pattern.compile("truncate:([1-9][0-9]{0,2})");
        private static final Pattern TIME = Pattern.compile(GENERALISE + "(day|month|year)");
        private static final Pattern STEP = Pattern.compile(GENERALISE + "([0-9]{1,15}(?:\\.[0-9]{1,9})?)");

        private Written() {}

        private static Optional<Mask> parse(String text) {
            Matcher truncate = TRUNCATE.matcher(text);
            if (truncate.matches()) {
                return Optional.of(new Truncate(Integer.parseInt(truncate.group(1))));
            }
            Matcher time = TIME.matcher(text);
            if (time.matches()) {
                String unit = time.group(1).toUpperCase(Locale.ROOT);
                return Optional.of(new GeneraliseTime(GeneraliseTime.Unit.valueOf(unit)));
            }
            Matcher number = STEP.matcher(text);
            return number.matches()
                    ? Optional.of(new BigDecimal(number.group(1)))
                            .filter(step -> step.signum() > 0)
                            .map(GeneraliseNumber::new)
                    : Optional.empty();
        }
    }
}
