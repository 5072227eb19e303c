package dev.dpg.gateway.filter;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelEvaluationListener;
import java.util.List;
import java.util.Map;

/**
 * Holds the evaluation of an expression to a bounded amount of work for each record. The library bounds the steps of
 * comprehensions only, while each of them may copy a list, compare what was put together of itself many times over, or search
 * a long text; so every value that is computed is counted with its size, whoever shares it, before anything is done with it.
 * Not thread-safe.
 */
final class Work implements CelEvaluationListener {
    /** About as much as takes some tens of milliseconds, while common filters take a thousandth of that. */
    static final long UNITS_MAX = 250_000;

    private static final int CHARACTERS_PER_UNIT = 8;

    /** What searching a character takes of a unit: one part of so many for each instruction of a pattern, and a few more. */
    private static final int PARTS = 32;

    private static final int PARTS_MIN = 8;

    /** The texts that patterns are searched in, by their expressions, to the sizes of the patterns. */
    private final Map<Long, Integer> searched;

    private long left;

    Work(Map<Long, Integer> searched) {
        this.searched = searched;
    }

    /** Another record comes. */
    void begin() {
        left = UNITS_MAX;
    }

    /** Whether it was too much. What came out is of no account then: an alternative may have hidden the failure. */
    boolean isTooMuch() {
        return left < 0;
    }

    @Override
    public void callback(CelExpr expression, Object result) {
        spend(1);
        count(result);
        if (!searched.isEmpty() && result instanceof CharSequence text) {
            Integer pattern = searched.get(expression.id());
            spend(pattern == null ? 0 : (long) text.length() * (PARTS_MIN + pattern) / PARTS);
        }
    }

    private void count(Object value) {
        if (value instanceof CharSequence text) {
            spend(text.length() / CHARACTERS_PER_UNIT);
        } else if (value instanceof CelByteString bytes) {
            spend(bytes.size() / CHARACTERS_PER_UNIT);
        } else if (value instanceof List<?> list) {
            spend(list.size());
            list.forEach(this::count);
        } else if (value instanceof Map<?, ?> map) {
            spend(map.size());
            map.forEach((key, content) -> {
                count(key);
                count(content);
            });
        }
    }

    private void spend(long units) {
        left -= units;
        if (left < 0) {
            throw new TooMuch();
        }
    }

    /** The evaluation is given up. */
    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuch() {
            super("too much work", null, false, false);
        }
    }
}
