package dev.dpg.gateway.schema;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.dpg.gateway.problem.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A protobuf schema: its own file, what that imports, and the message that is meant. Made of a {@code .proto} text or of a set
 * of descriptors; both say the same afterwards. Immutable.
 */
public final class ProtobufSchema {
    private final FileDescriptor file;
    private final Descriptor message;

    private ProtobufSchema(FileDescriptor file, Descriptor message) {
        this.file = file;
        this.message = message;
    }

    /**
     * Reads a text.
     *
     * @param text a {@code .proto} file in proto2 or proto3, or in base64 its {@code google.protobuf.FileDescriptorProto} or a
     *     {@code google.protobuf.FileDescriptorSet} with each file behind those it imports
     * @param imports names as in import statements to their texts; {@code google/protobuf/*.proto}, the usual ones of {@code
     *     google/type} and Confluent's types are known and need not be given. A file that is missing does no harm while none of
     *     its types is used.
     * @param messageName full name of the message, or its name within the file's package; empty for the file's first one
     * @throws dev.dpg.gateway.problem.ProblemException {@code BAD_REQUEST} if it is no such text or has no such message
     */
    public static ProtobufSchema ofText(String text, Map<String, String> imports, String messageName) {
        SchemaLimits.requireSize(ProtoText.WHAT, text, imports);
        Optional<FileDescriptorSet> set = EncodedProto.is(text) ? EncodedProto.set(text) : Optional.empty();
        FileDescriptor file = set.map(ProtoLinker::link)
                .orElseGet(() -> ProtoLinker.ofTexts(imports).link(text));
        return of(file, messageName);
    }

    /**
     * Reads a set of descriptors.
     *
     * @param bytes a {@code google.protobuf.FileDescriptorSet} with each file behind those it imports: the last one is meant
     * @param messageName as in {@link #ofText}
     * @throws dev.dpg.gateway.problem.ProblemException {@code BAD_REQUEST} if it is no such set or has no such message
     */
    public static ProtobufSchema ofDescriptorSet(byte[] bytes, String messageName) {
        try {
            return of(ProtoLinker.link(FileDescriptorSet.parseFrom(bytes)), messageName);
        } catch (InvalidProtocolBufferException e) {
            throw SchemaLimits.notA(ProtoText.WHAT, "the bytes are no set of descriptors");
        }
    }

    /** The message that is meant. */
    public Descriptor message() {
        return message;
    }

    /**
     * The message at a path of indexes, as Confluent's serializers write it: within the file, then within the message before.
     * Entries of maps count behind the messages that are declared in the text; where the schema was a set of descriptors, they
     * stand as they stand there.
     */
    public Optional<Descriptor> at(int[] indexes) {
        List<Descriptor> siblings = file.getMessageTypes();
        Optional<Descriptor> found = Optional.empty();
        for (int index : indexes) {
            if (index < 0 || index >= siblings.size()) {
                return Optional.empty();
            }
            found = Optional.of(siblings.get(index));
            siblings = siblings.get(index).getNestedTypes();
        }
        return found;
    }

    /** The message of this full name in the schema's own file or in one that it imports itself. */
    public Optional<Descriptor> find(String fullName) {
        return Optional.ofNullable(known(file).get(fullName));
    }

    /** All top-level messages of the schema's own file. */
    public List<Descriptor> messages() {
        return file.getMessageTypes();
    }

    /** The schema's own file and everything that it imports, each behind those it imports. */
    public FileDescriptorSet descriptorSet() {
        Map<String, FileDescriptorProto> files = new LinkedHashMap<>();
        collect(file, files);
        return FileDescriptorSet.newBuilder().addAllFile(files.values()).build();
    }

    private static void collect(FileDescriptor file, Map<String, FileDescriptorProto> files) {
        if (!files.containsKey(file.getName())) {
            file.getDependencies().forEach(imported -> collect(imported, files));
            files.put(file.getName(), file.toProto());
        }
    }

    private static ProtobufSchema of(FileDescriptor file, String messageName) {
        List<Descriptor> messages = file.getMessageTypes();
        if (messages.isEmpty() && messageName.isEmpty()) {
            throw SchemaLimits.notA(ProtoText.WHAT, "it declares no message");
        }
        return new ProtobufSchema(file, messageName.isEmpty() ? messages.get(0) : find(file, messageName));
    }

    private static Descriptor find(FileDescriptor file, String name) {
        Map<String, Descriptor> known = known(file);
        String qualified = file.getPackage().isEmpty() ? name : file.getPackage() + "." + name;
        Descriptor found = known.getOrDefault(name, known.get(qualified));
        if (found == null) {
            String hint = NearestName.of(name, new TreeSet<>(known.keySet()))
                    .map(nearest -> "; the nearest is \"" + nearest + "\"")
                    .orElse("");
            throw SchemaLimits.notA(ProtoText.WHAT, "it has no message \"" + name + "\"" + hint);
        }
        return found;
    }

    private static Map<String, Descriptor> known(FileDescriptor file) {
        Map<String, Descriptor> known = new LinkedHashMap<>();
        List<FileDescriptor> files = new ArrayList<>(List.of(file));
        files.addAll(file.getDependencies());
        files.forEach(one -> one.getMessageTypes().forEach(message -> collect(message, known)));
        return known;
    }

    private static void collect(Descriptor message, Map<String, Descriptor> known) {
        known.putIfAbsent(message.getFullName(), message);
        message.getNestedTypes().forEach(nested -> collect(nested, known));
    }
}
