package dev.dpg.gateway.registry;

import dev.dpg.gateway.codec.SchemaSource.Reference;
import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.registry.RegistryAnswer.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Asks a registry for schemas, with everything that they name. Stages are empty where the registry says that it has none, and
 * fail with {@link RegistryFailure}. Thread-safe.
 */
final class RegistryClient {
    /** Schemas that one schema may name, those they name included. */
    static final int REFERENCES_MAX = 64;
    /** Characters of a schema and of all that it names. */
    static final int CHARACTERS_MAX = 1024 * 1024;

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int UNPROCESSABLE = 422;

    private final RegistryHttp http;

    RegistryClient(RegistryHttp http) {
        this.http = http;
    }

    /** The schema with a number. */
    CompletionStage<Optional<RegisteredSchema>> byId(int id) {
        // As the serializers' own clients ask: the number is written as it is read from a value, without a sign.
        return whole("/schemas/ids/" + Integer.toUnsignedString(id), OptionalInt.of(id));
    }

    /** The newest schema of a subject. */
    CompletionStage<Optional<RegisteredSchema>> latest(String subject) {
        return whole("/subjects/" + encoded(subject) + "/versions/latest", OptionalInt.empty());
    }

    private CompletionStage<Optional<RegisteredSchema>> whole(String path, OptionalInt id) {
        return ask(path).thenCompose(found -> {
            if (found.isEmpty()) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            RegistryAnswer answer = found.get();
            var bundle = new Bundle(answer.text());
            return resolve(answer.references(), bundle)
                    .thenApply(resolved -> Optional.of(new RegisteredSchema(
                            id.orElse(answer.id()), answer.format(), answer.text(), bundle.references)));
        });
    }

    private CompletionStage<Void> resolve(List<Named> references, Bundle bundle) {
        CompletionStage<Void> done = CompletableFuture.completedFuture(null);
        for (Named reference : references) {
            done = done.thenCompose(before -> resolve(reference, bundle));
        }
        return done;
    }

    /** Those that a reference names come before it. */
    private CompletionStage<Void> resolve(Named reference, Bundle bundle) {
        if (!bundle.enter(reference)) {
            return CompletableFuture.completedFuture(null);
        }
        return ask("/subjects/" + encoded(reference.subject()) + "/versions/" + reference.version())
                .thenCompose(found -> {
                    RegistryAnswer answer = found.orElseThrow(
                            () -> RegistryFailure.unusable("it names a schema that the registry does not have"));
                    return resolve(answer.references(), bundle)
                            .thenAccept(resolved -> bundle.add(reference.name(), answer.text()));
                });
    }

    private CompletionStage<Optional<RegistryAnswer>> ask(String path) {
        return http.get(path).thenApply(RegistryClient::understood);
    }

    private static Optional<RegistryAnswer> understood(RegistryHttp.Answer answer) {
        if (answer.status() == OK) {
            return Optional.of(RegistryAnswer.read(answer.body()));
        }
        if (answer.status() == 404 && RegistryAnswer.read(answer.body()).isAbsent()) {
            return Optional.empty();
        }
        if (answer.status() == BAD_REQUEST || answer.status() == UNPROCESSABLE) {
            // A word about this question and no other: the registry is there.
            throw RegistryFailure.unusable("the registry answers HTTP " + answer.status());
        }
        String advice = switch (answer.status()) {
            case UNAUTHORIZED, FORBIDDEN -> "; check user and password, or token";
            case 301, 302, 303, 307, 308 -> "; redirects are not followed, set url to where it leads";
            case 404 -> "; check url";
            default -> "";
        };
        throw RegistryFailure.noAnswer("it answers HTTP " + answer.status() + advice);
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What a schema needs, collected. Its owner's steps follow each other. */
    private static final class Bundle {
        private final Set<Named> entered = new HashSet<>();
        private final List<Reference> references = new ArrayList<>();
        private int characters;

        Bundle(String text) {
            count(text);
        }

        /** False where a schema is there already, or about to be. */
        boolean enter(Named reference) {
            boolean first = entered.add(reference);
            if (entered.size() > REFERENCES_MAX) {
                throw RegistryFailure.unusable("it needs more than " + REFERENCES_MAX + " other schemas");
            }
            return first;
        }

        void add(String name, String text) {
            count(text);
            references.add(new Reference(name, text));
        }

        private void count(String text) {
            characters += text.length();
            if (characters > CHARACTERS_MAX) {
                throw RegistryFailure.unusable(
                        "it has, with what it names, more than " + CHARACTERS_MAX + " characters");
            }
        }
    }
}
