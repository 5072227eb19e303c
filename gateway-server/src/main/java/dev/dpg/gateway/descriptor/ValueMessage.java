package dev.dpg.gateway.descriptor;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.Property;
import dev.dpg.gateway.product.RecordType.ValueType;
import dev.dpg.gateway.product.ValueKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes the message of a product's values from its fields. An object becomes a nested message, a list {@code repeated}; a list
 * within a list, which Protocol Buffers does not know, a message with the inner list as its field 1. Belongs to one thread.
 */
final class ValueMessage {
    /** The field that holds the inner list of a list of lists. */
    static final String INNER_LIST = "items";

    private static final int FIELD = DescriptorProto.FIELD_FIELD_NUMBER;
    private static final int NESTED = DescriptorProto.NESTED_TYPE_FIELD_NUMBER;
    private static final String TIMESTAMP = ".google.protobuf.Timestamp";
    private static final String ANY_JSON = ".google.protobuf.Value";

    private final Map<String, String> descriptions = new HashMap<>();
    private final FileComments comments;
    private boolean anyJson;

    /** @param comments is told what the fields' descriptions say */
    ValueMessage(List<Field> fields, FileComments comments) {
        fields.forEach(field -> descriptions.put(field.path(), field.description()));
        this.comments = comments;
    }

    /**
     * The message.
     *
     * @param scope full name of what it is in
     * @param name its name there
     * @param at where it is in the file
     */
    DescriptorProto message(RecordType type, String scope, String name, List<Integer> at) {
        return new Scope(scope + "." + name, Set.of(name), at).message(name, type);
    }

    /** A message under construction: its full name, the names around it and its own, and its place in the file. */
    private final class Scope {
        private final String fullName;
        private final Set<String> enclosing;
        private final List<Integer> at;
        private final DescriptorProto.Builder made = DescriptorProto.newBuilder();

        Scope(String fullName, Set<String> enclosing, List<Integer> at) {
            this.fullName = fullName;
            this.enclosing = enclosing;
            this.at = at;
        }

        DescriptorProto message(String name, RecordType type) {
            made.setName(name);
            var names = new MemberNames(type, enclosing);
            for (Property property : type.properties()) {
                String field = names.field(property);
                comments.add(place(FIELD, made.getFieldCount()), comment(property));
                FieldDescriptorProto.Builder one = FieldDescriptorProto.newBuilder()
                        .setName(field)
                        .setJsonName(property.name())
                        .setNumber(property.number())
                        .setLabel(
                                property.type() instanceof ValueType.Items
                                        ? FieldDescriptorProto.Label.LABEL_REPEATED
                                        : FieldDescriptorProto.Label.LABEL_OPTIONAL);
                setType(one, property.type(), () -> names.type(property));
                if (one.getLabel() == FieldDescriptorProto.Label.LABEL_OPTIONAL && !one.hasTypeName()) {
                    one.setProto3Optional(true).setOneofIndex(made.getOneofDeclCount());
                    made.addOneofDecl(OneofDescriptorProto.newBuilder().setName(names.oneof(field)));
                }
                made.addField(one);
            }
            return made.build();
        }

        private DescriptorProto innerList(String name, ValueType.Items list) {
            made.setName(name);
            FieldDescriptorProto.Builder items = FieldDescriptorProto.newBuilder()
                    .setName(INNER_LIST)
                    .setJsonName(INNER_LIST)
                    .setNumber(1)
                    .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED);
            setType(items, list, () -> enclosing.contains("Item") ? "Item" + enclosing.size() : "Item");
            return made.addField(items).build();
        }

        /** Sets what a value is, or what the items of a list are. */
        private void setType(FieldDescriptorProto.Builder field, ValueType type, Supplier<String> name) {
            ValueType one = type instanceof ValueType.Items items ? items.item() : type;
            if (one instanceof ValueType.Single single) {
                setKind(field, single.kind());
                return;
            }
            String nested = name.get();
            Set<String> around = new HashSet<>(enclosing);
            around.add(nested);
            var scope = new Scope(fullName + "." + nested, around, place(NESTED, made.getNestedTypeCount()));
            made.addNestedType(
                    one instanceof ValueType.Structure structure
                            ? scope.message(nested, structure.type())
                            : scope.innerList(nested, (ValueType.Items) one));
            field.setType(FieldDescriptorProto.Type.TYPE_MESSAGE).setTypeName("." + scope.fullName);
        }

        private List<Integer> place(int kind, int index) {
            List<Integer> path = new ArrayList<>(at);
            path.add(kind);
            path.add(index);
            return path;
        }
    }

    /** Whether a message that was made holds values of any JSON, whose type another file has. */
    boolean hasAnyJson() {
        return anyJson;
    }

    private void setKind(FieldDescriptorProto.Builder field, ValueKind kind) {
        switch (kind) {
            case BOOLEAN -> field.setType(FieldDescriptorProto.Type.TYPE_BOOL);
            case INTEGER -> field.setType(FieldDescriptorProto.Type.TYPE_INT64);
            case NUMBER -> field.setType(FieldDescriptorProto.Type.TYPE_DOUBLE);
            case BYTES -> field.setType(FieldDescriptorProto.Type.TYPE_BYTES);
            case STRING, DECIMAL, DATE, TIME -> field.setType(FieldDescriptorProto.Type.TYPE_STRING);
            case TIMESTAMP ->
                field.setType(FieldDescriptorProto.Type.TYPE_MESSAGE).setTypeName(TIMESTAMP);
            case ANY -> {
                field.setType(FieldDescriptorProto.Type.TYPE_MESSAGE).setTypeName(ANY_JSON);
                anyJson = true;
            }
            case OBJECT, ARRAY -> throw new IllegalArgumentException("not a single value: " + kind);
        }
    }

    private String comment(Property property) {
        String description = descriptions.getOrDefault(property.path(), "").strip();
        String form = form(property.type());
        return description + (description.isEmpty() || form.isEmpty() ? "" : "\n") + form;
    }

    /** What the type alone does not tell. */
    private static String form(ValueType type) {
        return switch (type.kind()) {
            case DECIMAL -> "Decimal digits, for instance 12.50.";
            case DATE -> "A date as in RFC 3339, for instance 2026-01-31.";
            case TIME -> "A time of day as in RFC 3339, for instance 13:30:00.25.";
            default -> "";
        };
    }
}
