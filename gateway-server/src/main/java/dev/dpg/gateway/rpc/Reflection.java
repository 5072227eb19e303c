package dev.dpg.gateway.rpc;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows services to tools that have no schemas: the gateway's own, and each product's as it is served now. It speaks both
 * versions of the protocol that tools know, which differ by their names only.
 *
 * <p>The library's own service would index all products at once, by files and by symbols, and fail as a whole where two clash;
 * this one looks up what it is asked for. Calls run on the control pool.
 */
public final class Reflection {
    private static final String V1_ALPHA = "grpc.reflection.v1alpha.ServerReflection";
    /** Enough for a tool that describes every type of every product there is. */
    private static final int REQUESTS_MAX = 20_000;

    private final ServedTypes types;
    private final List<String> ownServices = new ArrayList<>();

    /**
     * @param types what there is to show
     * @param services those of the gateway, without this one
     */
    public Reflection(ServedTypes types, List<ServerServiceDefinition> services) {
        this.types = types;
        services.forEach(
                service -> ownServices.add(service.getServiceDescriptor().getName()));
        ownServices.add(ServerReflectionGrpc.SERVICE_NAME);
        ownServices.add(V1_ALPHA);
    }

    /** {@code grpc.reflection.v1} and {@code v1alpha}. */
    public List<ServerServiceDefinition> services() {
        return List.of(service(ServerReflectionGrpc.SERVICE_NAME), service(V1_ALPHA));
    }

    private ServerServiceDefinition service(String name) {
        var original = ServerReflectionGrpc.getServerReflectionInfoMethod();
        var method = original.toBuilder()
                .setFullMethodName(
                        MethodDescriptor.generateFullMethodName(name, String.valueOf(original.getBareMethodName())))
                .build();
        return ServerServiceDefinition.builder(
                        ServiceDescriptor.newBuilder(name).addMethod(method).build())
                .addMethod(method, ServerCalls.asyncBidiStreamingCall(this::open))
                .build();
    }

    private StreamObserver<ServerReflectionRequest> open(StreamObserver<ServerReflectionResponse> responses) {
        return new Conversation(
                (ServerCallStreamObserver<ServerReflectionResponse>) responses,
                new ReflectionAnswers(types, List.copyOf(ownServices)));
    }

    /** One stream: takes the next request when its client has room for the answer. */
    private static final class Conversation implements StreamObserver<ServerReflectionRequest> {
        private final ServerCallStreamObserver<ServerReflectionResponse> call;
        private final ReflectionAnswers answers;
        private int requests;
        private boolean waiting;

        Conversation(ServerCallStreamObserver<ServerReflectionResponse> call, ReflectionAnswers answers) {
            this.call = call;
            this.answers = answers;
            call.disableAutoRequest();
            call.setOnReadyHandler(this::ready);
            call.setOnCancelHandler(() -> {}); // answers to whoever has gone are dropped
            call.request(1);
        }

        @Override
        public void onNext(ServerReflectionRequest request) {
            if (++requests > REQUESTS_MAX) {
                throw Problem.of(
                                Reason.OVERLOADED,
                                "a stream of reflection answers at most " + REQUESTS_MAX
                                        + " requests; open another one")
                        .with(new Problem.RetryAfter(Duration.ZERO))
                        .asException();
            }
            call.onNext(answers.answer(request));
            waiting = true;
            ready();
        }

        @Override
        public void onError(Throwable failure) {
            // The client has gone.
        }

        @Override
        public void onCompleted() {
            call.onCompleted();
        }

        private void ready() {
            if (waiting && call.isReady()) {
                waiting = false;
                call.request(1);
            }
        }
    }
}
