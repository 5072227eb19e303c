package dev.dpg.gateway.codec;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.Property;
import dev.dpg.gateway.product.RecordType.ValueType;
import dev.dpg.gateway.product.ValueKind;

/** The message type of a record type, as plain as can be. */
final class SampleMessages {
    private SampleMessages() {}

    static Descriptor of(RecordType type) throws DescriptorValidationException {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("sample.proto")
                .setSyntax("proto3")
                .addDependency(StructProto.getDescriptor().getFullName())
                .addDependency(TimestampProto.getDescriptor().getFullName())
                .addMessageType(message("M", type))
                .build();
        FileDescriptor[] known = {StructProto.getDescriptor(), TimestampProto.getDescriptor()};
        return FileDescriptor.buildFrom(file, known).getMessageTypes().get(0);
    }

    private static DescriptorProto message(String name, RecordType type) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        for (Property property : type.properties()) {
            if (property.number() != 0) {
                field(message, property.number(), property.type());
            }
        }
        return message.build();
    }

    private static void field(DescriptorProto.Builder message, int number, ValueType type) {
        boolean list = type instanceof ValueType.Items;
        ValueType single = type instanceof ValueType.Items items ? items.item() : type;
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder()
                .setName("f" + number)
                .setNumber(number)
                .setLabel(list ? Label.LABEL_REPEATED : Label.LABEL_OPTIONAL)
                .setType(type(single.kind()));
        String nested = "M" + number;
        if (single instanceof ValueType.Structure structure) {
            message.addNestedType(message(nested, structure.type()));
            field.setTypeName(nested);
        } else if (single instanceof ValueType.Items) {
            DescriptorProto.Builder inner = DescriptorProto.newBuilder().setName(nested);
            field(inner, 1, single);
            message.addNestedType(inner);
            field.setTypeName(nested);
        } else if (field.getType() == FieldDescriptorProto.Type.TYPE_MESSAGE) {
            boolean time = single.kind() == ValueKind.TIMESTAMP;
            field.setTypeName(time ? ".google.protobuf.Timestamp" : ".google.protobuf.Value");
        } else if (!list) {
            field.setProto3Optional(true).setOneofIndex(message.getOneofDeclCount());
            message.addOneofDeclBuilder().setName("_f" + number);
        }
        message.addField(field);
    }

    private static FieldDescriptorProto.Type type(ValueKind kind) {
        return switch (kind) {
            case BOOLEAN -> FieldDescriptorProto.Type.TYPE_BOOL;
            case INTEGER -> FieldDescriptorProto.Type.TYPE_INT64;
            case NUMBER -> FieldDescriptorProto.Type.TYPE_DOUBLE;
            case DECIMAL, STRING, DATE, TIME -> FieldDescriptorProto.Type.TYPE_STRING;
            case BYTES -> FieldDescriptorProto.Type.TYPE_BYTES;
            case TIMESTAMP, OBJECT, ARRAY, ANY -> FieldDescriptorProto.Type.TYPE_MESSAGE;
        };
    }
}
