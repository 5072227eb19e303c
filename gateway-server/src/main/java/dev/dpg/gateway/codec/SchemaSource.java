package dev.dpg.gateway.codec;

import dev.dpg.gateway.product.PayloadFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where schemas come from that stored values name by number. Thread-safe. */
public interface SchemaSource {
    /** Knows no registry: every schema is absent. */
    SchemaSource NONE = new SchemaSource() {
        @Override
        public Lookup byId(String registry, int id) {
            return new Lookup.Absent();
        }

        @Override
        public CompletionStage<Optional<RegisteredSchema>> latest(String registry, String subject) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    };

    /**
     * What is known of a schema now. Never blocks: begins to fetch one that is not known, a bounded number at a time, each once
     * for all who ask.
     *
     * @param registry its name in the gateway's configuration
     */
    Lookup byId(String registry, int id);

    /**
     * The newest schema of a subject, asked of the registry; empty where it has none.
     *
     * @return fails with a {@link dev.dpg.gateway.problem.ProblemException}: {@code REGISTRY_DOWN} where the registry does not
     *     answer, {@code WRONG_STATE} where the configuration has no registry of this name
     */
    CompletionStage<Optional<RegisteredSchema>> latest(String registry, String subject);

    /** Names of the registries in the configuration. */
    default Set<String> registries() {
        return Set.of();
    }

    /** What is known of a schema. */
    sealed interface Lookup {
        /** The schema; it never changes. */
        record Known(RegisteredSchema schema) implements Lookup {}

        /** The registry says that it has no such schema. It is asked again after a while. */
        record Absent() implements Lookup {}

        /**
         * Not known yet.
         *
         * @param settled completes, never exceptionally, when asking again is worthwhile: the schema is there, or it is known
         *     that it is not, or the registry did not answer
         * @param failed whether the registry did not answer the last time, so that waiting may take long
         */
        record Pending(CompletionStage<Void> settled, boolean failed) implements Lookup {}
    }

    /**
     * A schema as a registry has it.
     *
     * @param id its number in the registry
     * @param format what it describes
     * @param text its text
     * @param references the schemas that its text names, those they name included, each before the ones that need it
     */
    record RegisteredSchema(int id, PayloadFormat format, String text, List<Reference> references) {
        public RegisteredSchema {
            references = List.copyOf(references);
        }
    }

    /**
     * A schema that another one names.
     *
     * @param name as it is named there: an Avro type's full name, an imported file, a JSON Schema's reference
     * @param text its text
     */
    record Reference(String name, String text) {}
}
