package dev.dpg.gateway.config;

import dev.dpg.gateway.delivery.DeliverySettings;
import dev.dpg.gateway.edge.MetricsSettings;
import dev.dpg.gateway.log.kafka.KafkaClusterSettings;
import dev.dpg.gateway.registry.RegistrySettings;
import dev.dpg.gateway.rpc.ControlSettings;
import dev.dpg.gateway.rpc.ListenerSettings;
import dev.dpg.gateway.state.StateSettings;
import dev.dpg.gateway.telemetry.OtlpSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration as it is written. Its components, all the way down, are the keys; see {@code docs/configuration.md} for
 * what each means.
 */
record ConfigurationFile(
        ListenerSettings listen,
        WrittenIdentity identity,
        Optional<String> homeCluster,
        Map<String, Cluster> clusters,
        Map<String, Registry> registries,
        Map<String, Domain> domains,
        List<String> operators,
        Optional<Path> documents,
        int recordBytesMax,
        Duration drainTimeout,
        ControlSettings control,
        StateSettings state,
        DeliverySettings delivery,
        MetricsSettings metrics,
        OtlpSettings otlp) {
    private static final int MIB = 1024 * 1024;

    /** Clients take messages of 4 MiB by default; a record must fit into one with everything around it. */
    private static final int RECORD_BYTES_MAX = 3 * MIB;

    private static final Duration DRAIN_TIMEOUT_MAX = Duration.ofHours(1);

    ConfigurationFile {
        if (recordBytesMax < 1024 || recordBytesMax > 64 * MIB) {
            throw new IllegalArgumentException("record-bytes-max must be 1 KiB to 64 MiB");
        }
        if (drainTimeout.compareTo(DRAIN_TIMEOUT_MAX) > 0) {
            throw new IllegalArgumentException("drain-timeout must be at most 1 h");
        }
    }

    /** Every default, for a process with so much memory. */
    static ConfigurationFile defaults(ProcessMemory memory) {
        return new ConfigurationFile(
                ListenerSettings.defaults(),
                WrittenIdentity.defaults(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                Optional.empty(),
                RECORD_BYTES_MAX,
                Duration.ofSeconds(20),
                ControlSettings.defaults(),
                StateSettings.defaults(),
                DeliverySettings.forMemory(memory.heapBytes(), memory.directBytes()),
                MetricsSettings.defaults(),
                OtlpSettings.defaults());
    }

    /** Defaults of what operators name. */
    static Map<Class<?>, Object> templates() {
        var kafka = KafkaClusterSettings.of("any", Map.of(Cluster.BOOTSTRAP_SERVERS, "any:9092"));
        var registry = RegistrySettings.of("any", URI.create("http://any"));
        return Map.of(
                WrittenIdentity.Issuer.class,
                WrittenIdentity.Issuer.defaults(),
                WrittenIdentity.Application.class,
                WrittenIdentity.Application.defaults(),
                Registry.class,
                Registry.withTimeouts(registry.connectTimeout(), registry.requestTimeout()),
                Cluster.class,
                new Cluster(
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        kafka.requestTimeout(),
                        kafka.openTransactionAfter(),
                        new Tail(kafka.tailReaders(), kafka.tailFetchBytes()),
                        new CatchUp(
                                kafka.catchUpReaders(),
                                kafka.catchUpFetchBytes(),
                                kafka.catchUpQueueMax(),
                                kafka.catchUpIdle())));
    }

    /** A Kafka cluster. */
    record Cluster(
            Optional<String> bootstrap,
            Optional<Path> propertiesFile,
            Map<String, String> properties,
            Duration requestTimeout,
            Duration openTransactionAfter,
            Tail tail,
            CatchUp catchUp) {
        static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    }

    /** Readers at the head. */
    record Tail(int readers, int fetchBytes) {}

    /** Readers of history. */
    record CatchUp(int readers, int fetchBytes, int queueMax, Duration idle) {}

    /**
     * A schema registry; its secrets are shown by nothing. Variables of the environment belong to the first key that they may
     * mean, so the passwords of stores come before the other one.
     */
    record Registry(
            Optional<String> url,
            Optional<Path> trustStore,
            Optional<String> trustStorePassword,
            Optional<Path> keyStore,
            Optional<String> keyStorePassword,
            Optional<String> user,
            Optional<String> password,
            Optional<String> token,
            Duration connectTimeout,
            Duration requestTimeout) {
        static Registry withTimeouts(Duration connect, Duration request) {
            Optional<String> no = Optional.empty();
            return new Registry(no, Optional.empty(), no, Optional.empty(), no, no, no, no, connect, request);
        }

        @Override
        public String toString() {
            return "registry at " + url.orElse("");
        }
    }

    /** A domain. */
    record Domain(
            Optional<String> title,
            String owner,
            List<String> clusters,
            List<String> topicPrefixes,
            List<String> owners,
            List<String> stewards,
            List<String> developers,
            Optional<Duration> autoApproveMax) {}
}
