package dev.dpg.cli.stubs;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The text of a proto3 file, as protoc reads it, with the comments that its descriptor carries. Compiled again it gives the
 * same descriptor. It knows what the files of a gateway have: no groups, extensions, and no options but those of Java and Go
 * and {@code deprecated}. Types are named from the root, with a dot in front, so that no nearer name can be meant.
 */
public final class ProtoText {
    private final FileDescriptorProto file;
    private final Map<List<Integer>, String> comments = new HashMap<>();
    private final StringBuilder out = new StringBuilder();
    private int depth;

    private ProtoText(FileDescriptorProto file) {
        this.file = file;
        file.getSourceCodeInfo()
                .getLocationList()
                .forEach(location -> comments.put(location.getPathList(), location.getLeadingComments()));
    }

    /**
     * The text of a file.
     *
     * @throws IllegalArgumentException if it is not proto3
     */
    public static String of(FileDescriptorProto file) {
        if (!file.getSyntax().equals("proto3")) {
            throw new IllegalArgumentException(file.getName() + " is not proto3");
        }
        var text = new ProtoText(file);
        text.file();
        return text.out.toString();
    }

    private void file() {
        comment(List.of(FileDescriptorProto.SYNTAX_FIELD_NUMBER));
        line("syntax = \"proto3\";");
        line("");
        line("package " + file.getPackage() + ";");
        line("");
        file.getDependencyList().forEach(name -> line("import " + quoted(name) + ";"));
        options();
        for (int i = 0; i < file.getServiceCount(); i++) {
            line("");
            service(file.getService(i), List.of(FileDescriptorProto.SERVICE_FIELD_NUMBER, i));
        }
        for (int i = 0; i < file.getEnumTypeCount(); i++) {
            line("");
            enumType(file.getEnumType(i), List.of(FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER, i));
        }
        for (int i = 0; i < file.getMessageTypeCount(); i++) {
            line("");
            message(file.getMessageType(i), List.of(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, i));
        }
    }

    private void options() {
        var options = file.getOptions();
        List<String> set = new ArrayList<>();
        if (options.hasJavaPackage()) {
            set.add("java_package = " + quoted(options.getJavaPackage()));
        }
        if (options.hasJavaOuterClassname()) {
            set.add("java_outer_classname = " + quoted(options.getJavaOuterClassname()));
        }
        if (options.hasJavaMultipleFiles()) {
            set.add("java_multiple_files = " + options.getJavaMultipleFiles());
        }
        if (options.hasGoPackage()) {
            set.add("go_package = " + quoted(options.getGoPackage()));
        }
        if (!set.isEmpty()) {
            line("");
        }
        set.forEach(option -> line("option " + option + ";"));
    }

    private void service(ServiceDescriptorProto service, List<Integer> path) {
        comment(path);
        open("service " + service.getName());
        for (int i = 0; i < service.getMethodCount(); i++) {
            MethodDescriptorProto method = service.getMethod(i);
            comment(within(path, ServiceDescriptorProto.METHOD_FIELD_NUMBER, i));
            line("rpc " + method.getName() + "(" + (method.getClientStreaming() ? "stream " : "")
                    + method.getInputType() + ") returns (" + (method.getServerStreaming() ? "stream " : "")
                    + method.getOutputType() + ");");
        }
        close();
    }

    private void message(DescriptorProto message, List<Integer> path) {
        comment(path);
        open("message " + message.getName());
        for (int i = 0; i < message.getNestedTypeCount(); i++) {
            if (!message.getNestedType(i).getOptions().getMapEntry()) {
                message(message.getNestedType(i), within(path, DescriptorProto.NESTED_TYPE_FIELD_NUMBER, i));
            }
        }
        for (int i = 0; i < message.getEnumTypeCount(); i++) {
            enumType(message.getEnumType(i), within(path, DescriptorProto.ENUM_TYPE_FIELD_NUMBER, i));
        }
        fields(message, path);
        message.getReservedRangeList().forEach(range -> reserved(range.getStart(), range.getEnd() - 1));
        message.getReservedNameList().forEach(name -> line("reserved " + quoted(name) + ";"));
        close();
    }

    /** Fields in their order; those of a oneof stand together in it, as they do in the descriptor. */
    private void fields(DescriptorProto message, List<Integer> path) {
        Optional<Integer> open = Optional.empty();
        for (int i = 0; i < message.getFieldCount(); i++) {
            FieldDescriptorProto field = message.getField(i);
            Optional<Integer> oneof = field.hasOneofIndex() && !field.getProto3Optional()
                    ? Optional.of(field.getOneofIndex())
                    : Optional.empty();
            if (!oneof.equals(open)) {
                open.ifPresent(before -> close());
                oneof.ifPresent(index -> {
                    comment(within(path, DescriptorProto.ONEOF_DECL_FIELD_NUMBER, index));
                    open("oneof " + message.getOneofDecl(index).getName());
                });
                open = oneof;
            }
            comment(within(path, DescriptorProto.FIELD_FIELD_NUMBER, i));
            line(label(field, message) + type(field, message) + " " + field.getName() + " = " + field.getNumber()
                    + fieldOptions(field) + ";");
        }
        open.ifPresent(before -> close());
    }

    private void enumType(EnumDescriptorProto type, List<Integer> path) {
        comment(path);
        open("enum " + type.getName());
        for (int i = 0; i < type.getValueCount(); i++) {
            EnumValueDescriptorProto value = type.getValue(i);
            comment(within(path, EnumDescriptorProto.VALUE_FIELD_NUMBER, i));
            line(value.getName() + " = " + value.getNumber()
                    + (value.getOptions().getDeprecated() ? " [deprecated = true]" : "") + ";");
        }
        type.getReservedRangeList().forEach(range -> reserved(range.getStart(), range.getEnd()));
        type.getReservedNameList().forEach(name -> line("reserved " + quoted(name) + ";"));
        close();
    }

    private void reserved(int first, int last) {
        line("reserved " + first + (last == first ? "" : " to " + last) + ";");
    }

    private static String label(FieldDescriptorProto field, DescriptorProto message) {
        if (field.getLabel() == FieldDescriptorProto.Label.LABEL_REPEATED) {
            return mapEntry(field, message).isPresent() ? "" : "repeated ";
        }
        return field.getProto3Optional() ? "optional " : "";
    }

    private static String type(FieldDescriptorProto field, DescriptorProto message) {
        Optional<DescriptorProto> entry = mapEntry(field, message);
        if (entry.isPresent()) {
            return "map<" + type(entry.get().getField(0), message) + ", "
                    + type(entry.get().getField(1), message) + ">";
        }
        if (field.getType() == FieldDescriptorProto.Type.TYPE_GROUP) {
            throw new IllegalArgumentException(field.getName() + " is a group");
        }
        return field.hasTypeName()
                ? field.getTypeName()
                : field.getType().name().substring("TYPE_".length()).toLowerCase(Locale.ROOT);
    }

    private static Optional<DescriptorProto> mapEntry(FieldDescriptorProto field, DescriptorProto message) {
        return message.getNestedTypeList().stream()
                .filter(nested -> nested.getOptions().getMapEntry())
                .filter(nested -> field.getTypeName().endsWith("." + message.getName() + "." + nested.getName()))
                .findFirst();
    }

    private static String fieldOptions(FieldDescriptorProto field) {
        List<String> set = new ArrayList<>();
        if (field.hasJsonName() && !field.getJsonName().equals(defaultJsonName(field.getName()))) {
            set.add("json_name = " + quoted(field.getJsonName()));
        }
        if (field.getOptions().getDeprecated()) {
            set.add("deprecated = true");
        }
        return set.isEmpty() ? "" : " [" + String.join(", ", set) + "]";
    }

    /** As protoc makes it: without underscores, and what follows one in upper case. */
    private static String defaultJsonName(String name) {
        StringBuilder json = new StringBuilder();
        boolean up = false;
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            if (character == '_') {
                up = true;
            } else {
                json.append(up && character >= 'a' && character <= 'z' ? (char) (character - 'a' + 'A') : character);
                up = false;
            }
        }
        return json.toString();
    }

    private void comment(List<Integer> path) {
        String comment = comments.getOrDefault(path, "");
        comment.lines().forEach(text -> line(("//" + text).stripTrailing()));
    }

    private void open(String head) {
        line(head + " {");
        depth++;
    }

    private void close() {
        depth--;
        line("}");
    }

    private void line(String text) {
        out.append(text.isEmpty() ? "" : "  ".repeat(depth)).append(text).append('\n');
    }

    private static List<Integer> within(List<Integer> path, int field, int index) {
        List<Integer> longer = new ArrayList<>(path);
        longer.add(field);
        longer.add(index);
        return longer;
    }

    /** A string as protoc reads it; names of files and properties may hold anything but control characters. */
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
