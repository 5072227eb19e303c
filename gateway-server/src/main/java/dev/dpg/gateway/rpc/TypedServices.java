package dev.dpg.gateway.rpc;

import dev.dpg.gateway.catalog.Catalog;
import dev.dpg.gateway.descriptor.TypedName;
import dev.dpg.gateway.product.PortName;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The products' own services: {@code sales.orders.v1.Orders/Read} is there as long as the catalogue has
 * {@code sales.orders.v1}. Nothing is kept for a product; a method is made when it is called. A product whose line is over is
 * refused by the opening of its stream, as on {@code dpg.v1.DataService}. Names that no product has are UNIMPLEMENTED, for who may
 * call. While the catalogue was not read any product could be there, so its calls are refused with {@code NOT_READY}.
 * Thread-safe; called on event loops.
 */
public final class TypedServices extends HandlerRegistry {
    private static final Set<String> METHODS = Set.of("Read", "Subscribe");

    /** Of messages that nobody reads. */
    private static final MethodDescriptor.Marshaller<byte[]> UNREAD = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            return new byte[0];
        }
    };

    private final Catalog catalog;
    private final DataServiceEndpoint data;
    private final RequestGuard guard;

    /**
     * @param data opens the streams
     * @param limits of requests, as everywhere
     */
    public TypedServices(Catalog catalog, DataServiceEndpoint data, ListenerSettings.CallLimits limits) {
        this.catalog = catalog;
        this.data = data;
        guard = new RequestGuard(limits);
    }

    @Override
    public @Nullable ServerMethodDefinition<?, ?> lookupMethod(String fullMethodName, @Nullable String authority) {
        return product(fullMethodName)
                .<ServerMethodDefinition<?, ?>>map(
                        pinned -> !catalog.ready() || catalog.find(pinned).isPresent()
                                ? guard.guard(data.typed(pinned)).getMethod(fullMethodName)
                                : absent(fullMethodName))
                .orElse(null);
    }

    /** Says so behind the gates: who may not call learns nothing of what there is. */
    private static ServerMethodDefinition<byte[], byte[]> absent(String fullMethodName) {
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                .setFullMethodName(fullMethodName)
                .setRequestMarshaller(UNREAD)
                .setResponseMarshaller(UNREAD)
                .build();
        return ServerMethodDefinition.create(method, (call, headers) -> {
            call.close(Status.UNIMPLEMENTED.withDescription("Method not found: " + fullMethodName), new Metadata());
            return new ServerCall.Listener<>() {};
        });
    }

    /** Whether this is the name of a method of some product's service, there or not. */
    static boolean isStream(String fullMethodName) {
        return product(fullMethodName).isPresent();
    }

    private static Optional<PortName> product(String fullMethodName) {
        String service = MethodDescriptor.extractFullServiceName(fullMethodName);
        if (service == null || !METHODS.contains(fullMethodName.substring(service.length() + 1))) {
            return Optional.empty();
        }
        return TypedName.ofService(service);
    }
}
