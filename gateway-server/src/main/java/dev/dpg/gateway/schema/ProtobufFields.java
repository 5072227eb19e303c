package dev.dpg.gateway.schema;

import com.google.protobuf.DescriptorProtos.SourceCodeInfo;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.ValueKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The properties of a protobuf message. */
final class ProtobufFields {
    private final FieldCollector fields = new FieldCollector(ProtoText.WHAT);
    /** Messages that are being read, by full name. */
    private final Deque<String> open = new ArrayDeque<>();

    private final Map<FileDescriptor, Map<List<Integer>, String>> comments = new HashMap<>();

    private ProtobufFields() {}

    static List<Field> of(Descriptor message) {
        ProtobufFields reader = new ProtobufFields();
        reader.properties("", message);
        return reader.fields.fields();
    }

    private void properties(String path, Descriptor message) {
        open.push(message.getFullName());
        for (FieldDescriptor field : message.getFields()) {
            String name = path.isEmpty() ? field.getName() : path + "." + field.getName();
            ValueKind kind = kind(field);
            if (field.isRepeated() && !field.isMapField()) {
                fields.add(name, ValueKind.ARRAY, true, comment(field));
                fields.add(name + "[]", kind, false, "");
                nested(name + "[]", kind, field);
            } else {
                fields.add(name, kind, field.isRequired() || !field.hasPresence(), comment(field));
                nested(name, kind, field);
            }
        }
        open.pop();
    }

    private void nested(String path, ValueKind kind, FieldDescriptor field) {
        if (kind == ValueKind.OBJECT) {
            properties(path, field.getMessageType());
        }
    }

    /** What one value of the field is. */
    private ValueKind kind(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT, LONG -> ValueKind.INTEGER;
            case FLOAT, DOUBLE -> ValueKind.NUMBER;
            case BOOLEAN -> ValueKind.BOOLEAN;
            case STRING, ENUM -> ValueKind.STRING;
            case BYTE_STRING -> ValueKind.BYTES;
            case MESSAGE -> field.isMapField() ? ValueKind.ANY : message(field.getMessageType());
        };
    }

    private ValueKind message(Descriptor type) {
        return WellKnownMessage.of(type)
                .map(WellKnownMessage::kind)
                .orElseGet(() -> open.contains(type.getFullName())
                                || open.size() >= SchemaLimits.DEPTH_MAX
                                || type.getFields().isEmpty()
                        ? ValueKind.ANY
                        : ValueKind.OBJECT);
    }

    /** What the text says before the field. */
    private String comment(FieldDescriptor field) {
        List<Integer> path = new ArrayList<>(List.of(field.getIndex(), 2));
        for (Descriptor at = field.getContainingType(); at != null; at = at.getContainingType()) {
            path.add(at.getIndex());
            path.add(at.getContainingType() == null ? 4 : 3);
        }
        Collections.reverse(path);
        return comments.computeIfAbsent(field.getFile(), ProtobufFields::commentsOf)
                .getOrDefault(path, "");
    }

    private static Map<List<Integer>, String> commentsOf(FileDescriptor file) {
        Map<List<Integer>, String> comments = new HashMap<>();
        for (SourceCodeInfo.Location location :
                file.toProto().getSourceCodeInfo().getLocationList()) {
            String text = location.getLeadingComments().isBlank()
                    ? location.getTrailingComments()
                    : location.getLeadingComments();
            comments.putIfAbsent(location.getPathList(), text);
        }
        return comments;
    }
}
