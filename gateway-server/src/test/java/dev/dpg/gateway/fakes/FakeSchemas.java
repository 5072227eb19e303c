package dev.dpg.gateway.fakes;

import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.PayloadFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A registry {@code main} in memory. A number is pending when it is first asked for, until the test has the registry answer; it
 * fails to answer while it is said to be down.
 */
public final class FakeSchemas implements SchemaSource {
    private final Map<Integer, RegisteredSchema> registered = new ConcurrentHashMap<>();
    private final Map<String, RegisteredSchema> newest = new ConcurrentHashMap<>();
    private final Map<Integer, Lookup> answered = new ConcurrentHashMap<>();
    private final Map<Integer, CompletableFuture<Void>> pending = new ConcurrentHashMap<>();
    private volatile boolean down;
    private volatile boolean failed;

    /** Registers a schema; who asked before has to be answered still. */
    public FakeSchemas register(int id, PayloadFormat format, String text, Reference... references) {
        registered.put(id, new RegisteredSchema(id, format, text, List.of(references)));
        return this;
    }

    /** Makes a registered schema the newest of a subject. */
    public FakeSchemas newest(String subject, int id) {
        newest.put(subject, registered.get(id));
        return this;
    }

    /** From now on nothing is answered, or something is again. */
    public void down(boolean isDown) {
        down = isDown;
    }

    /** What was asked for and is not answered. */
    public Set<Integer> pending() {
        return Set.copyOf(pending.keySet());
    }

    /** Answers everything that is asked now: with what is registered, or that there is no such schema, or not at all. */
    public void answer() {
        failed = down;
        List<CompletableFuture<Void>> settled = new ArrayList<>();
        for (Integer id : List.copyOf(pending.keySet())) {
            if (!down) {
                RegisteredSchema schema = registered.get(id);
                answered.put(id, schema == null ? new Lookup.Absent() : new Lookup.Known(schema));
            }
            settled.add(pending.remove(id));
        }
        settled.forEach(one -> one.complete(null));
    }

    @Override
    public Set<String> registries() {
        return Set.of("main");
    }

    @Override
    public Lookup byId(String registry, int id) {
        Lookup known = answered.get(id);
        return known != null
                ? known
                : new Lookup.Pending(pending.computeIfAbsent(id, first -> new CompletableFuture<>()), failed);
    }

    @Override
    public CompletionStage<Optional<RegisteredSchema>> latest(String registry, String subject) {
        return down
                ? CompletableFuture.failedFuture(Problem.of(Reason.REGISTRY_DOWN, "the registry is down")
                        .with(new Problem.RetryAfter(Duration.ofSeconds(1)))
                        .asException())
                : CompletableFuture.completedFuture(Optional.ofNullable(newest.get(subject)));
    }
}
