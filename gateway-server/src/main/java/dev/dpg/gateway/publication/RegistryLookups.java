package dev.dpg.gateway.publication;

import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.codec.SchemaSource.Lookup;
import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.draft.RegistrySight;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks registries for schemas, and waits for them a while. Thread-safe; blocks. */
final class RegistryLookups {
    private static final Duration WAIT_MAX = Duration.ofSeconds(5);
    private static final int ASKED_MAX = 3;

    private final SchemaSource schemas;

    RegistryLookups(SchemaSource schemas) {
        this.schemas = schemas;
    }

    /**
     * What the registry that knows most of these schemas knows of them.
     *
     * @param ids at most a few
     * @throws ProblemException {@code REGISTRY_DOWN} where one does not answer, and no other knows a schema
     */
    RegistrySight sight(String topic, Set<Integer> ids) {
        RegistrySight best = RegistrySight.NONE;
        Optional<String> silent = Optional.empty();
        for (String registry : ids.isEmpty() ? Set.<String>of() : schemas.registries()) {
            Map<Integer, RegisteredSchema> known = new HashMap<>();
            for (int id : ids) {
                Lookup lookup = settled(registry, id);
                if (lookup instanceof Lookup.Known found) {
                    known.put(id, found.schema());
                } else if (lookup instanceof Lookup.Pending) {
                    silent = Optional.of(registry);
                    break; // the others would be waited for as long
                }
            }
            if (known.size() > best.byId().size()) {
                best = new RegistrySight(registry, known, Optional.empty());
            }
        }
        if (best.byId().isEmpty()) {
            if (silent.isPresent()) {
                throw refused(silent.get());
            }
            return best;
        }
        return new RegistrySight(best.registry(), best.byId(), newest(best.registry(), topic));
    }

    private Lookup settled(String registry, int id) {
        Lookup lookup = schemas.byId(registry, id);
        for (int asked = 1; asked < ASKED_MAX && lookup instanceof Lookup.Pending pending; asked++) {
            try {
                await(pending.settled().toCompletableFuture());
            } catch (TimeoutException late) {
                return lookup;
            }
            lookup = schemas.byId(registry, id);
        }
        return lookup;
    }

    private Optional<RegisteredSchema> newest(String registry, String topic) {
        try {
            return await(schemas.latest(registry, topic + RegistrySight.VALUE_SUBJECT)
                    .toCompletableFuture());
        } catch (TimeoutException late) {
            throw refused(registry);
        }
    }

    private static ProblemException refused(String registry) {
        return Problem.of(
                        Reason.REGISTRY_DOWN,
                        "the schema registry \"" + registry
                                + "\" does not answer, and the topic's values name its schemas; try"
                                + " again when it does")
                .asException();
    }

    private static <T> T await(CompletableFuture<T> answer) throws TimeoutException {
        try {
            return answer.copy()
                    .orTimeout(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            if (e.getCause() instanceof TimeoutException late) {
                throw late;
            }
            throw e;
        }
    }
}
