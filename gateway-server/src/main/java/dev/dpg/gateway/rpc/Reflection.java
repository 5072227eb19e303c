package dev.dpg.gateway.rpc;

import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.util.List;

/** Shows the server's services to tools that have no schemas, by both versions of the protocol that tools speak. */
public final class Reflection {
    private Reflection() {}

    /** {@code grpc.reflection.v1} and {@code v1alpha}. */
    @SuppressWarnings("deprecation") // v1alpha is deprecated, and grpcurl and others still ask for it
    public static List<ServerServiceDefinition> services() {
        return List.of(
                ProtoReflectionServiceV1.newInstance().bindService(),
                ProtoReflectionService.newInstance().bindService());
    }
}
