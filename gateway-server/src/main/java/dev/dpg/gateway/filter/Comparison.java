package dev.dpg.gateway.filter;

import java.time.Instant;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** How something is compared with a literal. */
enum Comparison {
    EQUAL(order -> order == 0),
    LESS(order -> order < 0),
    AT_MOST(order -> order <= 0),
    GREATER(order -> order > 0),
    AT_LEAST(order -> order >= 0);

    private final IntPredicate holds;

    Comparison(IntPredicate holds) {
        this.holds = holds;
    }

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
            return found -> holds.test(
                    found instanceof Long value ? Long.compare(value, whole) : Double.compare((Double) found, whole));
        } else if (literal instanceof Double number) {
            DoublePredicate broken = number(number);
            return found -> broken.test((Double) found);
        } else if (this == EQUAL) {
            return literal::equals;
        } else if (literal instanceof String text) {
            return found -> holds.test(((String) found).compareTo(text));
        } else if (literal instanceof Instant time) {
            return found -> holds.test(((Instant) found).compareTo(time));
        }
        return found -> holds.test(Boolean.compare((Boolean) found, (Boolean) literal));
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
