package dev.dpg.gateway.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Links parsed files with those that they import. One for each schema; not thread-safe. */
final class ProtoLinker {
    private static final String FILE_NAME = "schema.proto";
    /** Files of a set; the library keeps with each of them all that it sees. */
    private static final int FILES_MAX = 256;
    /** What the language allows for the keys of maps; the library takes anything. */
    private static final Set<JavaType> KEYS = Set.of(JavaType.INT, JavaType.LONG, JavaType.BOOLEAN, JavaType.STRING);

    private final Map<String, String> texts;
    private final Map<String, FileDescriptor> linked = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private final List<String> missing = new ArrayList<>();

    private ProtoLinker(Map<String, String> texts) {
        this.texts = texts;
    }

    /** @param texts names as in import statements to their texts */
    static ProtoLinker ofTexts(Map<String, String> texts) {
        return new ProtoLinker(texts);
    }

    /** A set with each file behind those it imports: the last one is given back. */
    static FileDescriptor link(FileDescriptorSet set) {
        if (set.getFileCount() > FILES_MAX) {
            throw SchemaLimits.notA(ProtoText.WHAT, "the set has more than " + FILES_MAX + " files");
        }
        ProtoLinker linker = new ProtoLinker(Map.of());
        FileDescriptor last = null;
        for (FileDescriptorProto file : set.getFileList()) {
            last = linker.link(file);
            linker.linked.put(file.getName(), last);
        }
        if (last == null) {
            throw SchemaLimits.notA(ProtoText.WHAT, "the set of descriptors is empty");
        }
        return last;
    }

    /** A schema's own text. */
    FileDescriptor link(String text) {
        String name = FILE_NAME;
        while (texts.containsKey(name)) {
            name = "_" + name;
        }
        return link(name, text);
    }

    /** A text under a name of its own. */
    FileDescriptor link(String name, String text) {
        return link(EncodedProto.is(text) ? EncodedProto.file(name, text) : ProtoText.parse(name, text));
    }

    private FileDescriptor link(FileDescriptorProto parsed) {
        List<FileDescriptor> imports = new ArrayList<>();
        FileDescriptorProto.Builder file =
                parsed.toBuilder().clearDependency().clearPublicDependency().clearWeakDependency();
        for (int i = 0; i < parsed.getDependencyCount(); i++) {
            String name = parsed.getDependency(i);
            Optional<FileDescriptor> imported = imported(name);
            if (imported.isEmpty()) {
                missing.add(name);
            } else if (!file.getDependencyList().contains(name)) {
                if (parsed.getPublicDependencyList().contains(i)) {
                    file.addPublicDependency(file.getDependencyCount());
                }
                file.addDependency(name);
                imports.add(imported.get());
            }
        }
        FileDescriptor[] dependencies = imports.toArray(FileDescriptor[]::new);
        try {
            FileDescriptor relative = FileDescriptor.buildFrom(file.build(), dependencies);
            relative.getMessageTypes().forEach(ProtoLinker::requireMaps);
            return FileDescriptor.buildFrom(absolute(relative), dependencies);
        } catch (DescriptorValidationException | IllegalArgumentException | IllegalStateException e) {
            throw SchemaLimits.notA(ProtoText.WHAT, e.getMessage() + hint());
        } catch (NullPointerException | ClassCastException | IndexOutOfBoundsException e) {
            throw SchemaLimits.notA(ProtoText.WHAT, "its descriptor contradicts itself" + hint());
        }
    }

    /** Entries of maps have a key of a type that can be one, and a value, and nothing else. */
    private static void requireMaps(Descriptor message) {
        message.getNestedTypes().forEach(ProtoLinker::requireMaps);
        if (!message.getOptions().getMapEntry()) {
            return;
        }
        FieldDescriptor key = message.findFieldByNumber(1);
        FieldDescriptor value = message.findFieldByNumber(2);
        boolean good = key != null
                && value != null
                && message.getFields().size() == 2
                && !key.isRepeated()
                && !value.isRepeated()
                && KEYS.contains(key.getJavaType());
        if (!good) {
            throw SchemaLimits.notA(
                    ProtoText.WHAT, "a map of " + message.getFullName() + " has keys or values that no map can have");
        }
    }

    private String hint() {
        return missing.isEmpty() ? "" : " (not given: the import " + String.join(", ", missing) + ")";
    }

    private Optional<FileDescriptor> imported(String name) {
        FileDescriptor known = linked.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        String text = texts.get(name);
        if (text == null) {
            return WellKnownFiles.find(name);
        }
        if (!open.add(name)) {
            throw SchemaLimits.notA(ProtoText.WHAT, "the file " + name + " imports itself, directly or by others");
        }
        if (open.size() > SchemaLimits.DEPTH_MAX) {
            throw SchemaLimits.notA(
                    ProtoText.WHAT, "files import each other over more than " + SchemaLimits.DEPTH_MAX + " levels");
        }
        FileDescriptor file = link(name, text);
        open.remove(name);
        linked.put(name, file);
        return Optional.of(file);
    }

    /** The same with every type named in full and its kind written down, as others expect of a descriptor. */
    private static FileDescriptorProto absolute(FileDescriptor file) {
        FileDescriptorProto.Builder result = file.toProto().toBuilder();
        for (int i = 0; i < result.getMessageTypeCount(); i++) {
            absolute(result.getMessageTypeBuilder(i), file.getMessageTypes().get(i));
        }
        return result.build();
    }

    private static void absolute(DescriptorProto.Builder result, Descriptor message) {
        for (int i = 0; i < result.getFieldCount(); i++) {
            FieldDescriptor field = message.getFields().get(i);
            FieldDescriptorProto.Builder builder = result.getFieldBuilder(i);
            builder.setType(field.getType().toProto());
            if (field.getJavaType() == JavaType.MESSAGE) {
                builder.setTypeName("." + field.getMessageType().getFullName());
            } else if (field.getJavaType() == JavaType.ENUM) {
                builder.setTypeName("." + field.getEnumType().getFullName());
            }
            if (!builder.hasJsonName()) {
                builder.setJsonName(field.getJsonName());
            }
        }
        for (int i = 0; i < result.getNestedTypeCount(); i++) {
            absolute(result.getNestedTypeBuilder(i), message.getNestedTypes().get(i));
        }
    }
}
