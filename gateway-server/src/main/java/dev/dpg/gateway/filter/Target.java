package dev.dpg.gateway.filter;

import dev.cel.common.values.NullValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the next value goes: an object, a list, or an object without declared properties. Not thread-safe. */
interface Target {
    /** What is kept of the next value; null for nothing. */
    @Nullable
    Pick pick();

    /** Takes the next value; null where it is null. */
    void put(@Nullable Object value);

    /** The object that the next value becomes; it is put when it is complete. */
    Slots object(Pick.Properties properties);

    /** The items of a list. */
    final class Items implements Target {
        final List<Object> items = new ArrayList<>();
        private final Pick item;

        Items(Pick item) {
            this.item = item;
        }

        @Override
        public Pick pick() {
            return item;
        }

        @Override
        public void put(@Nullable Object value) {
            items.add(value == null ? NullValue.NULL_VALUE : value);
        }

        @Override
        public Slots object(Pick.Properties properties) {
            return new Slots(properties);
        }
    }

    /** The properties of an object that declares none. */
    final class Entries implements Target {
        final Map<String, Object> entries = new LinkedHashMap<>();
        private final Pick value = new Pick.Whole();
        private String name = "";

        void expect(String newName) {
            name = newName;
        }

        @Override
        public Pick pick() {
            return value;
        }

        @Override
        public void put(@Nullable Object newValue) {
            entries.put(name, newValue == null ? NullValue.NULL_VALUE : newValue);
        }

        @Override
        public Slots object(Pick.Properties properties) {
            throw new IllegalStateException("a value of any shape has no declared properties");
        }
    }
}
