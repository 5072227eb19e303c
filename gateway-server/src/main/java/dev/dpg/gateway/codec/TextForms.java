package dev.dpg.gateway.codec;

/** Writes values in the forms that they have as text (RFC 3339, RFC 8259), without building strings where it can. */
final class TextForms {
    private static final int NANOS_PER_SECOND = 1_000_000_000;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final byte[] LOWEST = ascii("-9223372036854775808");
    private static final double[] POWERS = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

    /** Whole numbers below this are exact in a double, and so are their quotients with the powers above as rounded. */
    private static final double EXACT_MAX = 9_007_199_254_740_992d;

    private TextForms() {}

    static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    /** Digits with a sign where it is negative. */
    static void integer(WireBuffer out, long value) {
        if (value == Long.MIN_VALUE) {
            out.writeBytes(LOWEST);
            return;
        }
        long rest = value;
        if (rest < 0) {
            out.writeByte('-');
            rest = -rest;
        }
        digits(out, rest, digitCount(rest));
    }

    /**
     * A finite number as short as reads back as the same, always with a point or an exponent. The quotient of two numbers that
     * are exact is rounded correctly (IEEE 754), as is reading the same digits, so where the quotient is the number, the digits
     * stand for it.
     */
    static void number(WireBuffer out, double value) {
        double size = Math.abs(value);
        if (size < 1e15 && (size >= 1e-3 || size == 0)) {
            for (int places = 1; places < POWERS.length; places++) {
                double scaled = Math.rint(size * POWERS[places]);
                if (scaled >= EXACT_MAX) {
                    break;
                }
                if (scaled / POWERS[places] == size) {
                    fraction(out, Double.doubleToRawLongBits(value) < 0, (long) scaled, places);
                    return;
                }
            }
        }
        out.writeBytes(ascii(Double.toString(value)));
    }

    private static void fraction(WireBuffer out, boolean negative, long scaled, int places) {
        if (negative) {
            out.writeByte('-');
        }
        long power = (long) POWERS[places];
        integer(out, scaled / power);
        out.writeByte('.');
        digits(out, scaled % power, places);
    }

    /** {@code 2026-01-31}; a day of the years 1 to 9999. */
    static void date(WireBuffer out, long epochDay) {
        // Days to civil date by eras of 400 years that begin on March 1 (Howard Hinnant, chrono-compatible algorithms).
        long shifted = epochDay + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        long dayOfEra = shifted - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long monthFromMarch = (5 * dayOfYear + 2) / 153;
        long month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        digits(out, yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4);
        out.writeByte('-');
        digits(out, month, 2);
        out.writeByte('-');
        digits(out, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, 2);
    }

    /** {@code 13:30:00.25}; no fraction where it is 0. */
    static void time(WireBuffer out, long nanoOfDay) {
        time(out, nanoOfDay / NANOS_PER_SECOND, (int) (nanoOfDay % NANOS_PER_SECOND));
    }

    /** {@code 2026-01-31T13:30:00.25Z}; of the years 1 to 9999. */
    static void timestamp(WireBuffer out, long epochSecond, int nano) {
        date(out, Math.floorDiv(epochSecond, (long) SECONDS_PER_DAY));
        out.writeByte('T');
        time(out, Math.floorMod(epochSecond, (long) SECONDS_PER_DAY), nano);
        out.writeByte('Z');
    }

    private static void time(WireBuffer out, long secondOfDay, int nano) {
        digits(out, secondOfDay / 3_600, 2);
        out.writeByte(':');
        digits(out, secondOfDay / 60 % 60, 2);
        out.writeByte(':');
        digits(out, secondOfDay % 60, 2);
        if (nano != 0) {
            out.writeByte('.');
            int rest = nano;
            int places = 9;
            while (rest % 10 == 0) {
                rest /= 10;
                places--;
            }
            digits(out, rest, places);
        }
    }

    private static int digitCount(long value) {
        int count = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            count++;
        }
        return count;
    }

    /** So many digits of a number that is not negative, with zeros in front. */
    private static void digits(WireBuffer out, long value, int count) {
        int end = out.size() + count;
        out.skip(count);
        byte[] bytes = out.array();
        long rest = value;
        for (int at = end - 1; at >= end - count; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
