package dev.dpg.gateway.rpc;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.v1.ProductServiceGrpc;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.KnownLength;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Judges a request's bytes before they are parsed: the size that its method allows (gRPC has one limit for the whole
 * server, which must leave room for documents), and whether they are the message at all. Both are the caller's fault and
 * answered {@code BAD_REQUEST}; the library alone would answer {@code UNKNOWN} to the second.
 *
 * <p>It works by letting the service speak streams of bytes instead of messages towards the interceptor, so the request is
 * parsed inside of it. Responses pass through as the streams they are; nothing is copied.
 */
public final class RequestGuard {
    private static final MethodDescriptor.Marshaller<InputStream> BYTES = new PassThrough();

    private static final Set<String> WITH_DOCUMENTS = Set.of(
            ProductServiceGrpc.getApplyProductMethod().getFullMethodName(),
            ProductServiceGrpc.getPlanProductMethod().getFullMethodName());

    private final ListenerSettings.CallLimits limits;

    public RequestGuard(ListenerSettings.CallLimits limits) {
        this.limits = limits;
    }

    /** The same service, guarded. */
    public ServerServiceDefinition guard(ServerServiceDefinition service) {
        return ServerInterceptors.intercept(
                ServerInterceptors.useMarshalledMessages(service, BYTES), new BytesInterceptor());
    }

    private int bytesMax(MethodDescriptor<?, ?> method) {
        return WITH_DOCUMENTS.contains(method.getFullMethodName())
                ? limits.applyRequestBytesMax()
                : limits.requestBytesMax();
    }

    private final class BytesInterceptor implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
                private boolean refused;

                @Override
                public void onMessage(Q message) {
                    if (refused) {
                        return;
                    }
                    try {
                        checkSize(call.getMethodDescriptor(), (InputStream) message);
                        parsed(() -> super.onMessage(message));
                    } catch (ProblemException e) {
                        refused = true;
                        StatusRuntimeException status = ProblemStatus.of(e);
                        Metadata trailers = status.getTrailers();
                        call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
                    }
                }

                @Override
                public void onHalfClose() {
                    if (!refused) {
                        super.onHalfClose();
                    }
                }
            };
        }

        private void checkSize(MethodDescriptor<?, ?> method, InputStream message) {
            int max = bytesMax(method);
            int size = sizeOf(message);
            if (size > max) {
                throw Problem.of(
                                Reason.BAD_REQUEST,
                                "the request holds " + size + " bytes, " + method.getFullMethodName()
                                        + " takes at most " + max + "; send less at once")
                        .with("bytes", Integer.toString(size))
                        .with("bytesMax", Integer.toString(max))
                        .asException();
            }
        }

        private int sizeOf(InputStream message) {
            if (!(message instanceof KnownLength)) {
                throw new IllegalStateException("the transport hands over requests of unknown length");
            }
            try {
                return message.available();
            } catch (IOException e) {
                throw new IllegalStateException("a request in memory cannot be read", e);
            }
        }

        /** The marshallers of the library throw a status where the bytes are not the message. */
        private void parsed(Runnable parse) {
            try {
                parse.run();
            } catch (StatusRuntimeException e) {
                throw new ProblemException(
                        Problem.of(
                                Reason.BAD_REQUEST,
                                "the request is not a message of this method; make the client from the schemas that this"
                                        + " gateway's reflection shows"),
                        e);
            }
        }
    }

    private static final class PassThrough implements MethodDescriptor.Marshaller<InputStream> {
        @Override
        public InputStream stream(InputStream value) {
            return value;
        }

        @Override
        public InputStream parse(InputStream stream) {
            return stream;
        }
    }
}
