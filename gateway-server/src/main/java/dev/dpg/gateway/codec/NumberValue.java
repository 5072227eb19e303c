package dev.dpg.gateway.codec;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.dpg.gateway.product.ValueKind;

/** Numbers, booleans and enums. */
final class NumberValue implements WireValue {
    private static final double TWO_TO_64 = 0x1p64;

    private final FieldDescriptor.Type type;
    private final ValueKind kind;
    private final EnumNames names;
    private final String path;
    private final boolean packable;

    /**
     * @param type as it was written
     * @param kind as it is pushed; that the type can be is seen to by {@link ProtobufKinds}
     * @param names of an enum's values
     * @param packable whether it was written as a list
     */
    NumberValue(FieldDescriptor.Type type, ValueKind kind, EnumNames names, String path, boolean packable) {
        this.type = type;
        this.kind = kind;
        this.names = names;
        this.path = path;
        this.packable = packable;
    }

    @Override
    public int wireType() {
        return switch (type) {
            case FIXED32, SFIXED32, FLOAT -> WireScanner.FIXED32;
            case FIXED64, SFIXED64, DOUBLE -> WireScanner.FIXED64;
            default -> WireScanner.VARINT;
        };
    }

    @Override
    public boolean packable() {
        return packable;
    }

    @Override
    public void push(WireScanner in, int from, int to, ValueSink sink) throws UnreadableValueException {
        switch (type) {
            case BOOL -> booleanValue(in.varint() != 0, sink);
            case FLOAT -> sink.numberValue(Float.intBitsToFloat(in.fixed32()));
            case DOUBLE -> sink.numberValue(Double.longBitsToDouble(in.fixed64()));
            case ENUM -> enumValue((int) in.varint(), sink);
            case UINT64 -> unsigned(in.varint(), sink);
            case FIXED64 -> unsigned(in.fixed64(), sink);
            default -> integer(signed(in), sink);
        }
    }

    /** The types whose values all are integers of 64 bits. */
    private long signed(WireScanner in) throws UnreadableValueException {
        return switch (type) {
            case INT32 -> (int) in.varint();
            case INT64 -> in.varint();
            case UINT32 -> in.varint() & 0xFFFFFFFFL;
            case SINT32 -> zigzag(in.varint() & 0xFFFFFFFFL);
            case SINT64 -> zigzag(in.varint());
            case FIXED32 -> in.fixed32() & 0xFFFFFFFFL;
            case SFIXED32 -> in.fixed32();
            case SFIXED64 -> in.fixed64();
            default -> throw new IllegalStateException("no integer: " + type);
        };
    }

    static long zigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }

    private void booleanValue(boolean value, ValueSink sink) throws UnreadableValueException {
        if (kind == ValueKind.INTEGER) {
            sink.integerValue(value ? 1 : 0);
        } else {
            sink.booleanValue(value);
        }
    }

    private void integer(long value, ValueSink sink) throws UnreadableValueException {
        switch (kind) {
            case NUMBER -> sink.numberValue((double) value);
            case DECIMAL -> digits(Long.toString(value), sink, true);
            case STRING -> enumValue((int) value, sink);
            case BOOLEAN -> sink.booleanValue(value != 0);
            default -> sink.integerValue(value);
        }
    }

    private void unsigned(long value, ValueSink sink) throws UnreadableValueException {
        if (value >= 0) {
            integer(value, sink);
            return;
        }
        switch (kind) {
            case NUMBER -> sink.numberValue((double) value + TWO_TO_64);
            case DECIMAL -> digits(Long.toUnsignedString(value), sink, true);
            case ANY -> digits(Long.toUnsignedString(value), sink, false);
            default -> throw Limits.outOfRange(path, "a number above those of 64 bits with a sign");
        }
    }

    private void enumValue(int number, ValueSink sink) throws UnreadableValueException {
        if (kind == ValueKind.INTEGER) {
            sink.integerValue(number);
            return;
        }
        byte[] name = names.find(number);
        sink.textValue(name, 0, name.length);
    }

    private static void digits(String text, ValueSink sink, boolean decimal) throws UnreadableValueException {
        byte[] digits = TextForms.ascii(text);
        if (decimal) {
            sink.decimalValue(digits, 0, digits.length);
        } else {
            sink.textValue(digits, 0, digits.length);
        }
    }
}
