package dev.dpg.gateway.contract;

import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Something that a contract promises of each record.
 *
 * @param rule its name for people: {@code required}, a logicalTypeOptions' name, or the name of a quality entry
 * @param path the property's path; empty where the whole record is concerned
 * @param check what has to hold
 * @param blocking whether its author holds it to be worth stopping for
 * @param place where the contract says so
 */
public record RecordRule(String rule, String path, Check check, boolean blocking, Place place) {
    /** What has to hold of a property's value. A check that a value's kind has no meaning for passes. */
    public sealed interface Check {
        /** There is a value, and it is not null. */
        record Present() implements Check {}

        /**
         * A number, or a time, keeps a bound: numbers as they are, dates as days and times of day as nanoseconds since their
         * beginning, timestamps as seconds since 1970.
         *
         * @param upper whether it is the upper bound
         * @param exclusive whether the bound itself is outside
         */
        record Bound(BigDecimal bound, boolean upper, boolean exclusive) implements Check {}

        /** A number is a multiple of another one. */
        record MultipleOf(BigDecimal factor) implements Check {}

        /** A text has so many characters, or a list so many items; both bounds are within. */
        record Size(long min, long max) implements Check {}

        /** A text holds a match. */
        record Matches(Pattern pattern) implements Check {}

        /** The items of a list differ. */
        record DifferentItems() implements Check {}

        /** A text is one of these. */
        record OneOf(Set<String> texts) implements Check {
            public OneOf {
                texts = Set.copyOf(texts);
            }
        }

        /** A text is none of these, and there is one. */
        record NoneOf(Set<String> texts) implements Check {
            public NoneOf {
                texts = Set.copyOf(texts);
            }
        }

        /** No other record of the sample has the same value. */
        record Unique() implements Check {}

        /** An expression over the record holds (Common Expression Language). */
        record Expression(String text) implements Check {}
    }
}
