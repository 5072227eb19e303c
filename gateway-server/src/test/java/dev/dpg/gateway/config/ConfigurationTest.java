package dev.dpg.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dpg.gateway.access.Roles;
import dev.dpg.gateway.catalog.DomainSettings;
import dev.dpg.gateway.delivery.DeliverySettings;
import dev.dpg.gateway.edge.MetricsSettings;
import dev.dpg.gateway.identity.IdentitySettings;
import dev.dpg.gateway.log.kafka.KafkaClusterSettings;
import dev.dpg.gateway.rpc.ControlSettings;
import dev.dpg.gateway.rpc.ListenerSettings;
import dev.dpg.gateway.state.StateSettings;
import dev.dpg.gateway.telemetry.OtlpSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    private static final ProcessMemory MEMORY = new ProcessMemory(1L << 30, 1L << 30);
    private static final Map<String, String> ONE_CLUSTER = Map.of("clusters.main.bootstrap", "127.0.0.1:9092");

    @TempDir
    Path directory = Path.of("");

    @Test
    void nothingButAClusterIsNeeded() {
        var settings = Configuration.load(Optional.empty(), Map.of(), ONE_CLUSTER, MEMORY);

        assertThat(settings)
                .isEqualTo(new GatewaySettings(
                        ListenerSettings.defaults(),
                        IdentitySettings.none(),
                        ControlSettings.defaults(),
                        "main",
                        List.of(KafkaClusterSettings.of("main", Map.of("bootstrap.servers", "127.0.0.1:9092"))),
                        List.of(),
                        List.of(),
                        new Roles(Map.of(), List.of()),
                        Optional.empty(),
                        StateSettings.defaults(),
                        DeliverySettings.forMemory(1L << 30, 1L << 30),
                        3 * 1024 * 1024,
                        Duration.ofSeconds(20),
                        MetricsSettings.defaults(),
                        OtlpSettings.defaults()));
    }

    @Test
    void aFileSaysEverything() throws IOException {
        Files.writeString(directory.resolve("kafka.properties"), "security.protocol=SASL_SSL\n");
        var settings = load("""
                listen:
                  port: 0
                  keep-alive: { interval: 45 s, permitted-without-calls: false }
                  call:
                    request-bytes-max: 512 KiB
                home-cluster: main
                clusters:
                  main:
                    bootstrap: broker-1:9092,broker-2:9092
                    properties-file: kafka.properties
                    properties:
                      client.rack: no
                    tail: { readers: 3 }
                  other: { bootstrap: "other:9092" }
                domains:
                  aviation:
                    title: Aviation
                    owner: aviation-data
                    topic-prefixes: [aviation., av-]
                  climate:
                    owner: climate-data
                    clusters: [other, main]
                documents: products
                drain-timeout: 1 min
                """);

        assertThat(settings.listen().port()).isZero();
        assertThat(settings.listen().keepAlive().interval()).isEqualTo(Duration.ofSeconds(45));
        assertThat(settings.listen().keepAlive().permittedWithoutCalls()).isFalse();
        assertThat(settings.listen().keepAlive().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.listen().call().requestBytesMax()).isEqualTo(524_288);
        assertThat(settings.clusters().get(0).clientProperties())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "broker-1:9092,broker-2:9092",
                        "security.protocol", "SASL_SSL",
                        "client.rack", "no"));
        assertThat(settings.clusters().get(0).tailReaders()).isEqualTo(3);
        assertThat(settings.domains())
                .containsExactly(
                        new DomainSettings(
                                "aviation", "Aviation", "aviation-data", List.of("main"), List.of("aviation.", "av-")),
                        new DomainSettings("climate", "climate", "climate-data", List.of("other", "main"), List.of()));
        assertThat(settings.documents()).contains(directory.resolve("products"));
        assertThat(settings.drainTimeout()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void topicPrefixesOfTwoDomainsThatShareAClusterAreApart() {
        String domains = """
                clusters: { main: { bootstrap: a }, other: { bootstrap: b } }
                home-cluster: main
                domains:
                  sales: { owner: s, topic-prefixes: [sales.], clusters: [main] }
                  stock: { owner: t, topic-prefixes: [stock., sales.returns.], clusters: [%s] }
                """;

        assertThat(load(domains.formatted("other")).domains()).hasSize(2);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load(domains.formatted("main")))
                .withMessageContaining("\"sales.returns.\" overlaps with \"sales.\" of domain sales");
    }

    @Test
    void connectionsMustOutliveTheirStreams() {
        String file = """
                clusters: { main: { bootstrap: a } }
                listen: { connection: { age-grace: %s } }
                delivery: { stream-age-max: 10 min, go-away-grace: 5 s }
                """;

        assertThat(load(file.formatted("725 s")).delivery().streamLifeMax()).isEqualTo(Duration.ofSeconds(725));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load(file.formatted("724 s")))
                .withMessageContaining("2: listen.connection.age-grace must be at least 725 s");
    }

    @Test
    void overridesWinOverTheEnvironmentAndThatOverTheFile() {
        Path file = write("listen: { port: 1 }\nclusters: { main: { bootstrap: file } }\nrecord-bytes-max: 2 MiB\n");
        var settings = Configuration.load(
                Optional.of(file),
                Map.of(
                        "DPG_LISTEN_PORT", "2",
                        "DPG_CLUSTERS_MAIN_BOOTSTRAP", "variable",
                        "DPG_DOMAINS_AIR_TRAFFIC_OWNER", "team",
                        "DPG_DOMAINS_AIR_TRAFFIC_TOPIC_PREFIXES", "a., b.",
                        "DPG_DEBUG", "the command line's",
                        "PATH", "nobody's"),
                Map.of("listen.port", "3"),
                MEMORY);

        assertThat(settings.listen().port()).isEqualTo(3);
        assertThat(settings.clusters().get(0).clientProperties()).containsEntry("bootstrap.servers", "variable");
        assertThat(settings.recordBytesMax()).isEqualTo(2 * 1024 * 1024);
        assertThat(settings.domains())
                .containsExactly(
                        new DomainSettings("air_traffic", "air_traffic", "team", List.of("main"), List.of("a.", "b.")));
    }

    @Test
    void anUnknownKeyIsNamedWithItsPlaceAndTheNearestOne() {
        refused(
                "listen:\n  prot: 7443\n",
                "dpg.yaml:2: the key \"listen.prot\" is unknown; did you mean \"listen.port\"?");
        refused("lisen:\n  port: 7443\n", "dpg.yaml:1: the key \"lisen\" is unknown; did you mean \"listen\"?");
        refused(
                "domains:\n  a:\n    owner: me\n    topicprefixes: [a]\n",
                "dpg.yaml:4: the key \"domains.a.topicprefixes\" is unknown; did you mean \"domains.a.topic-prefixes\"?");
    }

    @Test
    void anUnknownVariableIsNamedWithTheNearestOne() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () -> Configuration.load(Optional.empty(), Map.of("DPG_LISTEN_PROT", "1"), ONE_CLUSTER, MEMORY))
                .withMessage("the environment variable DPG_LISTEN_PROT is no setting; did you mean DPG_LISTEN_PORT?");
    }

    @Test
    void anUnknownOverrideIsNamedWithTheNearestOne() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Configuration.load(Optional.empty(), Map.of(), Map.of("listen.prot", "1"), MEMORY))
                .withMessage("the key \"listen.prot\" is unknown; did you mean \"listen.port\"?");
    }

    @Test
    void aValueOfAnotherTypeIsNamedWithWhatWasExpected() {
        refused("listen:\n  port: high\n", "dpg.yaml:2: listen.port: expected a whole number");
        refused("listen:\n  port: 99999999999\n", "dpg.yaml:2: listen.port: expected at most 2147483647");
        refused(
                "drain-timeout: 5 parsecs\n",
                "dpg.yaml:1: drain-timeout: expected a duration such as 250 ms, 10 s, 15 min or 2 h");
        refused(
                "record-bytes-max: 3 MB\n",
                "dpg.yaml:1: record-bytes-max: expected a size such as 256 KiB or 4 MiB, or a number of bytes");
        refused("listen: 7443\n", "dpg.yaml:1: listen: expected keys with values");
        refused(
                "domains: { a: { owner: me, topic-prefixes: a } }\n",
                "dpg.yaml:1: domains.a.topic-prefixes: expected a list of texts");
    }

    @Test
    void aValueOutOfRangeIsNamedByItsOwnLine() {
        refused(
                "listen:\n  host: 127.0.0.1\n  port: 70000\n",
                "dpg.yaml:3: listen.port: port must be 0 to 65535, is 70000");
        refused(
                "listen:\n  call:\n    concurrent-max: 0\n",
                "dpg.yaml:3: listen.call.concurrent-max: concurrent-max must be 1 to 100000, is 0");
        refused("delivery:\n  streams-max: 0\n", "dpg.yaml:2: delivery.streams-max must be at least 1");
    }

    @Test
    void everyFindingComesInOneAnswer() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load("listen:\n  prot: 1\n  port: x\nclusters: { main: { bootstrap: a } }\n"))
                .satisfies(e -> assertThat(e).message().hasLineCount(2));
    }

    @Test
    void namesMustReferToWhatIsThere() {
        refused(
                "home-cluster: mian\nclusters:\n  main: { bootstrap: a }\n  two: { bootstrap: b }\n",
                "dpg.yaml:1: home-cluster: there is no cluster \"mian\"; did you mean \"main\"?");
        refused(
                "domains:\n  a:\n    owner: me\n    clusters: [mani]\n",
                "dpg.yaml:4: domains.a.clusters: there is no cluster \"mani\"; did you mean \"main\"?");
        refused("clusters:\n  two: { bootstrap: b }\n", "there are several clusters; write home-cluster");
    }

    @Test
    void aMissingKeyIsNamed() {
        refused("domains:\n  a:\n    title: A\n", "dpg.yaml:2: the key \"domains.a.owner\" is missing");
        refused("clusters:\n  b: {}\nhome-cluster: b\n", "dpg.yaml:2: the key \"clusters.b.bootstrap\" is missing");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Configuration.load(Optional.empty(), Map.of(), Map.of(), MEMORY))
                .withMessageContaining("no Kafka cluster is configured");
    }

    @Test
    void whatIsNotYamlIsNamedWithItsLine() {
        refused("listen:\n  port: [1\n", "dpg.yaml:3: is not YAML");
        refused("listen: { port: 1 }\nlisten: { port: 2 }\n", "dpg.yaml:2: the key \"listen\" stands here twice");
        refused("- a\n", "dpg.yaml:1: expected keys with values");
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = directory.resolve("none.yaml");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Configuration.load(Optional.of(file), Map.of(), ONE_CLUSTER, MEMORY))
                .withMessageContaining(file.toString());
    }

    @Test
    void secretsAreNotRepeated() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load("""
                        clusters:
                          main:
                            bootstrap: a
                            properties: { group.id: pa55word, sasl.jaas.config: [pa55word] }
                        """))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("pa55word"));
        var settings = load("clusters: { main: { bootstrap: a, properties: { sasl.jaas.config: pa55word } } }\n");
        assertThat(settings.toString()).doesNotContain("pa55word");
    }

    /** That the file is refused; it is given a cluster besides. */
    private void refused(String yaml, String finding) {
        Path file = write(yaml);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Configuration.load(Optional.of(file), Map.of(), ONE_CLUSTER, MEMORY))
                .withMessageStartingWith(finding);
    }

    private GatewaySettings load(String yaml) {
        return Configuration.load(Optional.of(write(yaml)), Map.of(), Map.of(), MEMORY);
    }

    private Path write(String yaml) {
        try {
            return Files.writeString(directory.resolve("dpg.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
