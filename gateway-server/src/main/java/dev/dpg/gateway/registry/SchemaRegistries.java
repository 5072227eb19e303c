package dev.dpg.gateway.registry;

import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.problem.NearestName;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** All registries that the configuration names. Thread-safe. */
public final class SchemaRegistries implements SchemaSource, AutoCloseable {
    private final Map<String, Registry> registries = new LinkedHashMap<>();
    private final List<RegistryHttp> connections = new ArrayList<>();

    /**
     * Opens nothing yet; reads the files of keys and certificates.
     *
     * @param settings names are distinct
     * @param executor where answers are taken; ended by its owner after this
     * @param later runs what has to wait
     * @param random spreads what is tried again
     * @throws IllegalArgumentException if a file cannot be used: a sentence that names the registry
     */
    public SchemaRegistries(
            Collection<RegistrySettings> settings,
            Executor executor,
            Later later,
            InstantSource clock,
            RandomGenerator random) {
        for (RegistrySettings one : settings) {
            RegistryHttp http = http(one, executor, later);
            connections.add(http);
            registries.put(one.name(), new Registry(one.name(), new RegistryClient(http), clock, later, random));
        }
    }

    private static RegistryHttp http(RegistrySettings settings, Executor executor, Later later) {
        try {
            return new RegistryHttp(settings, executor, later);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the schema registry " + settings.name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Lookup byId(String registry, int id) {
        Registry named = registries.get(registry);
        // A product may have been published while the configuration named its registry.
        return named == null ? new Lookup.Absent() : named.byId(id);
    }

    @Override
    public CompletionStage<Optional<RegisteredSchema>> latest(String registry, String subject) {
        Registry named = registries.get(registry);
        return named == null ? CompletableFuture.failedFuture(unknown(registry)) : named.latest(subject);
    }

    @Override
    public Set<String> registries() {
        return Collections.unmodifiableSet(registries.keySet());
    }

    private Throwable unknown(String registry) {
        String advice = NearestName.of(registry, registries.keySet())
                .map(nearest -> "did you mean \"" + nearest + "\"?")
                .orElse("add it as registries." + registry + ".url");
        return Problem.of(
                        Reason.WRONG_STATE,
                        "the configuration names no schema registry \"" + registry + "\"; " + advice)
                .asException();
    }

    /** Ends connections where the platform can; questions under way fail or are never answered. */
    @Override
    public void close() {
        connections.forEach(RegistryHttp::close);
    }
}
