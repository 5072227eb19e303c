package dev.dpg.gateway.descriptor;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileOptions;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.product.ProtoName;
import dev.dpg.gateway.product.RecordType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * Makes a product's file. Its frames are copies of those of dpg.v1, so that they cannot differ, in which the types that lead to
 * the product's own message are its own. Belongs to one thread.
 */
final class ProductFile {
    private static final String FRAME_FILE = "dpg/v1/frame.proto";
    private static final String DATA_SERVICE_FILE = "dpg/v1/data_service.proto";
    /** Those of dpg.v1's messages that a product has copies of, in the order of the file. */
    private static final List<String> COPIED = List.of("Frame", "RecordBatch", "Record");

    private static final String MESSAGE_FIELD = "message";
    private static final int SERVICE = FileDescriptorProto.SERVICE_FIELD_NUMBER;
    private static final int MESSAGE = FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER;
    private static final int METHOD = ServiceDescriptorProto.METHOD_FIELD_NUMBER;
    private static final int FIELD = DescriptorProto.FIELD_FIELD_NUMBER;
    private static final int SYNTAX = FileDescriptorProto.SYNTAX_FIELD_NUMBER;

    private final PortName port;
    private final String prefix;
    private final FileDescriptor frames;
    private final FileDescriptor dataService;
    private final FileComments comments = new FileComments();
    private final Map<String, FileDescriptor> imports = new LinkedHashMap<>();

    ProductFile(PortName port, ProtoFiles contract) {
        this.port = port;
        prefix = ProtoName.type(port.port());
        frames = contract.require(FRAME_FILE);
        dataService = contract.require(DATA_SERVICE_FILE);
        require(dataService);
        require(frames);
        require(TimestampProto.getDescriptor());
    }

    FileDescriptor file(String title, String description, List<Field> fields) {
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder()
                .setName(TypedName.file(port))
                .setPackage(port.toString())
                .setSyntax("proto3")
                .setOptions(options());
        comments.add(
                List.of(SYNTAX), "The typed service of " + port + ". Made by its gateway from the product's contract.");
        file.addService(service(title, description));
        COPIED.forEach(name -> file.addMessageType(copy(name, file.getMessageTypeCount())));
        List<Integer> place = List.of(MESSAGE, file.getMessageTypeCount());
        comments.add(place, "A value of " + port + ": " + title + (description.isBlank() ? "" : "\n" + description));
        var values = new ValueMessage(fields, comments);
        file.addMessageType(
                values.message(RecordType.of(fields), port.toString(), prefix + ProductDescriptor.VALUE, place));
        if (values.hasAnyJson()) {
            require(StructProto.getDescriptor());
        }
        imports.keySet().stream().sorted().forEach(file::addDependency);
        file.setSourceCodeInfo(comments.build());
        try {
            return FileDescriptor.buildFrom(file.build(), imports.values().toArray(FileDescriptor[]::new));
        } catch (DescriptorValidationException e) {
            throw new IllegalArgumentException("the fields of " + port + " make no message", e);
        }
    }

    /** A package of Java has no keyword in its name; domains and ports may: {@code retail.return}. */
    private FileOptions options() {
        FileOptions.Builder options = FileOptions.newBuilder().setJavaMultipleFiles(true);
        String plain = port.toString();
        if (!SourceVersion.isName(plain)) {
            options.setJavaPackage(Stream.of(plain.split("\\.", -1))
                    .map(part -> SourceVersion.isName(part) ? part : part + "_")
                    .collect(Collectors.joining(".")));
        }
        return options.build();
    }

    private ServiceDescriptorProto service(String title, String description) {
        comments.add(
                List.of(SERVICE, 0),
                title + (description.isBlank() ? "" : "\n" + description)
                        + "\n\nRequests are those of dpg.v1.DataService; their product and encoding stay empty: they are "
                        + "those of this service.");
        ServiceDescriptorProto.Builder service =
                ServiceDescriptorProto.newBuilder().setName(prefix);
        for (String name : List.of("Read", "Subscribe")) {
            MethodDescriptor method = dataService.getServices().get(0).findMethodByName(name);
            comments.copy(
                    dataService,
                    List.of(SERVICE, 0, METHOD, method.getIndex()),
                    List.of(SERVICE, 0, METHOD, service.getMethodCount()),
                    List.of());
            service.addMethod(MethodDescriptorProto.newBuilder()
                    .setName(name)
                    .setInputType("." + method.getInputType().getFullName())
                    .setOutputType("." + port + "." + prefix + COPIED.get(0))
                    .setServerStreaming(true));
        }
        return service.build();
    }

    private DescriptorProto copy(String name, int index) {
        Descriptor original = frames.findMessageTypeByName(name);
        DescriptorProto.Builder copy = original.toProto().toBuilder().setName(prefix + name);
        List<Integer> from = List.of(MESSAGE, original.getIndex());
        List<Integer> to = List.of(MESSAGE, index);
        List<List<Integer>> notCopied = new ArrayList<>();
        for (FieldDescriptor field : original.getFields()) {
            FieldDescriptorProto.Builder copied = copy.getFieldBuilder(field.getIndex());
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                Descriptor target = field.getMessageType();
                require(target.getFile());
                if (target.getFile().equals(frames) && COPIED.contains(target.getName())) {
                    copied.setTypeName("." + port + "." + prefix + target.getName());
                }
            } else if (name.equals("Record") && field.getName().equals(MESSAGE_FIELD)) {
                copied.setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                        .setTypeName("." + port + "." + prefix + ProductDescriptor.VALUE);
                notCopied.add(List.of(MESSAGE, original.getIndex(), FIELD, field.getIndex()));
                comments.add(List.of(MESSAGE, index, FIELD, field.getIndex()), "The value.");
            }
        }
        comments.copy(frames, from, to, notCopied);
        return copy.build();
    }

    private void require(FileDescriptor file) {
        imports.put(file.getName(), file);
    }
}
