package dev.dpg.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.dpg.gateway.config.Configuration;
import dev.dpg.gateway.config.GatewaySettings;
import dev.dpg.gateway.config.ProcessMemory;
import dev.dpg.gateway.fakes.OrderDocuments;
import dev.dpg.v1.ApplyProductRequest;
import dev.dpg.v1.ApplyProductResponse;
import dev.dpg.v1.Document;
import dev.dpg.v1.ProductServiceGrpc;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A whole gateway on a free port, and a connection to it. */
final class RunningGateway implements AutoCloseable {
    private final Gateway gateway;
    private final ManagedChannel channel;

    private RunningGateway(Gateway gateway) {
        this.gateway = gateway;
        this.channel =
                NettyChannelBuilder.forTarget(gateway.address()).usePlaintext().build();
    }

    static RunningGateway start(String bootstrapServers, Map<String, String> more) {
        return new RunningGateway(Gateway.start(settings(bootstrapServers, more)));
    }

    /** One cluster, one domain {@code sales}, any free port. */
    static GatewaySettings settings(String bootstrapServers, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "listen.port", "0",
                "metrics.port", "0",
                "clusters.main.bootstrap", bootstrapServers,
                "domains.sales.owner", "Order Management",
                "domains.sales.topic-prefixes", "sales."));
        all.putAll(more);
        return Configuration.load(Optional.empty(), Map.of(), all, ProcessMemory.here());
    }

    Gateway gateway() {
        return gateway;
    }

    ManagedChannel channel() {
        return channel;
    }

    ServingStatus health(String service) {
        return HealthGrpc.newBlockingStub(channel)
                .check(HealthCheckRequest.newBuilder().setService(service).build())
                .getStatus();
    }

    RunningGateway awaitReady() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(health("readiness")).isEqualTo(ServingStatus.SERVING));
        return this;
    }

    /** Publishes {@code sales.<port>}, on the topic of that name. */
    ApplyProductResponse applyOrders(String port) {
        return applyOrders(channel, port);
    }

    /** The same, by a connection that may say who calls. */
    static ApplyProductResponse applyOrders(Channel by, String port) {
        return ProductServiceGrpc.newBlockingStub(by)
                .applyProduct(ApplyProductRequest.newBuilder()
                        .setRequestId("apply-" + port)
                        .setProduct(document("p.odps.yaml", OrderDocuments.product("1.0.0"), port))
                        .addContracts(document("c.odcs.yaml", OrderDocuments.contract("1.0.0"), port))
                        .build());
    }

    private static Document document(String fileName, String text, String port) {
        return Document.newBuilder()
                .setFileName(fileName)
                .setContent(ByteString.copyFromUtf8(text.replace("orders", port)))
                .build();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        gateway.close();
    }
}
