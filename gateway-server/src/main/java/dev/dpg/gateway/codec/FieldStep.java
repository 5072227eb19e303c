package dev.dpg.gateway.codec;

import org.jspecify.annotations.Nullable;

/**
 * What is done with one field of a message: remembered where it is while the message is looked through, then pushed. Immutable.
 *
 * @param number the field's number as it was written; 0 where the writer does not know the field
 * @param slot place of its first number of two among those of the message
 * @param oneofSlot place of the number that says which field of its oneof is set; negative where it is in none
 * @param target where it goes, and what stands for it
 * @param form what it is made of
 * @param value how a value is read that is no message
 * @param message how a message is read; the entry for a map
 * @param absence what is pushed where it is not there
 */
record FieldStep(
        int number,
        int slot,
        int oneofSlot,
        StepTarget target,
        Form form,
        @Nullable WireValue value,
        @Nullable MessagePlan message,
        Absence absence) {

    /** How many values there may be. */
    enum Form {
        /** One value; the last one counts. */
        SINGLE,
        /** One message; several are put together. */
        MESSAGE,
        VALUES,
        MESSAGES,
        MAP,
        /** Only whether it is there is of interest. */
        MARK
    }

    /** What is pushed in place of a field that is not there. */
    enum Absence {
        /** Nothing; the property is absent. */
        LEFT,
        /** An empty list or map, or a message without fields. */
        EMPTY,
        /** The default of its type or of the schema. */
        DEFAULT,
        /** It has to be there. */
        REFUSED
    }

    /** Whether a field of this wire type is this field; one of another wire type is left out, as protobuf has it. */
    boolean accepts(int wireType) {
        return switch (form) {
            case MESSAGE, MESSAGES, MAP -> wireType == WireScanner.DELIMITED;
            case MARK -> true;
            case SINGLE, VALUES ->
                value != null
                        && (wireType == value.wireType() || (value.packable() && wireType == WireScanner.DELIMITED));
        };
    }

    /** Whether every occurrence counts, and not only the last one. */
    boolean chained() {
        return form != Form.SINGLE && form != Form.MARK;
    }

    /** Pushes its name and its value, or what stands for it. */
    void push(ProtobufReader in, int base, int depth) throws UnreadableValueException {
        if (form == Form.MARK) {
            return;
        }
        boolean there = in.isThere(base, this);
        if (!there && absence == Absence.LEFT) {
            return;
        }
        target.announce(in.sink());
        pushValue(in, base, depth);
    }

    /** Pushes its value, or what stands for it; null where nothing does. */
    void pushValue(ProtobufReader in, int base, int depth) throws UnreadableValueException {
        if (in.isThere(base, this)) {
            present(in, base, depth);
        } else if (absence == Absence.DEFAULT && value != null) {
            in.pushElsewhere(target.standIn(), value);
        } else if (absence == Absence.REFUSED) {
            throw Limits.at(target.path(), "a required field is not there");
        } else if (absence == Absence.LEFT) {
            in.sink().nullValue();
        } else {
            empty(in, depth);
        }
    }

    private void empty(ProtobufReader in, int depth) throws UnreadableValueException {
        switch (form) {
            case VALUES, MESSAGES -> {
                in.sink().beginArray();
                in.sink().endArray();
            }
            case MAP -> {
                in.sink().beginObject();
                in.sink().endObject();
            }
            default -> in.message(plan(), -1, true, depth + 1);
        }
    }

    private void present(ProtobufReader in, int base, int depth) throws UnreadableValueException {
        switch (form) {
            case SINGLE -> in.pushLast(single(), base + slot);
            case MESSAGE -> in.message(plan(), in.slot(base + slot), true, depth + 1);
            case VALUES -> in.pushValues(single(), in.slot(base + slot));
            case MESSAGES -> in.pushMessages(plan(), in.slot(base + slot), depth + 1);
            case MAP -> MapEntries.push(in, plan(), in.slot(base + slot), depth + 1);
            case MARK -> throw new IllegalStateException("a mark has no value");
        }
    }

    private WireValue single() {
        if (value == null) {
            throw new IllegalStateException("no value: " + form);
        }
        return value;
    }

    private MessagePlan plan() {
        if (message == null) {
            throw new IllegalStateException("no message: " + form);
        }
        return message;
    }
}
