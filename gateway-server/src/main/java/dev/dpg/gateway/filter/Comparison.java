package dev.dpg.gateway.filter;

import java.time.Instant;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;

/** How something is compared with a literal. */
enum Comparison {
    EQUAL,
    LESS,
    AT_MOST,
    GREATER,
    AT_LEAST;

    /** The same with the sides changed over. */
    Comparison turned() {
        return switch (this) {
            case EQUAL -> EQUAL;
            case LESS -> GREATER;
            case AT_MOST -> AT_LEAST;
            case GREATER -> LESS;
            case AT_LEAST -> AT_MOST;
        };
    }

    /**
     * What is true of values that compare so with a literal of their own type, or numbers with an integer. CEL's interpreter
     * orders a number and an integer totally: minus zero before zero, and what is no number after everything.
     */
    Predicate<Object> with(Object literal) {
        if (literal instanceof Long integer) {
            long whole = integer;
            return found -> holds(
                    found instanceof Long value
                            ? Long.compare(value, whole)
                            : Double.compare((Double) found, (double) whole));
        } else if (literal instanceof Double number) {
            DoublePredicate broken = number(number);
            return found -> broken.test((Double) found);
        } else if (this == EQUAL) {
            return literal::equals;
        } else if (literal instanceof String text) {
            return found -> holds(((String) found).compareTo(text));
        } else if (literal instanceof Instant time) {
            return found -> holds(((Instant) found).compareTo(time));
        }
        return found -> holds(Boolean.compare((Boolean) found, (Boolean) literal));
    }

    /** Whether it is so of two things in this order, as {@link java.util.Comparator} tells it. */
    private boolean holds(int order) {
        return switch (this) {
            case EQUAL -> order == 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
        };
    }

    /** What is no number is nothing of it. */
    private DoublePredicate number(double literal) {
        return switch (this) {
            case EQUAL -> found -> found == literal;
            case LESS -> found -> found < literal;
            case AT_MOST -> found -> found <= literal;
            case GREATER -> found -> found > literal;
            case AT_LEAST -> found -> found >= literal;
        };
    }
}
