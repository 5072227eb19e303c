package dev.dpg.cli.operate;

import dev.dpg.cli.operate.Check.Verdict;
import dev.dpg.v1.CatalogServiceGrpc;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Frame;
import dev.dpg.v1.LifecycleState;
import dev.dpg.v1.ListProductsRequest;
import dev.dpg.v1.ListProductsResponse;
import dev.dpg.v1.Product;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a gateway says of itself. */
final class GatewayChecks {
    private static final int ANSWER_SECONDS_MAX = 10;
    private static final Duration SKEW_MAX = Duration.ofSeconds(2);
    private static final Set<LifecycleState> READABLE =
            Set.of(LifecycleState.LIFECYCLE_STATE_ACTIVE, LifecycleState.LIFECYCLE_STATE_DEPRECATED);

    private final Channel channel;
    private final String address;

    /**
     * @param channel to one gateway
     * @param address of it, for what to type next
     */
    GatewayChecks(Channel channel, String address) {
        this.channel = channel;
        this.address = address;
    }

    /** Whether it speaks gRPC, and is a gateway. */
    Verdict speaks() {
        try {
            return Verdict.ok("gRPC over HTTP/2, " + health("").name().toLowerCase(Locale.ROOT));
        } catch (StatusRuntimeException e) {
            return Verdict.unreachable(
                    "something listens, but it is no gateway, or none that can answer: " + why(e),
                    " grpcurl -plaintext " + address + " list");
        }
    }

    /** Whether it takes calls: it does not before it has read its state, and not while it drains. */
    Verdict ready() {
        try {
            return health("readiness") == ServingStatus.SERVING
                    ? Verdict.ok("serving")
                    : Verdict.unreachable(
                            "the gateway is starting, is going away, or its home cluster is down",
                            "doctor -a " + address);
        } catch (StatusRuntimeException e) {
            return Verdict.unreachable(why(e), "doctor -a " + address);
        }
    }

    /** Whether grpcurl sees its services. */
    Verdict reflection() {
        var services = new CompletableFuture<Integer>();
        try (CancellableContext call = Context.current().withCancellation()) {
            call.run(() -> ask(services));
            int seen = services.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
            return Verdict.ok(seen + " services");
        } catch (ExecutionException | TimeoutException e) {
            return Verdict.wrong(
                    "services cannot be listed: " + String.valueOf(e.getMessage()),
                    " grpcurl -plaintext " + address + " list");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Verdict.wrong("interrupted", "doctor -a " + address);
        }
    }

    private void ask(CompletableFuture<Integer> services) {
        var questions = ServerReflectionGrpc.newStub(channel)
                .serverReflectionInfo(new StreamObserver<ServerReflectionResponse>() {
                    @Override
                    public void onNext(ServerReflectionResponse answer) {
                        services.complete(answer.getListServicesResponse().getServiceCount());
                    }

                    @Override
                    public void onError(Throwable problem) {
                        services.completeExceptionally(problem);
                    }

                    @Override
                    public void onCompleted() {
                        services.completeExceptionally(new IllegalStateException("no answer"));
                    }
                });
        questions.onNext(
                ServerReflectionRequest.newBuilder().setListServices("").build());
    }

    /**
     * Whether the clocks agree, judged by a heartbeat of a stream.
     *
     * @param product to open the stream of
     */
    Verdict clock(String product) {
        try {
            Optional<Duration> ahead = clockAhead(product);
            if (ahead.isEmpty()) {
                return Verdict.wrong("no heartbeat came to compare with", "doctor -a " + address);
            }
            Duration skew = ahead.get().abs();
            String detail =
                    DurationText.of(skew) + (ahead.get().isNegative() ? " behind" : " ahead of") + " the gateway's";
            return skew.compareTo(SKEW_MAX) < 0
                    ? Verdict.ok(detail)
                    : Verdict.wrong(
                            detail + "; times in starts, bounds and lag are off by as much", " timedatectl status");
        } catch (StatusRuntimeException e) {
            return Verdict.wrong("a stream of " + product + " did not open: " + why(e), "show " + product);
        }
    }

    /** This machine's clock against the gateway's. */
    private Optional<Duration> clockAhead(String product) {
        try (CancellableContext call = Context.current().withCancellation()) {
            Context before = call.attach();
            try {
                Iterator<Frame> frames = DataServiceGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                        .subscribe(SubscribeRequest.newBuilder()
                                .setProduct(product)
                                .setStart(Start.newBuilder().setEdge(Edge.EDGE_LATEST))
                                .setHeartbeat(com.google.protobuf.Duration.newBuilder()
                                        .setSeconds(1))
                                .setClientId("dpg-doctor")
                                .build());
                while (frames.hasNext()) {
                    Frame frame = frames.next();
                    if (frame.hasProgress()) {
                        var time = frame.getProgress().getServerTime();
                        Instant there = Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
                        return Optional.of(Duration.between(there, Instant.now()));
                    }
                }
                return Optional.empty();
            } finally {
                call.detach(before);
            }
        }
    }

    /**
     * The pinned names of all products that can be read: neither drafts nor retired ones.
     *
     * @throws StatusRuntimeException if they cannot be listed
     */
    List<String> products() {
        List<String> names = new ArrayList<>();
        String page = "";
        do {
            ListProductsResponse answer = CatalogServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                    .listProducts(
                            ListProductsRequest.newBuilder().setPageToken(page).build());
            answer.getProductsList().stream()
                    .filter(product -> READABLE.contains(product.getState()))
                    .map(Product::getName)
                    .forEach(names::add);
            page = answer.getNextPageToken();
        } while (!page.isEmpty());
        return names;
    }

    /** Whether it takes this caller for somebody, or lets nobody in particular look around. */
    Verdict caller() {
        try {
            var unused = CatalogServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                    .listProducts(
                            ListProductsRequest.newBuilder().setPageSize(1).build());
            return Verdict.ok("accepted");
        } catch (StatusRuntimeException e) {
            return switch (e.getStatus().getCode()) {
                case UNAUTHENTICATED -> Verdict.denied("refused: " + why(e), "login");
                case PERMISSION_DENIED -> Verdict.denied("accepted, and may not list products: " + why(e), "products");
                default -> Verdict.wrong("cannot be told: " + why(e), "products");
            };
        }
    }

    /** Whether a product can be read. */
    Verdict product(String name) {
        try {
            return health(name) == ServingStatus.SERVING
                    ? Verdict.ok("serving")
                    : Verdict.wrong(
                            "not serving: its cluster does not answer, or its topic is gone", "read " + name + " -n 1");
        } catch (StatusRuntimeException e) {
            return Verdict.wrong(why(e), "show " + name);
        }
    }

    private ServingStatus health(String service) {
        return HealthGrpc.newBlockingStub(channel)
                .withDeadlineAfter(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                .check(HealthCheckRequest.newBuilder().setService(service).build())
                .getStatus();
    }

    /** What a status says, for people. */
    static String why(StatusRuntimeException failure) {
        Status status = failure.getStatus();
        return status.getDescription() == null
                ? status.getCode().name()
                : status.getCode() + ", " + status.getDescription();
    }
}
