package dev.dpg.gateway.descriptor;

import com.google.protobuf.AnyProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Proto files by their names and by what they declare; each stands behind those it imports. Immutable. */
public final class ProtoFiles {
    private static final String CONTRACT = "/dpg/v1/descriptors.binpb";

    private final Map<String, FileDescriptor> files = new LinkedHashMap<>();
    private final Map<String, FileDescriptor> symbols = new HashMap<>();

    private ProtoFiles(Collection<FileDescriptor> files) {
        files.forEach(this::add);
        this.files.values().forEach(file -> index(file, symbols));
    }

    /** The files of dpg.v1 with their comments, and those of Protocol Buffers itself that any product may need. */
    public static ProtoFiles contract() {
        return Contract.FILES;
    }

    /** These and more; a file that is here already stays as it is. */
    public ProtoFiles and(Collection<FileDescriptor> more) {
        List<FileDescriptor> all = new ArrayList<>(files.values());
        all.addAll(more);
        return new ProtoFiles(all);
    }

    /** The file of this name. */
    public Optional<FileDescriptor> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** The file that declares a message, enum, service, method or field of this full name. */
    public Optional<FileDescriptor> declaring(String symbol) {
        return Optional.ofNullable(symbols.get(symbol));
    }

    /** Whether a file declares this full name itself. */
    public static boolean declares(FileDescriptor file, String symbol) {
        Map<String, FileDescriptor> declared = new HashMap<>();
        index(file, declared);
        return declared.containsKey(symbol);
    }

    /** All, each behind those it imports. */
    public Collection<FileDescriptor> all() {
        return List.copyOf(files.values());
    }

    /** A file and all that it needs, each behind those it imports. */
    public static FileDescriptorSet closure(Collection<FileDescriptor> roots) {
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        new ProtoFiles(roots).files.values().forEach(file -> set.addFile(file.toProto()));
        return set.build();
    }

    FileDescriptor require(String name) {
        return file(name).orElseThrow(() -> new IllegalStateException("there is no file " + name));
    }

    private void add(FileDescriptor file) {
        if (files.containsKey(file.getName())) {
            return;
        }
        file.getDependencies().forEach(this::add);
        files.put(file.getName(), file);
    }

    private static void index(FileDescriptor file, Map<String, FileDescriptor> symbols) {
        file.getMessageTypes().forEach(message -> index(message, symbols));
        file.getEnumTypes().forEach(type -> index(type, symbols));
        file.getServices().forEach(service -> {
            symbols.put(service.getFullName(), file);
            service.getMethods().forEach(method -> symbols.put(method.getFullName(), file));
        });
    }

    private static void index(Descriptor message, Map<String, FileDescriptor> symbols) {
        symbols.put(message.getFullName(), message.getFile());
        message.getFields().forEach(field -> symbols.put(field.getFullName(), message.getFile()));
        message.getOneofs().forEach(oneof -> symbols.put(oneof.getFullName(), message.getFile()));
        message.getNestedTypes().forEach(nested -> index(nested, symbols));
        message.getEnumTypes().forEach(type -> index(type, symbols));
    }

    private static void index(EnumDescriptor type, Map<String, FileDescriptor> symbols) {
        symbols.put(type.getFullName(), type.getFile());
        // Values are beside their enum, as in C++, and not in it.
        String scope = type.getFullName()
                .substring(0, type.getFullName().length() - type.getName().length());
        type.getValues().forEach(value -> symbols.put(scope + value.getName(), type.getFile()));
    }

    /** Read when it is first asked for. */
    private static final class Contract {
        private static final ProtoFiles FILES = read();

        private static ProtoFiles read() {
            Map<String, FileDescriptor> built = new LinkedHashMap<>();
            for (FileDescriptor file : List.of(
                    AnyProto.getDescriptor(),
                    DurationProto.getDescriptor(),
                    EmptyProto.getDescriptor(),
                    StructProto.getDescriptor(),
                    TimestampProto.getDescriptor())) {
                built.put(file.getName(), file);
            }
            Map<String, FileDescriptorProto> written = new LinkedHashMap<>();
            stored().getFileList().forEach(file -> written.put(file.getName(), file));
            written.values().forEach(file -> build(file, written, built));
            return new ProtoFiles(built.values());
        }

        private static FileDescriptorSet stored() {
            try (InputStream stored = ProtoFiles.class.getResourceAsStream(CONTRACT)) {
                if (stored == null) {
                    throw new IllegalStateException(CONTRACT + " is not on the class path");
                }
                return FileDescriptorSet.parseFrom(stored);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static FileDescriptor build(
                FileDescriptorProto file, Map<String, FileDescriptorProto> written, Map<String, FileDescriptor> built) {
            FileDescriptor known = built.get(file.getName());
            if (known != null) {
                return known;
            }
            FileDescriptor[] imports = file.getDependencyList().stream()
                    .map(name -> {
                        FileDescriptor imported = built.get(name);
                        if (imported != null) {
                            return imported;
                        }
                        FileDescriptorProto other = written.get(name);
                        if (other == null) {
                            throw new IllegalStateException(file.getName() + " imports an unknown file " + name);
                        }
                        return build(other, written, built);
                    })
                    .toArray(FileDescriptor[]::new);
            try {
                FileDescriptor made = FileDescriptor.buildFrom(file, imports);
                built.put(file.getName(), made);
                return made;
            } catch (DescriptorValidationException e) {
                throw new IllegalStateException(file.getName() + " is not valid", e);
            }
        }
    }
}
