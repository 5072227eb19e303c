package dev.dpg.gateway.codec;

import dev.dpg.gateway.codec.MessageShape.Slot;
import dev.dpg.gateway.codec.UnreadableValueException.Cause;
import dev.dpg.gateway.product.ValueKind;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record as a protobuf message of the product's own type, by the properties' numbers. Values are written also where
 * they are those that a field has without one, so that null and absent, which are left out, are told apart from them. A list is a
 * repeated field, packed where its items are numbers or booleans; a null in it is left out. A list within a
 * list is a message that has its items as field 1, and what has no declared properties a {@code google.protobuf.Value}
 * ({@link AnyWriter}).
 */
public final class ProtobufSink extends EncodingSink {
    /** Protobuf libraries read 100 levels by default; a record lies in a frame and a batch. */
    static final int LEVELS_MAX = 90;

    private static final int TIMESTAMP_SECONDS = 1 << 3;
    private static final int TIMESTAMP_NANOS = 2 << 3;
    /** Place of what has no length in front of it. */
    private static final int NO_PLACE = -1;

    private final MessageShape root;
    private final AnyWriter any = new AnyWriter();
    private final Deque<Level> levels = new ArrayDeque<>();
    private @Nullable MessageShape shape;
    private @Nullable Slot slot;
    /** Whether the values that come are items of the slot's list. */
    private boolean inList;
    /** Objects and lists that are open in a property that has no number. */
    private int leftOut;

    /**
     * Makes a sink.
     *
     * @param root the shape of records
     * @param bytesMax a record that takes more is refused
     */
    public ProtobufSink(MessageShape root, int bytesMax) {
        super(bytesMax);
        this.root = root;
    }

    /** What goes on when an object or a packed list ends. */
    private record Level(
            @Nullable MessageShape shape, @Nullable Slot slot, boolean inList, int place, int packedPlace) {}

    @Override
    void reset() {
        levels.clear();
        any.begin(out());
        shape = null;
        slot = null;
        inList = false;
        leftOut = 0;
    }

    @Override
    public void beginObject() throws UnreadableValueException {
        if (any.isOpen()) {
            requireRoom();
            any.beginObject();
        } else if (slot == null) {
            levels.push(new Level(null, null, false, NO_PLACE, NO_PLACE));
            shape = root;
        } else if (isLeftOut()) {
            leftOut++;
        } else if (slot.kind() == ValueKind.ANY) {
            requireRoom();
            any.openValue(slot, levels.size());
            any.beginObject();
        } else {
            requireLevel();
            requireRoom();
            out().writeVarint(slot.tag());
            levels.push(new Level(shape, slot, inList, out().openLength(), NO_PLACE));
            shape = slot.child();
            inList = false;
        }
    }

    @Override
    public void endObject() {
        if (any.isOpen()) {
            any.end();
        } else if (leftOut > 0) {
            leftOut--;
        } else {
            close(levels.pop());
        }
    }

    @Override
    public void beginArray() throws UnreadableValueException {
        Slot list = slot();
        if (any.isOpen()) {
            requireRoom();
            any.beginArray();
        } else if (isLeftOut()) {
            leftOut++;
        } else if (list.kind() == ValueKind.ANY && (inList || !list.list())) {
            requireRoom();
            any.openValue(list, levels.size());
            any.beginArray();
        } else {
            openList(list);
        }
    }

    /** A list has nothing around it; only one within a list is a message, and packed items are one field. */
    private void openList(Slot list) throws UnreadableValueException {
        int messagePlace = NO_PLACE;
        Slot items = list;
        if (inList && list.inner() != null) {
            requireLevel();
            requireRoom();
            out().writeVarint(list.tag());
            messagePlace = out().openLength();
            items = list.inner();
        }
        int packedPlace = NO_PLACE;
        if (items.packed()) {
            out().writeVarint(items.tag());
            packedPlace = out().openLength();
        }
        levels.push(new Level(shape, list, inList, messagePlace, packedPlace));
        slot = items;
        inList = true;
    }

    @Override
    public void endArray() {
        if (any.isOpen()) {
            any.end();
        } else if (leftOut > 0) {
            leftOut--;
        } else {
            close(levels.pop());
        }
    }

    private void close(Level level) {
        if (level.packedPlace() != NO_PLACE) {
            out().closeLength(level.packedPlace());
        }
        if (level.place() != NO_PLACE) {
            out().closeLength(level.place());
        }
        shape = level.shape();
        slot = level.slot();
        inList = level.inList();
    }

    @Override
    public void property(int index) throws UnreadableValueException {
        requireRoom();
        if (any.isOpen()) {
            throw new IllegalStateException("a declared property in a value without a type");
        } else if (leftOut == 0 && shape != null) {
            slot = shape.slot(index);
        }
    }

    @Override
    public void anyProperty(byte[] bytes, int from, int to) throws UnreadableValueException {
        requireRoom();
        if (any.isOpen()) {
            any.name(bytes, from, to);
        }
    }

    @Override
    public void nullValue() throws UnreadableValueException {
        if (any.isOpen()) {
            requireRoom();
            any.nullValue();
        } else if (!isLeftOut() && inList && slot().kind() == ValueKind.ANY) {
            // In a list of values without a type a null is one of them.
            any.openValue(slot(), levels.size());
            any.nullValue();
        }
    }

    @Override
    public void booleanValue(boolean value) throws UnreadableValueException {
        if (opensAny()) {
            any.booleanValue(value);
        } else if (tagged()) {
            out().writeByte(value ? 1 : 0);
        }
    }

    @Override
    public void integerValue(long value) throws UnreadableValueException {
        if (opensAny()) {
            any.integerValue(value);
        } else if (tagged()) {
            out().writeVarint(value);
        }
    }

    @Override
    public void numberValue(double value) throws UnreadableValueException {
        if (opensAny()) {
            any.numberValue(value);
        } else if (tagged()) {
            out().writeFixed64(Double.doubleToRawLongBits(value));
        }
    }

    @Override
    public void decimalValue(byte[] bytes, int from, int to) throws UnreadableValueException {
        textValue(bytes, from, to);
    }

    @Override
    public void textValue(byte[] bytes, int from, int to) throws UnreadableValueException {
        if (opensAny()) {
            any.text(bytes, from, to);
        } else if (tagged()) {
            out().writeVarint(to - from);
            out().writeBytes(bytes, from, to);
        }
    }

    @Override
    public void bytesValue(byte[] bytes, int from, int to) throws UnreadableValueException {
        if (tagged()) {
            out().writeVarint(to - from);
            out().writeBytes(bytes, from, to);
        }
    }

    @Override
    public void dateValue(long epochDay) throws UnreadableValueException {
        if (tagged()) {
            int place = out().openLength();
            TextForms.date(out(), epochDay);
            out().closeLength(place);
        }
    }

    @Override
    public void timeValue(long nanoOfDay) throws UnreadableValueException {
        if (tagged()) {
            int place = out().openLength();
            TextForms.time(out(), nanoOfDay);
            out().closeLength(place);
        }
    }

    @Override
    public void timestampValue(long epochSecond, int nano) throws UnreadableValueException {
        if (tagged()) {
            int place = out().openLength();
            out().writeByte(TIMESTAMP_SECONDS);
            out().writeVarint(epochSecond);
            if (nano != 0) {
                out().writeByte(TIMESTAMP_NANOS);
                out().writeVarint(nano);
            }
            out().closeLength(place);
        }
    }

    private Slot slot() {
        if (slot == null) {
            throw new IllegalStateException("a value outside of an object");
        }
        return slot;
    }

    private boolean isLeftOut() {
        return leftOut > 0 || slot().tag() == 0;
    }

    /** Whether a single value goes to the writer of values without a type; opens one where that is what the property is. */
    private boolean opensAny() throws UnreadableValueException {
        if (any.isOpen()) {
            requireRoom();
            return true;
        }
        if (isLeftOut() || slot().kind() != ValueKind.ANY) {
            return false;
        }
        requireRoom();
        any.openValue(slot(), levels.size());
        return true;
    }

    /** Writes the tag where the next value has one; false where the value is left out. */
    private boolean tagged() throws UnreadableValueException {
        if (isLeftOut()) {
            return false;
        }
        if (inList) {
            requireRoom();
        }
        if (!inList || !slot().packed()) {
            out().writeVarint(slot().tag());
        }
        return true;
    }

    private void requireLevel() throws UnreadableValueException {
        if (levels.size() >= LEVELS_MAX) {
            throw tooDeep();
        }
    }

    static UnreadableValueException tooDeep() {
        return new UnreadableValueException(
                Cause.INVALID_VALUE, "as a message it is nested deeper than " + LEVELS_MAX + " levels");
    }
}
