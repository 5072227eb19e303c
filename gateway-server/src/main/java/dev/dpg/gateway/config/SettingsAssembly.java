package dev.dpg.gateway.config;

import dev.dpg.gateway.access.DomainMembers;
import dev.dpg.gateway.access.Member;
import dev.dpg.gateway.access.Roles;
import dev.dpg.gateway.catalog.DomainSettings;
import dev.dpg.gateway.identity.IdentitySettings;
import dev.dpg.gateway.identity.IssuerSettings;
import dev.dpg.gateway.log.kafka.KafkaClusterSettings;
import dev.dpg.gateway.problem.NearestName;
import dev.dpg.gateway.registry.RegistrySettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Makes the features' settings of what was written, and checks what names refer to. For one use. */
final class SettingsAssembly {
    /** The gateway's own products will live there. */
    private static final String RESERVED_DOMAIN = "dpg";

    private final ConfigurationFile file;
    private final SettingNode.Mapping written;
    private final List<String> findings = new ArrayList<>();

    /**
     * @param file the values
     * @param written where each was written, for messages
     */
    SettingsAssembly(ConfigurationFile file, SettingNode.Mapping written) {
        this.file = file;
        this.written = written;
    }

    /** @throws ConfigurationException with everything that is wrong */
    GatewaySettings settings() {
        List<KafkaClusterSettings> clusters = new ArrayList<>();
        file.clusters().forEach((name, entry) -> cluster(name, entry).ifPresent(clusters::add));
        List<RegistrySettings> registries = new ArrayList<>();
        file.registries().forEach((name, entry) -> {
            String key = "registries." + name;
            checked(key, () -> RegistryAssembly.of(name, entry)).ifPresent(registries::add);
        });
        List<DomainSettings> domains = new ArrayList<>();
        file.domains().forEach((name, entry) -> domain(name, entry).ifPresent(domains::add));
        Roles roles = roles();
        requireSeparatePrefixes(domains);
        requireStreamsEndByPlan();
        Optional<IdentitySettings> identity = identity();
        String home = homeCluster();
        if (!findings.isEmpty()) {
            throw new ConfigurationException(findings);
        }
        return new GatewaySettings(
                file.listen(),
                identity.orElseThrow(),
                file.control(),
                home,
                clusters,
                registries,
                domains,
                roles,
                file.documents(),
                file.state(),
                file.delivery(),
                file.recordBytesMax(),
                file.drainTimeout(),
                file.metrics(),
                file.otlp());
    }

    private Optional<IdentitySettings> identity() {
        int before = findings.size();
        List<IssuerSettings> issuers = new ArrayList<>();
        file.identity()
                .issuers()
                .forEach(
                        (name, entry) -> checked("identity.issuers." + name, () -> IdentityAssembly.issuer(name, entry))
                                .ifPresent(issuers::add));
        return findings.size() == before
                ? checked(
                        "identity",
                        () -> IdentityAssembly.of(
                                file.identity(), issuers, file.listen().tls()))
                : Optional.empty();
    }

    private String homeCluster() {
        Collection<String> known = file.clusters().keySet();
        if (known.isEmpty()) {
            findings.add("no Kafka cluster is configured; write clusters.main.bootstrap, or set"
                    + " DPG_CLUSTERS_MAIN_BOOTSTRAP, for instance to 127.0.0.1:9092");
            return "";
        }
        Optional<String> named = file.homeCluster();
        if (named.isEmpty() && known.size() > 1) {
            findings.add("there are several clusters; write home-cluster: which of them keeps the gateway's own state ("
                    + String.join(", ", known) + ")");
        }
        named.ifPresent(name -> requireCluster(name, "home-cluster"));
        return named.orElse(known.iterator().next());
    }

    private Optional<KafkaClusterSettings> cluster(String name, ConfigurationFile.Cluster entry) {
        String key = "clusters." + name;
        if (!name.matches("[a-z][a-z0-9_]*")) {
            findings.add(place(key) + ": a cluster's name is [a-z][a-z0-9_]*, not \"" + name + "\"");
            return Optional.empty();
        }
        Map<String, String> properties = new LinkedHashMap<>();
        entry.propertiesFile().ifPresent(path -> properties.putAll(propertiesOf(key, path)));
        properties.putAll(entry.properties());
        entry.bootstrap().ifPresent(servers -> properties.put(ConfigurationFile.Cluster.BOOTSTRAP_SERVERS, servers));
        if (!properties.containsKey(ConfigurationFile.Cluster.BOOTSTRAP_SERVERS)) {
            findings.add(
                    place(key) + ": the key \"" + key + ".bootstrap\" is missing; write the addresses of some of its"
                            + " brokers, such as 127.0.0.1:9092");
            return Optional.empty();
        }
        return checked(
                key,
                () -> new KafkaClusterSettings(
                        name,
                        properties,
                        entry.tail().readers(),
                        entry.tail().fetchBytes(),
                        entry.catchUp().readers(),
                        entry.catchUp().fetchBytes(),
                        entry.catchUp().queueMax(),
                        entry.catchUp().idle(),
                        entry.openTransactionAfter(),
                        entry.requestTimeout()));
    }

    private Optional<DomainSettings> domain(String name, ConfigurationFile.Domain entry) {
        String key = "domains." + name;
        if (name.equals(RESERVED_DOMAIN)) {
            findings.add(place(key) + ": the domain \"" + name + "\" is the gateway's own; choose another name");
        }
        entry.clusters().forEach(cluster -> requireCluster(cluster, key + ".clusters"));
        List<String> clusters = entry.clusters().isEmpty()
                ? file.clusters().keySet().stream().limit(1).toList()
                : entry.clusters();
        return checked(
                key,
                () -> new DomainSettings(
                        name, entry.title().orElse(name), entry.owner(), clusters, entry.topicPrefixes()));
    }

    private Roles roles() {
        Map<String, DomainMembers> members = new LinkedHashMap<>();
        file.domains()
                .forEach((name, entry) -> checked(
                                "domains." + name,
                                () -> DomainMembers.of(
                                        entry.owner(),
                                        entry.owners(),
                                        entry.stewards(),
                                        entry.developers(),
                                        entry.autoApproveMax()))
                        .ifPresent(some -> members.put(name, some)));
        List<Member> operators = checked(
                        "operators",
                        () -> file.operators().stream().map(Member::parse).toList())
                .orElse(List.of());
        return new Roles(members, operators);
    }

    /** A domain owns its topics: what one may publish, no other may. */
    private void requireSeparatePrefixes(List<DomainSettings> domains) {
        for (int i = 0; i < domains.size(); i++) {
            for (DomainSettings other : domains.subList(0, i)) {
                requireSeparatePrefixes(domains.get(i), other);
            }
        }
    }

    private void requireSeparatePrefixes(DomainSettings domain, DomainSettings other) {
        if (domain.clusters().stream().noneMatch(other.clusters()::contains)) {
            return;
        }
        String key = "domains." + domain.name() + ".topic-prefixes";
        for (String prefix : domain.topicPrefixes()) {
            other.topicPrefixes().stream()
                    .filter(theirs -> theirs.startsWith(prefix) || prefix.startsWith(theirs))
                    .forEach(theirs -> findings.add(place(key) + ": " + key + ": \"" + prefix + "\" overlaps with \""
                            + theirs + "\" of domain " + other.name()
                            + ", so that each could publish the other's topics; choose prefixes that are apart"));
        }
    }

    /** A connection that ends before its streams would cut them. */
    private void requireStreamsEndByPlan() {
        String key = "listen.connection.age-grace";
        Duration life = file.delivery().streamLifeMax();
        if (file.listen().connection().ageGrace().compareTo(life) < 0) {
            findings.add(place(key) + ": " + key + " must be at least " + life.toSeconds()
                    + " s, or connections end before their streams do (delivery.stream-age-max and a fifth, and"
                    + " delivery.go-away-grace)");
        }
    }

    private void requireCluster(String name, String key) {
        Collection<String> known = file.clusters().keySet();
        if (!known.contains(name)) {
            String advice = NearestName.of(name, known)
                    .map(nearest -> "did you mean \"" + nearest + "\"?")
                    .orElse("there are: " + String.join(", ", known));
            findings.add(place(key) + ": " + key + ": there is no cluster \"" + name + "\"; " + advice);
        }
    }

    private Map<String, String> propertiesOf(String key, Path path) {
        Map<String, String> texts = new LinkedHashMap<>();
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            var properties = new Properties();
            properties.load(reader);
            properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name)));
        } catch (IOException | IllegalArgumentException e) {
            // The exception's text may hold content of the file, which is where secrets are.
            findings.add(place(key + ".properties-file") + ": " + key + ".properties-file: " + path
                    + " can't be read as Java properties in UTF-8");
        }
        return texts;
    }

    private <T> Optional<T> checked(String key, java.util.function.Supplier<T> make) {
        try {
            return Optional.of(make.get());
        } catch (IllegalArgumentException e) {
            findings.add(place(key) + ": " + key + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Where a key was written, or the nearest section around it. */
    private Origin place(String dottedKey) {
        SettingNode node = written;
        for (String segment : dottedKey.split("\\.", -1)) {
            if (!(node instanceof SettingNode.Mapping mapping)
                    || !mapping.entries().containsKey(segment)) {
                break;
            }
            node = mapping.entries().getOrDefault(segment, node);
        }
        return node.origin();
    }
}
