package dev.dpg.gateway.filter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something of a record that is compared, as CEL's value. Immutable and thread-safe. */
interface Operand {
    /** Null where it is not there. */
    @Nullable
    Object of(Slots value, Evaluation.Facts facts);

    /**
     * A property of the value.
     *
     * @param path the index of each object's property on the way to it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Property(int[] path) implements Operand {
        @Override
        public @Nullable Object of(Slots value, Evaluation.Facts facts) {
            Object found = value;
            for (int index : path) {
                found = found instanceof Slots object ? object.at(index) : null;
            }
            return found;
        }
    }

    /** The text of the key. */
    record Key() implements Operand {
        @Override
        public @Nullable Object of(Slots value, Evaluation.Facts facts) {
            StoredBytes stored = facts.key();
            return stored == null ? null : KeyText.of(stored).text().orElse(null);
        }
    }

    /** When it was written. */
    record Time() implements Operand {
        @Override
        public Object of(Slots value, Evaluation.Facts facts) {
            return Instant.ofEpochMilli(facts.time());
        }
    }
}
