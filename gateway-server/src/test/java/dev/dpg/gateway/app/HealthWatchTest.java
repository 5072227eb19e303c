package dev.dpg.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.fakes.FakeClusters;
import dev.dpg.gateway.fakes.MemoryCatalog;
import dev.dpg.gateway.rpc.HealthEndpoint;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HealthWatchTest {
    private final FakeClusters clusters = new FakeClusters();
    private final HealthEndpoint health = new HealthEndpoint();

    @Test
    void aGatewayIsReadyAsSoonAsItsCatalogueIsRead() {
        MemoryCatalog memory = MemoryCatalog.unread("sales");
        watch(memory);
        assertThat(status(HealthEndpoint.READINESS)).isEqualTo(ServingStatus.NOT_SERVING);

        memory.store().open();

        assertThat(status(HealthEndpoint.READINESS)).isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void aProductServesAsSoonAsItIsPublished() {
        MemoryCatalog memory = MemoryCatalog.open("sales");
        watch(memory);

        memory.publish("sales.orders.v1", "1.0.0");

        assertThat(status("sales.orders.v1")).isEqualTo(ServingStatus.SERVING);
        assertThat(status("sales.orders")).isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void nothingServesWhileTheHomeClusterIsDown() {
        MemoryCatalog memory = MemoryCatalog.open("sales");
        memory.publish("sales.orders.v1", "1.0.0");
        HealthWatch watch = watch(memory);
        clusters.goDown();

        watch.check();

        assertThat(status(HealthEndpoint.READINESS)).isEqualTo(ServingStatus.NOT_SERVING);
        assertThat(status("sales.orders")).isEqualTo(ServingStatus.NOT_SERVING);
    }

    private HealthWatch watch(MemoryCatalog memory) {
        return new HealthWatch(memory.catalog(), clusters, "main", health);
    }

    private ServingStatus status(String name) {
        var answer = new CompletableFuture<ServingStatus>();
        ((HealthGrpc.AsyncService) health.service())
                .check(HealthCheckRequest.newBuilder().setService(name).build(), new StreamObserver<>() {
                    @Override
                    public void onNext(HealthCheckResponse response) {
                        answer.complete(response.getStatus());
                    }

                    @Override
                    public void onError(Throwable failure) {
                        answer.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {}
                });
        return answer.join();
    }
}
