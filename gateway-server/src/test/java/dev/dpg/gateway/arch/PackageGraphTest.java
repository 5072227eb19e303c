package dev.dpg.gateway.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds the table of packages: who may use whom. Outermost first; an arrow goes down the list only, and only where it is
 * listed. Adding an arrow is a design change: say why in the commit and in {@code docs/decisions/}.
 */
class PackageGraphTest {
    private static final String ROOT = "dev.dpg.gateway";

    /** Package to the packages it may use, in the order of the data's way from the outside in. */
    private static final List<Map.Entry<String, Set<String>>> TABLE = List.of(
            Map.entry(
                    "app",
                    Set.of(
                            "config",
                            "edge",
                            "rpc",
                            "subscription",
                            "delivery",
                            "view",
                            "publication",
                            "catalog",
                            "access",
                            "identity",
                            "descriptor",
                            "registry",
                            "filter",
                            "contract",
                            "codec",
                            "cursor",
                            "state",
                            "log.kafka",
                            "log",
                            "product",
                            "problem",
                            "telemetry")),
            Map.entry(
                    "config",
                    Set.of(
                            "edge",
                            "rpc",
                            "delivery",
                            "publication",
                            "catalog",
                            "access",
                            "identity",
                            "registry",
                            "state",
                            "log.kafka",
                            "log",
                            "problem",
                            "telemetry")),
            Map.entry("edge", Set.of()),
            Map.entry(
                    "rpc",
                    Set.of(
                            "publication",
                            "draft",
                            "subscription",
                            "delivery",
                            "view",
                            "catalog",
                            "access",
                            "identity",
                            "descriptor",
                            "contract",
                            "codec",
                            "compatibility",
                            "schema",
                            "cursor",
                            "product",
                            "problem",
                            "telemetry")),
            Map.entry(
                    "publication",
                    Set.of(
                            "subscription",
                            "catalog",
                            "descriptor",
                            "draft",
                            "filter",
                            "contract",
                            "codec",
                            "compatibility",
                            "schema",
                            "view",
                            "log",
                            "product",
                            "problem",
                            "telemetry")),
            // What a topic's records are made of is guessed apart from what documents are held to.
            Map.entry("draft", Set.of("codec", "schema", "product", "problem")),
            Map.entry(
                    "subscription",
                    Set.of(
                            "delivery",
                            "catalog",
                            "access",
                            "identity",
                            "filter",
                            "codec",
                            "view",
                            "cursor",
                            "state",
                            "log",
                            "product",
                            "problem",
                            "telemetry")),
            Map.entry("delivery", Set.of("view", "cursor", "log", "product", "problem", "telemetry")),
            Map.entry("view", Set.of("filter", "contract", "codec", "schema", "log", "product", "problem")),
            Map.entry("catalog", Set.of("contract", "state", "product", "problem", "telemetry")),
            // Pure decisions over the tables of requests and grants, and who holds which role.
            Map.entry("access", Set.of("state", "identity", "product", "problem")),
            Map.entry("identity", Set.of("problem", "telemetry")),
            Map.entry("descriptor", Set.of("product", "problem")),
            Map.entry("registry", Set.of("codec", "schema", "product", "problem", "telemetry")),
            Map.entry("filter", Set.of("codec", "product", "problem")),
            // Whether stored records fit a new schema is part of what changes between two contracts.
            Map.entry("contract", Set.of("codec", "compatibility", "schema", "product", "problem")),
            Map.entry("codec", Set.of("schema", "product", "problem")),
            Map.entry("compatibility", Set.of("schema", "product", "problem")),
            Map.entry("schema", Set.of("product", "problem")),
            Map.entry("cursor", Set.of("log", "product", "problem")),
            Map.entry("state", Set.of("log", "problem", "telemetry")),
            Map.entry("log.kafka", Set.of("log", "problem", "telemetry")),
            Map.entry("log.memory", Set.of("log", "problem", "telemetry")),
            Map.entry("log", Set.of("problem", "telemetry")),
            Map.entry("product", Set.of()),
            Map.entry("problem", Set.of()),
            Map.entry("telemetry", Set.of()));

    /** Foreign packages that only some of ours may use. */
    private static final Map<String, Set<String>> FOREIGN = Map.ofEntries(
            Map.entry("io.grpc", Set.of("rpc", "app")),
            Map.entry("dev.dpg.v1", Set.of("rpc", "app")),
            Map.entry("dev.dpg.store.v1", Set.of("cursor", "state", "catalog", "access", "subscription")),
            Map.entry("org.apache.kafka", Set.of("log.kafka")),
            Map.entry("com.nimbusds", Set.of("identity")),
            Map.entry("org.apache.avro", Set.of("compatibility", "codec", "schema")),
            Map.entry("com.squareup.wire", Set.of("schema")),
            Map.entry("kotlin", Set.of("schema")),
            Map.entry("com.fasterxml.jackson", Set.of("draft", "compatibility", "schema", "registry", "identity")),
            Map.entry("dev.cel", Set.of("filter")),
            Map.entry("io.opentelemetry", Set.of("telemetry")),
            Map.entry("io.netty", Set.of("edge", "rpc", "app")));

    @SuppressWarnings("NullAway.Init") // set once before all tests
    private static JavaClasses classes;

    @BeforeAll
    static void importClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
    }

    @Test
    void everyPackageIsInTheTable() {
        assertThat(used().keySet()).isSubsetOf(names());
    }

    @Test
    void everyArrowIsInTheTable() {
        Map<String, Set<String>> allowed = new TreeMap<>();
        TABLE.forEach(row -> allowed.put(row.getKey(), row.getValue()));
        List<String> forbidden = new ArrayList<>();
        used().forEach((from, targets) -> targets.stream()
                .filter(to -> !allowed.getOrDefault(from, Set.of()).contains(to))
                .forEach(to -> forbidden.add(from + " -> " + to)));
        assertThat(forbidden).isEmpty();
    }

    @Test
    void theTableOnlyPointsDown() {
        List<String> order = names();
        List<String> upward = new ArrayList<>();
        TABLE.forEach(row -> row.getValue().stream()
                .filter(to -> order.indexOf(to) <= order.indexOf(row.getKey()))
                .forEach(to -> upward.add(row.getKey() + " -> " + to)));
        assertThat(upward).isEmpty();
    }

    @Test
    void foreignTypesStayInTheirRooms() {
        List<String> strays = new ArrayList<>();
        for (JavaClass type : classes) {
            type.getDirectDependenciesFromSelf().forEach(dependency -> {
                String target = dependency.getTargetClass().getPackageName();
                FOREIGN.forEach((foreign, rooms) -> {
                    if ((target.equals(foreign) || target.startsWith(foreign + ".")) && !rooms.contains(room(type))) {
                        strays.add(type.getName() + " uses " + target);
                    }
                });
            });
        }
        assertThat(strays).isEmpty();
    }

    /** Which of our packages each of our packages uses. */
    private static Map<String, Set<String>> used() {
        Map<String, Set<String>> used = new TreeMap<>();
        for (JavaClass type : classes) {
            Set<String> targets = used.computeIfAbsent(room(type), room -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith(ROOT))
                    .map(PackageGraphTest::room)
                    .filter(target -> !target.equals(room(type)))
                    .forEach(targets::add);
        }
        return used;
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }

    private static List<String> names() {
        return TABLE.stream().map(Map.Entry::getKey).toList();
    }
}
