package dev.dpg.gateway.codec;

import dev.dpg.gateway.codec.UnreadableValueException.Cause;

/** What values of every format are held to. */
final class Limits {
    /** How many objects and lists may lie within each other, the record itself included. */
    static final int DEPTH_MAX = 256;

    /** RFC 3339 and protobuf's Timestamp have four digits for a year: 0001-01-01 to 9999-12-31. */
    private static final long FIRST_DAY = -719_162;

    private static final long LAST_DAY = 2_932_896;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long NANOS_PER_DAY = SECONDS_PER_DAY * 1_000_000_000L;

    private Limits() {}

    /** A day that has a date. */
    static long day(long epochDay, String path) throws UnreadableValueException {
        if (epochDay < FIRST_DAY || epochDay > LAST_DAY) {
            throw outOfRange(path, "a date outside of the years 1 to 9999");
        }
        return epochDay;
    }

    /** A second that has a date. */
    static long second(long epochSecond, String path) throws UnreadableValueException {
        if (epochSecond < FIRST_DAY * SECONDS_PER_DAY || epochSecond >= (LAST_DAY + 1) * SECONDS_PER_DAY) {
            throw outOfRange(path, "a time outside of the years 1 to 9999");
        }
        return epochSecond;
    }

    /** A time of a day. */
    static long nanoOfDay(long nano, String path) throws UnreadableValueException {
        if (nano < 0 || nano >= NANOS_PER_DAY) {
            throw outOfRange(path, "a time outside of the 24 hours of a day");
        }
        return nano;
    }

    static UnreadableValueException tooDeep() {
        return new UnreadableValueException(Cause.INVALID_VALUE, "it is nested deeper than " + DEPTH_MAX + " levels");
    }

    static UnreadableValueException outOfRange(String path, String what) {
        return at(path, "out of range: " + what);
    }

    /** That something is wrong with the value of a property; the record itself has no path. */
    static UnreadableValueException at(String path, String what) {
        return new UnreadableValueException(Cause.INVALID_VALUE, path.isEmpty() ? what : path + ": " + what);
    }
}
