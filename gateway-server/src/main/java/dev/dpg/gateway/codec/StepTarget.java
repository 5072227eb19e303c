package dev.dpg.gateway.codec;

/** Where a field's value goes: to a declared property, or to a name within {@code ANY}. Immutable. */
final class StepTarget {
    private static final byte[] NOTHING = {};

    private final int property;
    private final byte[] name;
    private final String path;
    private final byte[] standIn;

    private StepTarget(int property, byte[] name, String path, byte[] standIn) {
        this.property = property;
        this.name = name;
        this.path = path;
        this.standIn = standIn;
    }

    static StepTarget property(int index, String path) {
        return new StepTarget(index, NOTHING, path, NOTHING);
    }

    static StepTarget any(byte[] name, String path) {
        return new StepTarget(-1, name, path, NOTHING);
    }

    /** The same with what stands for a value that is not there, in wire form without tag and length. */
    StepTarget withStandIn(byte[] value) {
        return new StepTarget(property, name, path, value);
    }

    byte[] standIn() {
        return standIn;
    }

    String path() {
        return path;
    }

    void announce(ValueSink sink) throws UnreadableValueException {
        if (property >= 0) {
            sink.property(property);
        } else {
            sink.anyProperty(name, 0, name.length);
        }
    }
}
