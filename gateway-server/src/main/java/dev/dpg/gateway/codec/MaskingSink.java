package dev.dpg.gateway.codec;

import dev.dpg.gateway.codec.MaskPlan.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Masks values on their way to another sink. It stands right behind the reader, so that nothing that comes after it has ever
 * seen what is masked. The reader reads everything all the same, so that a record is readable or not whatever is masked. Not
 * thread-safe.
 */
public final class MaskingSink implements ValueSink {
    private final Node root;
    private final ValueSink target;
    private final @Nullable TextHash hash;
    /** Objects and lists that are open and have something masked in them, the innermost first. */
    private final Deque<Node> open = new ArrayDeque<>();
    /** What is masked of the value that comes next; null for nothing. */
    private @Nullable Node next;
    /** Objects and lists that are open in a value that is masked as a whole. */
    private int hidden;
    /** Objects and lists that are open in a value of which nothing is masked. */
    private int plain;

    /** Makes a sink before another one. */
    public MaskingSink(MaskPlan plan, ValueSink target) {
        this.root = plan.root;
        this.target = target;
        this.hash = plan.hash();
        this.next = root;
    }

    /** Forgets what a record that was given up has left; called before each record. */
    public void reset() {
        open.clear();
        next = root;
        hidden = 0;
        plain = 0;
    }

    ValueSink target() {
        return target;
    }

    TextHash hash() {
        if (hash == null) {
            throw new IllegalStateException("nothing was to be hashed");
        }
        return hash;
    }

    @Override
    public void beginObject() throws UnreadableValueException {
        if (opens()) {
            target.beginObject();
        }
    }

    @Override
    public void endObject() throws UnreadableValueException {
        if (closes()) {
            target.endObject();
        }
    }

    @Override
    public void beginArray() throws UnreadableValueException {
        if (opens()) {
            target.beginArray();
        }
    }

    @Override
    public void endArray() throws UnreadableValueException {
        if (closes()) {
            target.endArray();
        }
    }

    /** Whether the object or list that begins is let through; in place of one that is masked as a whole nothing is left. */
    private boolean opens() throws UnreadableValueException {
        if (hidden > 0) {
            hidden++;
            return false;
        }
        Node value = next;
        if (plain > 0 || value == null) {
            plain++;
        } else if (value.mask() != null) {
            target.nullValue();
            hidden = 1;
            return false;
        } else {
            open.push(value);
            next = value.item();
        }
        return true;
    }

    private boolean closes() {
        if (hidden > 0) {
            hidden--;
            return false;
        }
        if (plain > 0) {
            plain--;
            return true;
        }
        open.pop();
        Node outer = open.peek();
        next = outer == null ? root : outer.item();
        return true;
    }

    @Override
    public void property(int index) throws UnreadableValueException {
        if (hidden > 0) {
            return;
        }
        if (plain == 0) {
            next = open.element().properties()[index];
        }
        target.property(index);
    }

    @Override
    public void anyProperty(byte[] bytes, int from, int to) throws UnreadableValueException {
        if (hidden == 0) {
            target.anyProperty(bytes, from, to);
        }
    }

    private boolean passes() {
        return plain > 0 || (hidden == 0 && next == null);
    }

    /** What becomes of a single value; null where it is within what is masked as a whole already. */
    private @Nullable ValueMask mask() {
        Node value = next;
        if (hidden > 0 || value == null) {
            return null;
        }
        return value.mask() == null ? ValueMask.NOTHING : value.mask();
    }

    @Override
    public void nullValue() throws UnreadableValueException {
        if (hidden == 0) {
            target.nullValue();
        }
    }

    @Override
    public void booleanValue(boolean value) throws UnreadableValueException {
        if (passes()) {
            target.booleanValue(value);
        } else {
            nullValue();
        }
    }

    @Override
    public void integerValue(long value) throws UnreadableValueException {
        if (passes()) {
            target.integerValue(value);
            return;
        }
        ValueMask mask = mask();
        if (mask != null) {
            mask.integer(value, target);
        }
    }

    @Override
    public void numberValue(double value) throws UnreadableValueException {
        if (passes()) {
            target.numberValue(value);
            return;
        }
        ValueMask mask = mask();
        if (mask != null) {
            mask.number(value, target);
        }
    }

    @Override
    public boolean takesNumberText() {
        return target.takesNumberText();
    }

    @Override
    public void numberText(byte[] bytes, int from, int to) throws UnreadableValueException {
        if (passes()) {
            target.numberText(bytes, from, to);
            return;
        }
        ValueMask mask = mask();
        if (mask != null) {
            mask.numberText(bytes, from, to, target);
        }
    }

    @Override
    public void decimalValue(byte[] bytes, int from, int to) throws UnreadableValueException {
        if (passes()) {
            target.decimalValue(bytes, from, to);
            return;
        }
        ValueMask mask = mask();
        if (mask != null) {
            mask.decimal(bytes, from, to, target);
        }
    }

    @Override
    public void textValue(byte[] bytes, int from, int to) throws UnreadableValueException {
        if (passes()) {
            target.textValue(bytes, from, to);
            return;
        }
        ValueMask mask = mask();
        if (mask != null) {
            mask.text(bytes, from, to, this);
        }
    }

    @Override
    public void bytesValue(byte[] bytes, int from, int to) throws UnreadableValueException {
        if (passes()) {
            target.bytesValue(bytes, from, to);
        } else {
            nullValue();
        }
    }

    @Override
    public void dateValue(long epochDay) throws UnreadableValueException {
        if (passes()) {
            target.dateValue(epochDay);
            return;
        }
        ValueMask mask = mask();
        if (mask != null) {
            mask.date(epochDay, target);
        }
    }

    @Override
    public void timeValue(long nanoOfDay) throws UnreadableValueException {
        if (passes()) {
            target.timeValue(nanoOfDay);
        } else {
            nullValue();
        }
    }

    @Override
    public void timestampValue(long epochSecond, int nano) throws UnreadableValueException {
        if (passes()) {
            target.timestampValue(epochSecond, nano);
            return;
        }
        ValueMask mask = mask();
        if (mask != null) {
            mask.timestamp(epochSecond, target);
        }
    }
}
