package dev.dpg.gateway.schema;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.TextFormat;
import com.squareup.wire.schema.Field;
import com.squareup.wire.schema.internal.parser.FieldElement;
import com.squareup.wire.schema.internal.parser.OptionElement;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Adds parsed fields to a message's descriptor; what the short forms of the language stand for is written out. */
final class ProtoFields {
    private static final Pattern MAP = Pattern.compile("map\\s*<\\s*([^,\\s]+)\\s*,\\s*([^>\\s]+)\\s*>");
    private static final Map<String, FieldDescriptorProto.Type> SCALARS = scalars();

    private final DescriptorProto.Builder message;
    private final boolean proto3;
    /** Index of a field to the name of the oneof that {@code optional} stands for. */
    private final Map<Integer, String> synthetic = new LinkedHashMap<>();

    ProtoFields(DescriptorProto.Builder message, boolean proto3) {
        this.message = message;
        this.proto3 = proto3;
    }

    /** Its index. */
    int addOneof(String name) {
        message.addOneofDeclBuilder().setName(name);
        return message.getOneofDeclCount() - 1;
    }

    /** @param oneof index of the oneof that it is in; negative for none */
    void add(FieldElement element, int oneof) {
        FieldDescriptorProto.Builder field =
                FieldDescriptorProto.newBuilder().setName(element.getName()).setNumber(element.getTag());
        Matcher map = MAP.matcher(element.getType());
        if (map.matches()) {
            field.setLabel(Label.LABEL_REPEATED)
                    .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                    .setTypeName(entry(element, map));
        } else {
            type(field, element.getType());
            label(field, element.getLabel(), oneof);
        }
        if (element.getJsonName() != null) {
            field.setJsonName(element.getJsonName());
        }
        if (element.getDefaultValue() != null) {
            field.setDefaultValue(defaultValue(field, element.getDefaultValue()));
        }
        for (OptionElement option : element.getOptions()) {
            if (option.getName().equals("packed") && !option.isParenthesized()) {
                field.getOptionsBuilder().setPacked(option.getValue().toString().equals("true"));
            }
        }
        message.addField(field);
    }

    /** They come behind all others, as protoc has them. */
    void addSyntheticOneofs() {
        synthetic.forEach((field, name) -> message.getFieldBuilder(field).setOneofIndex(addOneof(name)));
    }

    private void label(FieldDescriptorProto.Builder field, Field.Label label, int oneof) {
        if (oneof >= 0) {
            field.setLabel(Label.LABEL_OPTIONAL).setOneofIndex(oneof);
        } else if (label == Field.Label.REPEATED) {
            field.setLabel(Label.LABEL_REPEATED);
        } else if (label == Field.Label.REQUIRED) {
            field.setLabel(Label.LABEL_REQUIRED);
        } else {
            field.setLabel(Label.LABEL_OPTIONAL);
            if (proto3 && label == Field.Label.OPTIONAL) {
                field.setProto3Optional(true);
                synthetic.put(message.getFieldCount(), "_" + field.getName());
            }
        }
    }

    /** Behind the declared types, so that those keep their indexes. */
    private String entry(FieldElement element, Matcher map) {
        StringBuilder name = new StringBuilder();
        for (String word : element.getName().split("_", -1)) {
            name.append(word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        name.append("Entry");
        DescriptorProto.Builder entry = message.addNestedTypeBuilder().setName(name.toString());
        entry.getOptionsBuilder().setMapEntry(true);
        type(entry.addFieldBuilder().setName("key").setNumber(1).setLabel(Label.LABEL_OPTIONAL), map.group(1));
        type(entry.addFieldBuilder().setName("value").setNumber(2).setLabel(Label.LABEL_OPTIONAL), map.group(2));
        return name.toString();
    }

    private static void type(FieldDescriptorProto.Builder field, String name) {
        FieldDescriptorProto.Type scalar = SCALARS.get(name);
        if (scalar == null) {
            field.setTypeName(name);
        } else {
            field.setType(scalar);
        }
    }

    private static String defaultValue(FieldDescriptorProto.Builder field, String text) {
        return field.getType() == FieldDescriptorProto.Type.TYPE_BYTES && field.hasType()
                ? TextFormat.escapeBytes(ByteString.copyFrom(text.getBytes(StandardCharsets.ISO_8859_1)))
                : text;
    }

    private static Map<String, FieldDescriptorProto.Type> scalars() {
        Map<String, FieldDescriptorProto.Type> scalars = new LinkedHashMap<>();
        for (FieldDescriptorProto.Type type : FieldDescriptorProto.Type.values()) {
            if (type != FieldDescriptorProto.Type.TYPE_GROUP
                    && type != FieldDescriptorProto.Type.TYPE_MESSAGE
                    && type != FieldDescriptorProto.Type.TYPE_ENUM) {
                scalars.put(type.name().substring("TYPE_".length()).toLowerCase(Locale.ROOT), type);
            }
        }
        return scalars;
    }
}
