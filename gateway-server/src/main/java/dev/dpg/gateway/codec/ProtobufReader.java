package dev.dpg.gateway.codec;

import java.util.Arrays;

/**
 * Reads one message. Fields may stand in any order, several times, and lists in pieces, while a sink takes each property once
 * and whole: so each message is looked through first, noting where its fields are, and then pushed from there. Nothing is
 * copied, and the work is linear in the bytes.
 *
 * <p>One for each value; not thread-safe.
 */
final class ProtobufReader extends WireScanner {
    static final int NOWHERE = -1;

    private static final int NODE = 3;

    /** Numbers of open messages for each byte of the value, and so many more: a message need not take any bytes. */
    private static final int SLOTS_PER_BYTE = 256;

    private static final int SLOTS_MIN = 4_000_000;

    private final ValueSink sink;
    /** Numbers of the messages that are open, the innermost one last: two for each field, and one for each oneof. */
    private int[] slots = new int[0];

    private int used;
    private long slotsLeft;
    /** Occurrences of fields that may have several: from, to, and the place of the next one. */
    private int[] nodes = new int[0];

    private int nodesUsed;

    ProtobufReader(byte[] bytes, ValueSink sink) {
        super(bytes);
        this.sink = sink;
    }

    ValueSink sink() {
        return sink;
    }

    /** Reads the message between two places. */
    void read(MessagePlan plan, int from, int to) throws UnreadableValueException {
        slotsLeft = SLOTS_MIN + (long) SLOTS_PER_BYTE * (to - from);
        int base = enter(plan, 1);
        scan(plan, base, from, to, 1);
        plan.body().push(this, plan, base, 1);
    }

    /**
     * Reads a message.
     *
     * @param node its first occurrence; {@link #NOWHERE} for a message without fields
     * @param all whether those that follow are the same message, to be put together
     */
    void message(MessagePlan plan, int node, boolean all, int depth) throws UnreadableValueException {
        int nodesBefore = nodesUsed;
        int base = enter(plan, depth);
        for (int at = node; at != NOWHERE; at = all ? nodes[at + 2] : NOWHERE) {
            scan(plan, base, nodes[at], nodes[at + 1], depth);
        }
        plan.body().push(this, plan, base, depth);
        used = base;
        nodesUsed = nodesBefore;
    }

    private int enter(MessagePlan plan, int depth) throws UnreadableValueException {
        requireDepth(depth);
        slotsLeft -= 1L + plan.slots();
        if (slotsLeft < 0) {
            throw invalid("it has too many messages without content");
        }
        int base = used;
        used += plan.slots();
        if (used > slots.length) {
            slots = Arrays.copyOf(slots, Math.max(used, 2 * slots.length));
        }
        Arrays.fill(slots, base, used, NOWHERE);
        return base;
    }

    /** Notes where the fields of a message are. */
    private void scan(MessagePlan plan, int base, int from, int to, int depth) throws UnreadableValueException {
        seek(from, to);
        while (!atLimit()) {
            int tag = tag();
            FieldStep step = plan.find(tag >>> 3);
            int wireType = tag & 7;
            if (step == null || !step.accepts(wireType)) {
                skip(tag, depth);
            } else if (wireType == DELIMITED) {
                int length = length();
                note(plan, step, base, at(), at() + length);
                advance(length);
            } else {
                int start = at();
                skip(tag, depth);
                note(plan, step, base, start, at());
            }
        }
    }

    private void note(MessagePlan plan, FieldStep step, int base, int from, int to) {
        if (step.oneofSlot() >= 0) {
            clearOthers(plan, step, base);
        }
        int slot = base + step.slot();
        if (!step.chained()) {
            WireValue value = step.value();
            if (from < to || value == null || value.wireType() == DELIMITED) {
                slots[slot] = from;
                slots[slot + 1] = to;
            }
            return;
        }
        int node = node(from, to);
        if (slots[slot] == NOWHERE) {
            slots[slot] = node;
        } else {
            nodes[slots[slot + 1] + 2] = node;
        }
        slots[slot + 1] = node;
    }

    /** Of a oneof the field that was written last is set, and no other one. */
    private void clearOthers(MessagePlan plan, FieldStep step, int base) {
        int place = base + step.oneofSlot();
        int set = slots[place];
        if (set != NOWHERE && set != step.number()) {
            FieldStep other = plan.find(set);
            if (other != null) {
                slots[base + other.slot()] = NOWHERE;
            }
        }
        slots[place] = step.number();
    }

    private int node(int from, int to) {
        int node = nodesUsed;
        nodesUsed += NODE;
        if (nodesUsed > nodes.length) {
            nodes = Arrays.copyOf(nodes, Math.max(16 * NODE, 2 * nodes.length));
        }
        nodes[node] = from;
        nodes[node + 1] = to;
        nodes[node + 2] = NOWHERE;
        return node;
    }

    boolean isThere(int base, FieldStep step) {
        return slots[base + step.slot()] != NOWHERE;
    }

    int slot(int place) {
        return slots[place];
    }

    int nodeFrom(int node) {
        return nodes[node];
    }

    int nodeTo(int node) {
        return nodes[node + 1];
    }

    int nextNode(int node) {
        return nodes[node + 2];
    }

    /** The node of a list by itself, to be read as a message of its own. */
    int[] enterEntry(MessagePlan plan, int node, int depth) throws UnreadableValueException {
        int nodesBefore = nodesUsed;
        int base = enter(plan, depth);
        scan(plan, base, nodes[node], nodes[node + 1], depth);
        return new int[] {base, nodesBefore};
    }

    void leaveEntry(int[] place) {
        used = place[0];
        nodesUsed = place[1];
    }

    /** Pushes the value that a place points to: the last one where there are several in it. */
    void pushLast(WireValue value, int place) throws UnreadableValueException {
        int from = slots[place];
        int to = slots[place + 1];
        int start = value.packable() ? lastStart(value.wireType(), from, to) : from;
        seek(start, to);
        value.push(this, start, to, sink);
    }

    /** Where the last of several numbers starts. */
    private int lastStart(int wireType, int from, int to) {
        if (wireType != VARINT) {
            int width = wireType == FIXED32 ? Integer.BYTES : Long.BYTES;
            return Math.max(from, to - width);
        }
        int start = to - 1;
        while (start > from && bytes()[start - 1] < 0) {
            start--;
        }
        return start;
    }

    /** Pushes the list that begins at a node, each of which holds one value or several. */
    void pushValues(WireValue value, int first) throws UnreadableValueException {
        sink.beginArray();
        boolean numbers = value.wireType() != DELIMITED;
        for (int node = first; node != NOWHERE; node = nodes[node + 2]) {
            int to = nodes[node + 1];
            seek(nodes[node], to);
            if (numbers) {
                while (!atLimit()) {
                    value.push(this, at(), to, sink);
                }
            } else {
                value.push(this, at(), to, sink);
            }
        }
        sink.endArray();
    }

    void pushMessages(MessagePlan plan, int first, int depth) throws UnreadableValueException {
        sink.beginArray();
        for (int node = first; node != NOWHERE; node = nodes[node + 2]) {
            message(plan, node, false, depth);
        }
        sink.endArray();
    }

    /** Pushes a value that stands in other bytes, from the first to the last of them. */
    void pushElsewhere(byte[] other, WireValue value) throws UnreadableValueException {
        byte[] own = bytes();
        swap(other);
        seek(0, other.length);
        value.push(this, 0, other.length, sink);
        swap(own);
    }

    /** A number within a message of a known form; 0 where it is not there. */
    long number(int base, FieldStep step) throws UnreadableValueException {
        if (!isThere(base, step)) {
            return 0;
        }
        seek(slots[base + step.slot()], slots[base + step.slot() + 1]);
        return varint();
    }
}
