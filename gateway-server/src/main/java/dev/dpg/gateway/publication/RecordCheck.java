package dev.dpg.gateway.publication;

import dev.dpg.gateway.codec.ValueSink;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds the values of records to the rules of their places, as a codec pushes them. Not thread-safe. */
final class RecordCheck implements ValueSink {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

    private final CheckedValue root;
    private final Deque<Level> levels = new ArrayDeque<>();
    /** How deep the codec is within a value of which nothing is declared. */
    private int opaqueDepth;

    /** An object or a list that was begun. */
    private static final class Level {
        private final CheckedValue value;
        private final BitSet seen = new BitSet();
        private final Set<String> items = new HashSet<>();
        private boolean different = true;
        private int next;

        private Level(CheckedValue value) {
            this.value = value;
        }

        private boolean isList() {
            return value.item().isPresent();
        }
    }

    RecordCheck(CheckedValue root) {
        this.root = root;
    }

    /** Makes ready for the next record, also after one that could not be read to its end. */
    void begin() {
        levels.clear();
        opaqueDepth = 0;
    }

    @Override
    public void beginObject() {
        enter();
    }

    @Override
    public void endObject() {
        if (leftOpaque()) {
            return;
        }
        Level object = levels.pop();
        List<CheckedValue> properties = object.value.properties();
        for (int i = 0; i < properties.size(); i++) {
            if (!object.seen.get(i)) {
                properties.get(i).tallies().forEach(RuleTally::absent);
            }
        }
    }

    @Override
    public void property(int index) {
        if (opaqueDepth == 0) {
            Level object = levels.element();
            object.seen.set(index);
            object.next = index;
        }
    }

    @Override
    public void anyProperty(byte[] bytes, int from, int to) {
        // Nothing is declared of it.
    }

    @Override
    public void beginArray() {
        enter();
    }

    @Override
    public void endArray() {
        if (!leftOpaque()) {
            Level list = levels.pop();
            list.value.tallies().forEach(tally -> tally.list(list.next, list.different));
        }
    }

    @Override
    public void nullValue() {
        each(null, RuleTally::absent);
    }

    @Override
    public void booleanValue(boolean value) {
        single(String.valueOf(value), tally -> {});
    }

    @Override
    public void integerValue(long value) {
        number(BigDecimal.valueOf(value));
    }

    @Override
    public void numberValue(double value) {
        if (Double.isFinite(value)) {
            number(BigDecimal.valueOf(value));
        } else {
            single(String.valueOf(value), RuleTally::noNumber);
        }
    }

    @Override
    public void decimalValue(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
        try {
            number(new BigDecimal(text));
        } catch (NumberFormatException none) {
            single(text, RuleTally::noNumber);
        }
    }

    @Override
    public void textValue(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        single(text, tally -> tally.text(text));
    }

    @Override
    public void bytesValue(byte[] bytes, int from, int to) {
        single(Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, to)), tally -> {});
    }

    @Override
    public void dateValue(long epochDay) {
        number(BigDecimal.valueOf(epochDay));
    }

    @Override
    public void timeValue(long nanoOfDay) {
        number(BigDecimal.valueOf(nanoOfDay));
    }

    @Override
    public void timestampValue(long epochSecond, int nano) {
        number(BigDecimal.valueOf(epochSecond).add(BigDecimal.valueOf(nano).divide(NANOS)));
    }

    private void enter() {
        if (opaqueDepth > 0) {
            opaqueDepth++;
            return;
        }
        CheckedValue value = levels.isEmpty() ? root : next();
        value.tallies().forEach(RuleTally::present);
        if (value.opaque()) {
            opaqueDepth = 1;
        } else {
            levels.push(new Level(value));
        }
    }

    private boolean leftOpaque() {
        if (opaqueDepth == 0) {
            return false;
        }
        opaqueDepth--;
        return true;
    }

    private void number(BigDecimal value) {
        single(value.stripTrailingZeros().toPlainString(), tally -> tally.number(value));
    }

    private void single(String identity, Consumer<RuleTally> check) {
        each(identity, tally -> {
            tally.present();
            check.accept(tally);
            tally.identity(identity);
        });
    }

    private void each(@Nullable String identity, Consumer<RuleTally> check) {
        if (opaqueDepth > 0) {
            return;
        }
        Level level = levels.element();
        next().tallies().forEach(check);
        if (level.isList() && identity != null) {
            level.different &= level.items.add(identity);
        }
    }

    /** The place of the value that comes now. */
    private CheckedValue next() {
        Level level = levels.element();
        if (level.isList()) {
            level.next++;
            return level.value.item().orElseThrow();
        }
        return level.value.properties().get(level.next);
    }
}
