package dev.dpg.cli.dev;

import dev.dpg.v1.CatalogServiceGrpc;
import dev.dpg.v1.ListDomainsRequest;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/** Waits for a gateway that listens, but has not read its state yet; publishing needs the state. */
final class Readiness {
    private static final int SECONDS_MAX = 60;
    private static final HealthCheckRequest READINESS =
            HealthCheckRequest.newBuilder().setService("readiness").build();

    private Readiness() {}

    /**
     * Returns when the gateway answers calls, ready or not.
     *
     * @throws StatusRuntimeException where it does not within 60 s
     */
    static void awaitAlive(Channel channel) {
        var unused = HealthGrpc.newBlockingStub(channel)
                .withDeadlineAfter(SECONDS_MAX, TimeUnit.SECONDS)
                .check(HealthCheckRequest.newBuilder().setService("liveness").build());
    }

    /**
     * Returns when the gateway is ready.
     *
     * @throws StatusRuntimeException with what the gateway says is wrong, where it is not ready within 60 s
     */
    static void await(Channel channel) {
        // A watch ends only by being cancelled, and closing the channel would wait for it.
        try (CancellableContext watch = Context.current().withCancellation()) {
            watch.run(() -> watch(channel));
        }
    }

    private static void watch(Channel channel) {
        Iterator<HealthCheckResponse> states = HealthGrpc.newBlockingStub(channel)
                .withDeadlineAfter(SECONDS_MAX, TimeUnit.SECONDS)
                .watch(READINESS);
        ServingStatus status = ServingStatus.UNKNOWN;
        try {
            while (status != ServingStatus.SERVING && states.hasNext()) {
                status = states.next().getStatus();
            }
        } catch (StatusRuntimeException late) {
            if (late.getStatus().getCode() != Status.Code.DEADLINE_EXCEEDED) {
                throw late;
            }
            // Health knows only yes and no; any other call is refused with the reason.
            var unused = CatalogServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(SECONDS_MAX, TimeUnit.SECONDS)
                    .listDomains(ListDomainsRequest.getDefaultInstance());
        }
    }
}
