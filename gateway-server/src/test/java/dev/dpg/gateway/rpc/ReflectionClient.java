package dev.dpg.gateway.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks a server by reflection, by either version of the protocol, and understands files as tools do. */
final class ReflectionClient {
    private ReflectionClient() {}

    /** Asks all requests on one stream; the answers in order. */
    static List<ServerReflectionResponse> ask(
            RunningServer server, String service, ServerReflectionRequest... requests) {
        var method = ServerReflectionGrpc.getServerReflectionInfoMethod().toBuilder()
                .setFullMethodName(MethodDescriptor.generateFullMethodName(service, "ServerReflectionInfo"))
                .build();
        CompletableFuture<List<ServerReflectionResponse>> done = new CompletableFuture<>();
        var sender = ClientCalls.asyncBidiStreamingCall(
                server.channel().newCall(method, CallOptions.DEFAULT), new Collecting(done));
        for (ServerReflectionRequest request : requests) {
            sender.onNext(request);
        }
        sender.onCompleted();
        return done.orTimeout(30, TimeUnit.SECONDS).join();
    }

    static FileDescriptorProto parsed(ByteString bytes) {
        try {
            return FileDescriptorProto.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    /** The first file, built with nothing but the others. */
    static FileDescriptor linked(List<FileDescriptorProto> files) throws DescriptorValidationException {
        return linked(files.get(0), files);
    }

    private static FileDescriptor linked(FileDescriptorProto file, List<FileDescriptorProto> all)
            throws DescriptorValidationException {
        List<FileDescriptor> imports = new ArrayList<>();
        for (String name : file.getDependencyList()) {
            imports.add(linked(
                    all.stream()
                            .filter(one -> one.getName().equals(name))
                            .findFirst()
                            .orElseThrow(),
                    all));
        }
        return FileDescriptor.buildFrom(file, imports.toArray(FileDescriptor[]::new));
    }

    private static final class Collecting implements StreamObserver<ServerReflectionResponse> {
        private final List<ServerReflectionResponse> answers = new ArrayList<>();
        private final CompletableFuture<List<ServerReflectionResponse>> done;

        Collecting(CompletableFuture<List<ServerReflectionResponse>> done) {
            this.done = done;
        }

        @Override
        public void onNext(ServerReflectionResponse answer) {
            answers.add(answer);
        }

        @Override
        public void onError(Throwable failure) {
            done.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            done.complete(answers);
        }
    }
}
