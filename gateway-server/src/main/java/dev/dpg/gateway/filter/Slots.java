package dev.dpg.gateway.filter;

import dev.cel.common.values.SelectableValue;
import dev.cel.runtime.AccumulatedUnknowns;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object of a record as an expression sees it: the values of the properties that it uses. An object that is no item of a
 * list is used again for the next record. Not thread-safe.
 */
final class Slots implements SelectableValue<String>, Target {
    /**
     * What is null or not there. CEL has no value that fails whatever is done with it, but an unknown value does just that: all
     * that is computed from it is unknown, but where the other side of {@code &&} or {@code ||} decides alone. An exception
     * would do the same and cost ten times as much as the rest of the evaluation.
     */
    private static final Object ABSENT = AccumulatedUnknowns.create(List.of(), List.of());

    private final Pick.Properties picks;
    private final @Nullable Object[] values;
    private final @Nullable Slots[] nested;
    private int next;

    Slots(Pick.Properties picks) {
        this.picks = picks;
        this.values = new Object[picks.size()];
        this.nested = new Slots[picks.size()];
    }

    /** Forgets everything. */
    void reset() {
        Arrays.fill(values, null);
    }

    /** The property whose value comes next. */
    void expect(int index) {
        next = index;
    }

    @Override
    public @Nullable Pick pick() {
        return picks.at(next);
    }

    @Override
    public void put(@Nullable Object value) {
        values[next] = value;
    }

    @Override
    public Slots object(Pick.Properties properties) {
        Slots object = nested[next];
        if (object == null) {
            object = new Slots(properties);
            nested[next] = object;
        } else {
            object.reset();
        }
        return object;
    }

    /** The value of a property; null where it is null, not there, or not kept. */
    @Nullable
    Object at(int index) {
        return values[index];
    }

    @Override
    public Object select(String name) {
        Object value = valueOf(name);
        return value == null ? absent(name) : value;
    }

    @Override
    public Optional<Object> find(String name) {
        return Optional.ofNullable(valueOf(name));
    }

    /** Of an object that is not there nothing is there, so that this can be asked of what is in it. */
    private Object absent(String name) {
        Integer index = picks.indexOf(name);
        return index != null && picks.at(index) instanceof Pick.Properties properties ? new Slots(properties) : ABSENT;
    }

    private @Nullable Object valueOf(String name) {
        Integer index = picks.indexOf(name);
        return index == null ? null : values[index];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Slots slots && picks == slots.picks && Arrays.equals(values, slots.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
