package dev.dpg.gateway.draft;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was seen in one place of JSON values: counts only, never a value. Not thread-safe. */
final class Shape {
    /** Values that are null. */
    long nulls;
    /** True and false. */
    long booleans;
    /** Whole numbers of at most 64 bits. */
    long integers;
    /** Of {@link #integers}, those that would be milliseconds since 1970 of this age: from 2001 to 2100. */
    long epochMillis;
    /** Whole numbers beyond 64 bits that a double can still come near to. */
    long largeIntegers;
    /** Other numbers that a double can hold. */
    long numbers;
    /** Numbers beyond what a double can hold. */
    long hugeNumbers;
    /** Texts. */
    long texts;
    /** Objects. */
    long objects;
    /** Arrays. */
    long arrays;
    /** How many values of objects had names that are not in {@link #properties}. */
    long unlisted;
    /** Objects around it in which it is there and not null. */
    long filled;
    /** Whether an object had it twice. */
    boolean repeated;

    final TextTraits traits = new TextTraits();
    final Map<String, Shape> properties = new LinkedHashMap<>();

    @Nullable
    Shape items;

    private long lastObject = -1;
    private boolean lastFilled;

    /** Notes that an object, told by its number, has a value here. */
    void in(long object, boolean isNull) {
        if (lastObject == object) {
            repeated = true;
        } else {
            lastObject = object;
            lastFilled = false;
        }
        if (!isNull && !lastFilled) {
            lastFilled = true;
            filled++;
        }
    }

    /** All numbers. */
    long allNumbers() {
        return integers + largeIntegers + numbers + hugeNumbers;
    }

    /** All values that are not null. */
    long values() {
        return booleans + allNumbers() + texts + objects + arrays;
    }

    /** In how many of the forms a value can have these came. */
    int forms() {
        int forms = 0;
        for (long count : new long[] {booleans, allNumbers(), texts, objects, arrays}) {
            forms += count > 0 ? 1 : 0;
        }
        return forms;
    }
}
