package dev.dpg.gateway.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto.ReservedRange;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto.EnumReservedRange;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo;
import com.squareup.wire.schema.internal.parser.EnumConstantElement;
import com.squareup.wire.schema.internal.parser.EnumElement;
import com.squareup.wire.schema.internal.parser.ExtensionsElement;
import com.squareup.wire.schema.internal.parser.FieldElement;
import com.squareup.wire.schema.internal.parser.MessageElement;
import com.squareup.wire.schema.internal.parser.OneOfElement;
import com.squareup.wire.schema.internal.parser.OptionElement;
import com.squareup.wire.schema.internal.parser.ProtoFileElement;
import com.squareup.wire.schema.internal.parser.ReservedElement;
import com.squareup.wire.schema.internal.parser.TypeElement;
import java.util.ArrayList;
import java.util.List;
import kotlin.ranges.IntRange;

/**
 * Makes a descriptor of a parsed {@code .proto} file. Services, extensions and options that have no bearing on stored values
 * are left out; comments become source code info. Groups are refused, as are editions by the parser.
 */
final class ProtoFileBuilder {
    private static final int NUMBER_MAX = (1 << 29) - 1;

    private final FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();
    private final SourceCodeInfo.Builder comments = SourceCodeInfo.newBuilder();
    private final List<Integer> path = new ArrayList<>();
    private boolean proto3;

    ProtoFileBuilder(String fileName) {
        file.setName(fileName);
    }

    FileDescriptorProto build(ProtoFileElement element) {
        String syntax =
                element.getSyntax() == null ? "proto2" : element.getSyntax().toString();
        proto3 = syntax.equals("proto3");
        file.setSyntax(syntax);
        if (element.getPackageName() != null) {
            file.setPackage(element.getPackageName());
        }
        file.addAllDependency(element.getImports());
        for (String name : element.getPublicImports()) {
            file.addPublicDependency(file.getDependencyCount());
            file.addDependency(name);
        }
        types(element.getTypes());
        return file.setSourceCodeInfo(comments).build();
    }

    private void types(List<TypeElement> types) {
        for (TypeElement type : types) {
            if (type instanceof MessageElement message) {
                enter(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, file.getMessageTypeCount());
                file.addMessageType(message(message));
                leave();
            } else if (type instanceof EnumElement constants) {
                file.addEnumType(constants(constants));
            }
        }
    }

    private DescriptorProto message(MessageElement element) {
        comment(element.getDocumentation());
        if (!element.getGroups().isEmpty()) {
            throw SchemaLimits.notA(
                    ProtoText.WHAT, "the message " + element.getName() + " holds a group, and groups are not read");
        }
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(element.getName());
        for (TypeElement nested : element.getNestedTypes()) {
            if (nested instanceof MessageElement inner) {
                enter(DescriptorProto.NESTED_TYPE_FIELD_NUMBER, message.getNestedTypeCount());
                message.addNestedType(message(inner));
                leave();
            } else if (nested instanceof EnumElement constants) {
                message.addEnumType(constants(constants));
            }
        }
        ProtoFields fields = new ProtoFields(message, proto3);
        element.getFields().forEach(field -> field(message, fields, field, -1));
        for (OneOfElement oneof : element.getOneOfs()) {
            oneof(message, fields, oneof);
        }
        fields.addSyntheticOneofs();
        element.getReserveds().forEach(reserved -> reserve(message, reserved));
        element.getExtensions().forEach(extensions -> extend(message, extensions));
        return message.build();
    }

    private void oneof(DescriptorProto.Builder message, ProtoFields fields, OneOfElement oneof) {
        if (!oneof.getGroups().isEmpty()) {
            throw SchemaLimits.notA(
                    ProtoText.WHAT, "the oneof " + oneof.getName() + " holds a group, and groups are not read");
        }
        int index = fields.addOneof(oneof.getName());
        oneof.getFields().forEach(field -> field(message, fields, field, index));
    }

    private void field(DescriptorProto.Builder message, ProtoFields fields, FieldElement element, int oneof) {
        enter(DescriptorProto.FIELD_FIELD_NUMBER, message.getFieldCount());
        comment(element.getDocumentation());
        leave();
        fields.add(element, oneof);
    }

    private static void reserve(DescriptorProto.Builder message, ReservedElement reserved) {
        for (Object value : reserved.getValues()) {
            if (value instanceof String name) {
                message.addReservedName(name);
            } else {
                IntRange range = range(value);
                message.addReservedRange(ReservedRange.newBuilder()
                        .setStart(range.getFirst())
                        .setEnd(Math.min(range.getLast(), NUMBER_MAX) + 1));
            }
        }
    }

    private static void extend(DescriptorProto.Builder message, ExtensionsElement extensions) {
        for (Object value : extensions.getValues()) {
            IntRange range = range(value);
            message.addExtensionRangeBuilder()
                    .setStart(range.getFirst())
                    .setEnd(Math.min(range.getLast(), NUMBER_MAX) + 1);
        }
    }

    private static EnumDescriptorProto constants(EnumElement element) {
        EnumDescriptorProto.Builder result = EnumDescriptorProto.newBuilder().setName(element.getName());
        for (EnumConstantElement constant : element.getConstants()) {
            result.addValueBuilder().setName(constant.getName()).setNumber(constant.getTag());
        }
        for (OptionElement option : element.getOptions()) {
            if (option.getName().equals("allow_alias")) {
                result.getOptionsBuilder()
                        .setAllowAlias(option.getValue().toString().equals("true"));
            }
        }
        for (ReservedElement reserved : element.getReserveds()) {
            for (Object value : reserved.getValues()) {
                if (value instanceof String name) {
                    result.addReservedName(name);
                } else {
                    IntRange range = range(value);
                    result.addReservedRange(EnumReservedRange.newBuilder()
                            .setStart(range.getFirst())
                            .setEnd(range.getLast()));
                }
            }
        }
        return result.build();
    }

    private static IntRange range(Object value) {
        return value instanceof IntRange range ? range : new IntRange((Integer) value, (Integer) value);
    }

    private void enter(int number, int index) {
        path.add(number);
        path.add(index);
    }

    private void leave() {
        path.remove(path.size() - 1);
        path.remove(path.size() - 1);
    }

    private void comment(String text) {
        if (!text.isBlank()) {
            comments.addLocationBuilder()
                    .addAllPath(path)
                    .addAllSpan(List.of(0, 0, 0))
                    .setLeadingComments(text.strip());
        }
    }
}
