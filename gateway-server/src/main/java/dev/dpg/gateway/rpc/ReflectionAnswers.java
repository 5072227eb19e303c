package dev.dpg.gateway.rpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.grpc.Status;
import io.grpc.reflection.v1.ErrorResponse;
import io.grpc.reflection.v1.ExtensionNumberResponse;
import io.grpc.reflection.v1.FileDescriptorResponse;
import io.grpc.reflection.v1.ListServiceResponse;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Answers the requests of one stream of reflection. With a file come those that it imports, unless the stream has had them
 * already. None of the gateway's files declares extensions, so there are none to find. Belongs to one thread at a time.
 */
final class ReflectionAnswers {
    private final ServedTypes types;
    private final List<String> ownServices;
    private final Set<String> sent = new HashSet<>();

    /** @param ownServices full names of the services that are there whatever is published */
    ReflectionAnswers(ServedTypes types, List<String> ownServices) {
        this.types = types;
        this.ownServices = ownServices;
    }

    ServerReflectionResponse answer(ServerReflectionRequest request) {
        ServerReflectionResponse.Builder answer = ServerReflectionResponse.newBuilder()
                .setValidHost(request.getHost())
                .setOriginalRequest(request);
        switch (request.getMessageRequestCase()) {
            case LIST_SERVICES -> answer.setListServicesResponse(services());
            case FILE_BY_FILENAME ->
                file(answer, types.file(request.getFileByFilename()), "file " + request.getFileByFilename());
            case FILE_CONTAINING_SYMBOL -> {
                String symbol = withoutDot(request.getFileContainingSymbol());
                file(answer, types.declaring(symbol), "symbol " + symbol);
            }
            case FILE_CONTAINING_EXTENSION ->
                answer.setErrorResponse(error(
                        Status.Code.NOT_FOUND,
                        "no extension of "
                                + request.getFileContainingExtension().getContainingType() + " is known"));
            case ALL_EXTENSION_NUMBERS_OF_TYPE ->
                extensions(answer, withoutDot(request.getAllExtensionNumbersOfType()));
            case MESSAGEREQUEST_NOT_SET ->
                answer.setErrorResponse(error(Status.Code.INVALID_ARGUMENT, "the request asks for nothing"));
        }
        return answer.build();
    }

    private ListServiceResponse services() {
        Set<String> names = new TreeSet<>(ownServices);
        names.addAll(types.services());
        ListServiceResponse.Builder list = ListServiceResponse.newBuilder();
        names.forEach(name -> list.addService(ServiceResponse.newBuilder().setName(name)));
        return list.build();
    }

    private void file(ServerReflectionResponse.Builder answer, Optional<FileDescriptor> file, String what) {
        if (file.isEmpty()) {
            answer.setErrorResponse(error(Status.Code.NOT_FOUND, what + " is not known"));
            return;
        }
        FileDescriptorResponse.Builder files = FileDescriptorResponse.newBuilder();
        sent.add(file.get().getName());
        files.addFileDescriptorProto(file.get().toProto().toByteString());
        addImports(files, file.get());
        answer.setFileDescriptorResponse(files);
    }

    private void addImports(FileDescriptorResponse.Builder files, FileDescriptor file) {
        for (FileDescriptor imported : file.getDependencies()) {
            if (sent.add(imported.getName())) {
                files.addFileDescriptorProto(imported.toProto().toByteString());
                addImports(files, imported);
            }
        }
    }

    private void extensions(ServerReflectionResponse.Builder answer, String type) {
        boolean known = types.declaring(type).stream()
                .flatMap(file -> file.getMessageTypes().stream())
                .anyMatch(message -> isOrHas(message, type));
        if (known) {
            answer.setAllExtensionNumbersResponse(
                    ExtensionNumberResponse.newBuilder().setBaseTypeName(type));
        } else {
            answer.setErrorResponse(error(Status.Code.NOT_FOUND, "message " + type + " is not known"));
        }
    }

    private static boolean isOrHas(Descriptor message, String type) {
        return message.getFullName().equals(type)
                || message.getNestedTypes().stream().anyMatch(nested -> isOrHas(nested, type));
    }

    private static ErrorResponse error(Status.Code code, String message) {
        return ErrorResponse.newBuilder()
                .setErrorCode(code.value())
                .setErrorMessage(TrailerBudget.clip(message, 512))
                .build();
    }

    private static String withoutDot(String symbol) {
        return symbol.startsWith(".") ? symbol.substring(1) : symbol;
    }
}
