package dev.dpg.gateway.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import dev.dpg.gateway.product.ValueKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Which kinds of values a field that is no message can be read as, and how. */
final class ProtobufKinds {
    private ProtobufKinds() {}

    /**
     * Whether a field can be read as a kind.
     *
     * @param written the field as it was written
     * @param read the same field as the contract's schema has it
     */
    static boolean canBe(FieldDescriptor written, FieldDescriptor read, ValueKind kind) {
        JavaType type = written.getJavaType();
        boolean integer = type == JavaType.INT || type == JavaType.LONG;
        boolean text = type == JavaType.STRING;
        return switch (kind) {
            case ANY -> true;
            case BOOLEAN -> type == JavaType.BOOLEAN || (integer && read.getJavaType() == JavaType.BOOLEAN);
            case INTEGER -> integer || type == JavaType.BOOLEAN || type == JavaType.ENUM;
            case NUMBER -> integer || type == JavaType.FLOAT || type == JavaType.DOUBLE;
            case DECIMAL -> integer || text;
            case STRING ->
                text
                        || type == JavaType.BYTE_STRING
                        || type == JavaType.ENUM
                        || (integer && read.getJavaType() == JavaType.ENUM);
            case BYTES -> text || type == JavaType.BYTE_STRING;
            case DATE, TIME, TIMESTAMP -> text;
            case OBJECT, ARRAY -> false;
        };
    }

    /** How its values are read. */
    static WireValue value(FieldDescriptor written, FieldDescriptor read, ValueKind kind, String path) {
        return switch (written.getJavaType()) {
            case STRING -> new DelimitedValue(true, kind, path);
            case BYTE_STRING -> new DelimitedValue(false, kind, path);
            default -> new NumberValue(written.getType(), kind, names(written, read), path, written.isPackable());
        };
    }

    private static EnumNames names(FieldDescriptor written, FieldDescriptor read) {
        EnumNames names = written.getJavaType() == JavaType.ENUM ? EnumNames.of(written.getEnumType()) : EnumNames.NONE;
        return read.getJavaType() == JavaType.ENUM ? names.under(read.getEnumType()) : names;
    }

    /** A field's default in wire form, without tag and length. */
    static byte[] standIn(FieldDescriptor field) {
        Object value = field.getDefaultValue();
        if (value instanceof String text) {
            return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }
        if (value instanceof ByteString bytes) {
            return bytes.toByteArray();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            write(out, field.getType(), value);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("memory could not be written", e);
        }
        return bytes.toByteArray();
    }

    private static void write(CodedOutputStream out, FieldDescriptor.Type type, Object value) throws IOException {
        switch (type) {
            case INT32 -> out.writeInt32NoTag((Integer) value);
            case UINT32 -> out.writeUInt32NoTag((Integer) value);
            case SINT32 -> out.writeSInt32NoTag((Integer) value);
            case FIXED32, SFIXED32 -> out.writeFixed32NoTag((Integer) value);
            case INT64, UINT64 -> out.writeUInt64NoTag((Long) value);
            case SINT64 -> out.writeSInt64NoTag((Long) value);
            case FIXED64, SFIXED64 -> out.writeFixed64NoTag((Long) value);
            case FLOAT -> out.writeFloatNoTag((Float) value);
            case DOUBLE -> out.writeDoubleNoTag((Double) value);
            case BOOL -> out.writeBoolNoTag((Boolean) value);
            case ENUM -> out.writeEnumNoTag(((EnumValueDescriptor) value).getNumber());
            default -> throw new IllegalStateException("no number: " + type);
        }
    }
}
