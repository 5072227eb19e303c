package dev.dpg.gateway.filter;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A condition that is evaluated by itself, with the meaning that CEL gives it and without its interpreter. Immutable and
 * thread-safe.
 */
interface Condition {
    /**
     * Judges a record.
     *
     * @param value what was kept of its value
     * @param facts the rest of it
     */
    Truth of(Slots value, Evaluation.Facts facts);

    /** Texts of keys: with any other text it is false, whatever else there is. Empty where there are none such. */
    default Optional<Set<String>> keys() {
        return Optional.empty();
    }

    /** False where one side is, whatever the other one is. */
    record And(Condition left, Condition right) implements Condition {
        @Override
        public Truth of(Slots value, Evaluation.Facts facts) {
            Truth first = left.of(value, facts);
            if (first == Truth.FALSE) {
                return Truth.FALSE;
            }
            Truth second = right.of(value, facts);
            return second == Truth.TRUE ? first : second;
        }

        @Override
        public Optional<Set<String>> keys() {
            return left.keys().or(right::keys);
        }
    }

    /** True where one side is, whatever the other one is. */
    record Or(Condition left, Condition right) implements Condition {
        @Override
        public Truth of(Slots value, Evaluation.Facts facts) {
            Truth first = left.of(value, facts);
            if (first == Truth.TRUE) {
                return Truth.TRUE;
            }
            Truth second = right.of(value, facts);
            return second == Truth.FALSE ? first : second;
        }

        @Override
        public Optional<Set<String>> keys() {
            return left.keys().flatMap(some -> right.keys().map(others -> union(some, others)));
        }

        private static Set<String> union(Set<String> some, Set<String> others) {
            Set<String> all = new HashSet<>(some);
            all.addAll(others);
            return Set.copyOf(all);
        }
    }

    /** The opposite. */
    record Not(Condition condition) implements Condition {
        @Override
        public Truth of(Slots value, Evaluation.Facts facts) {
            return condition.of(value, facts).not();
        }
    }

    /** Whether a property is there. */
    record Present(Operand operand) implements Condition {
        @Override
        public Truth of(Slots value, Evaluation.Facts facts) {
            return Truth.of(operand.of(value, facts) != null);
        }
    }

    /** Whether the key's text is one of some. */
    record KeyAmong(Set<String> texts) implements Condition {
        private static final Operand KEY = new Operand.Key();

        @Override
        public Truth of(Slots value, Evaluation.Facts facts) {
            Object found = KEY.of(value, facts);
            return found == null ? Truth.UNKNOWN : Truth.of(texts.contains(found));
        }

        @Override
        public Optional<Set<String>> keys() {
            return Optional.of(texts);
        }
    }

    /** Something that is true of what is there. */
    record Test(Operand operand, Predicate<Object> test) implements Condition {
        @Override
        public Truth of(Slots value, Evaluation.Facts facts) {
            Object found = operand.of(value, facts);
            return found == null ? Truth.UNKNOWN : Truth.of(test.test(found));
        }
    }
}
