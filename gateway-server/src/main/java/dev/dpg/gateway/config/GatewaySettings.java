package dev.dpg.gateway.config;

import dev.dpg.gateway.access.Roles;
import dev.dpg.gateway.catalog.DomainSettings;
import dev.dpg.gateway.delivery.DeliverySettings;
import dev.dpg.gateway.edge.MetricsSettings;
import dev.dpg.gateway.identity.IdentitySettings;
import dev.dpg.gateway.log.kafka.KafkaClusterSettings;
import dev.dpg.gateway.registry.RegistrySettings;
import dev.dpg.gateway.rpc.ControlSettings;
import dev.dpg.gateway.rpc.ListenerSettings;
import dev.dpg.gateway.state.StateSettings;
import dev.dpg.gateway.telemetry.OtlpSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything a gateway is told, checked: what it refers to by name is there.
 *
 * @param listen the gRPC listener
 * @param identity how callers prove who they are
 * @param control control calls
 * @param homeCluster the cluster that holds the gateway's own state; one of {@code clusters}
 * @param clusters at least one
 * @param registries schema registries; may be empty
 * @param domains may be empty
 * @param roles who may do what
 * @param documents a directory of product documents that is applied at start
 * @param state the gateway's own state
 * @param delivery the data plane
 * @param recordBytesMax a record whose key, value and headers together are larger is delivered without them
 * @param drainTimeout how long open streams may take to end when the gateway is told to stop
 * @param metrics where metrics are shown
 * @param otlp where metrics are pushed to
 */
public record GatewaySettings(
        ListenerSettings listen,
        IdentitySettings identity,
        ControlSettings control,
        String homeCluster,
        List<KafkaClusterSettings> clusters,
        List<RegistrySettings> registries,
        List<DomainSettings> domains,
        Roles roles,
        Optional<Path> documents,
        StateSettings state,
        DeliverySettings delivery,
        int recordBytesMax,
        Duration drainTimeout,
        MetricsSettings metrics,
        OtlpSettings otlp) {
    public GatewaySettings {
        clusters = List.copyOf(clusters);
        registries = List.copyOf(registries);
        domains = List.copyOf(domains);
    }
}
