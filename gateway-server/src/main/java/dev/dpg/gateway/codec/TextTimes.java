package dev.dpg.gateway.codec;

import java.time.LocalDate;

/** Reads dates and times as RFC 3339 writes them, without building strings. */
final class TextTimes {
    private static final int SECONDS_PER_DAY = 86_400;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int DATE_LENGTH = 10;
    private static final int TIME_LENGTH = 8;
    private static final int NANO_DIGITS = 9;

    private final byte[] bytes;
    private final int end;
    private final String path;
    private int at;
    private int nano;

    private TextTimes(byte[] bytes, int from, int to, String path) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
        this.path = path;
    }

    /** {@code full-date}: days since 1970. */
    static long date(byte[] bytes, int from, int to, String path) throws UnreadableValueException {
        TextTimes text = new TextTimes(bytes, from, to, path);
        long day = text.day();
        text.requireEnd("a date like 2026-01-31");
        return Limits.day(day, path);
    }

    /** {@code partial-time}, with a Z or without: nanoseconds of the day. */
    static long time(byte[] bytes, int from, int to, String path) throws UnreadableValueException {
        TextTimes text = new TextTimes(bytes, from, to, path);
        long second = text.secondOfDay();
        if (text.next() == 'Z') {
            text.at++;
        }
        text.requireEnd("a time like 13:30:00.25");
        return Limits.nanoOfDay(second * NANOS_PER_SECOND + text.nano, path);
    }

    /** {@code date-time} with any offset; more digits than nanoseconds are cut off. */
    static void timestamp(byte[] bytes, int from, int to, String path, ValueSink sink) throws UnreadableValueException {
        TextTimes text = new TextTimes(bytes, from, to, path);
        long day = text.day();
        int between = text.next();
        if (between != 'T' && between != 't' && between != ' ') {
            throw text.wrong(TIMESTAMP_LIKE);
        }
        text.at++;
        long second = day * SECONDS_PER_DAY + text.secondOfDay() - text.offset();
        text.requireEnd(TIMESTAMP_LIKE);
        sink.timestampValue(Limits.second(second, path), text.nano);
    }

    private static final String TIMESTAMP_LIKE = "a time like 2026-01-31T13:30:00Z";

    private long day() throws UnreadableValueException {
        if (end - at < DATE_LENGTH || bytes[at + 4] != '-' || bytes[at + 7] != '-') {
            throw wrong("a date like 2026-01-31");
        }
        int year = number(4);
        at++;
        int month = number(2);
        at++;
        int day = number(2);
        if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
            throw wrong("a date that there is");
        }
        return LocalDate.of(year, month, day).toEpochDay();
    }

    private static int daysOf(int year, int month) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** Reads the seconds of the day, up to 24:00:00 for a leap second, and leaves the fraction in {@link #nano}. */
    private long secondOfDay() throws UnreadableValueException {
        if (end - at < TIME_LENGTH || bytes[at + 2] != ':' || bytes[at + 5] != ':') {
            throw wrong("a time like 13:30:00.25");
        }
        int hour = number(2);
        at++;
        int minute = number(2);
        at++;
        int second = number(2);
        if (hour > 23 || minute > 59 || second > 60) {
            throw wrong("a time that there is");
        }
        if (next() == '.') {
            at++;
            fraction();
        }
        return hour * 3_600L + minute * 60L + second;
    }

    private void fraction() throws UnreadableValueException {
        int from = at;
        while (isDigit(next())) {
            if (at - from < NANO_DIGITS) {
                nano = nano * 10 + bytes[at] - '0';
            }
            at++;
        }
        if (at == from) {
            throw wrong("a time like 13:30:00.25");
        }
        for (int digits = at - from; digits < NANO_DIGITS; digits++) {
            nano *= 10;
        }
    }

    /** Seconds that a local time is ahead of UTC. */
    private long offset() throws UnreadableValueException {
        int sign = next();
        if (sign == 'Z' || sign == 'z') {
            at++;
            return 0;
        }
        if ((sign != '+' && sign != '-') || end - at < 6 || bytes[at + 3] != ':') {
            throw wrong("a time with Z or an offset like +02:00");
        }
        at++;
        int hours = number(2);
        at++;
        int minutes = number(2);
        if (hours > 23 || minutes > 59) {
            throw wrong("an offset that there is");
        }
        long seconds = hours * 3_600L + minutes * 60L;
        return sign == '-' ? -seconds : seconds;
    }

    private int number(int digits) throws UnreadableValueException {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            if (!isDigit(next())) {
                throw wrong("a date or time with digits");
            }
            value = value * 10 + bytes[at++] - '0';
        }
        return value;
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private int next() {
        return at < end ? bytes[at] : -1;
    }

    private void requireEnd(String expected) throws UnreadableValueException {
        if (at != end) {
            throw wrong(expected);
        }
    }

    private UnreadableValueException wrong(String expected) {
        return Limits.at(path, "not " + expected);
    }
}
