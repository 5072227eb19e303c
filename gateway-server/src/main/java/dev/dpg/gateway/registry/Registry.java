package dev.dpg.gateway.registry;

import dev.dpg.gateway.codec.SchemaSource.Lookup;
import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of one registry, and how it is asked for the rest: each schema once for all who want it, a few at a time, and
 * not at all for a while after it did not answer; then first with one question, the others behind it. Thread-safe: everything
 * is guarded by this object, stages are completed outside of it.
 */
final class Registry {
    /** Questions under way at a time. */
    static final int ASKED_AT_A_TIME = 8;
    /** Questions that wait or are under way at most. */
    static final int ASKED_MAX = 1_000;

    static final Duration ABSENT_FOR = Duration.ofSeconds(30);
    /** Short, since somebody who registers a schema publishes a product with it next. */
    static final Duration NEWEST_FOR = Duration.ofSeconds(5);
    /** How old the newest schema of a subject may be where the registry does not answer. */
    static final Duration STALE_FOR = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

    private final String name;
    private final RegistryClient client;
    private final InstantSource clock;
    private final Later later;
    private final Backoff backoff;
    private final SchemaMemory memory = new SchemaMemory();
    private final Map<Question, Asked> asked = new HashMap<>();
    private final Deque<Asked> waiting = new ArrayDeque<>();
    private CompletableFuture<Void> whilePassing = CompletableFuture.completedFuture(null);
    private int underWay;
    private boolean wakeUpSet;

    Registry(String name, RegistryClient client, InstantSource clock, Later later, RandomGenerator random) {
        this.name = name;
        this.client = client;
        this.clock = clock;
        this.later = later;
        this.backoff = new Backoff(random);
    }

    /** As {@link dev.dpg.gateway.codec.SchemaSource#byId}. */
    Lookup byId(int id) {
        if (id < 0) {
            // Numbers of registries are positive. Some answer others as if the address were wrong, and a single record
            // with such bytes would have the registry taken for one that is away.
            return new Lookup.Absent();
        }
        Asked question;
        synchronized (this) {
            RegisteredSchema known = memory.known(id);
            if (known != null) {
                return new Lookup.Known(known);
            }
            if (memory.isAbsent(id, clock.instant())) {
                return new Lookup.Absent();
            }
            question = ask(new Question.ById(id), () -> client.byId(id));
        }
        if (question == null) {
            return new Lookup.Pending(inAWhile(), true);
        }
        startNext();
        return new Lookup.Pending(question.settled(), question.afterFailure);
    }

    /** As {@link dev.dpg.gateway.codec.SchemaSource#latest}. */
    CompletionStage<Optional<RegisteredSchema>> latest(String subject) {
        Asked question;
        synchronized (this) {
            Instant now = clock.instant();
            SchemaMemory.Newest fresh = memory.newest(subject, now.minus(NEWEST_FOR));
            if (fresh != null) {
                return CompletableFuture.completedFuture(fresh.schema());
            }
            Duration left = backoff.left(now);
            question = left.isZero() ? ask(new Question.Newest(subject), () -> client.latest(subject)) : null;
        }
        if (question == null) {
            return staleOr(subject, down());
        }
        startNext();
        return question.outcome.thenCompose(outcome -> outcome.failure() == null
                ? CompletableFuture.completedFuture(outcome.schema())
                : staleOr(subject, problemOf(subject, outcome.failure())));
    }

    private synchronized CompletableFuture<Optional<RegisteredSchema>> staleOr(String subject, Problem problem) {
        SchemaMemory.Newest stale = memory.newest(subject, clock.instant().minus(STALE_FOR));
        return stale != null && problem.reason() == Reason.REGISTRY_DOWN
                ? CompletableFuture.completedFuture(stale.schema())
                : CompletableFuture.failedFuture(problem.asException());
    }

    private Problem problemOf(String subject, RegistryFailure failure) {
        if (failure.kind() == RegistryFailure.Kind.NO_ANSWER) {
            return down();
        }
        return Problem.of(
                Reason.WRONG_STATE,
                "the newest schema of subject \"" + subject + "\" in the registry \"" + name + "\" is of no use: "
                        + failure.getMessage());
    }

    private synchronized Problem down() {
        Duration left = backoff.left(clock.instant());
        return Problem.of(
                        Reason.REGISTRY_DOWN,
                        "the schema registry \"" + name + "\" does not answer now; try again shortly")
                .with(new Problem.RetryAfter(left.isZero() ? Backoff.FIRST : left));
    }

    /** The question, asked already or put behind those that wait; null where too many do. Guarded. */
    private @Nullable Asked ask(Question question, Supplier<CompletionStage<Optional<RegisteredSchema>>> fetch) {
        Asked known = asked.get(question);
        if (known != null || asked.size() >= ASKED_MAX) {
            return known;
        }
        Asked fresh = new Asked(question, fetch, backoff.isFailing());
        asked.put(question, fresh);
        waiting.add(fresh);
        return fresh;
    }

    /** Asks as many questions as may be asked now. */
    private void startNext() {
        List<Asked> starting = new ArrayList<>();
        synchronized (this) {
            Duration left = backoff.left(clock.instant());
            if (!left.isZero()) {
                wakeUpAfter(left);
                return;
            }
            int most = backoff.isFailing() ? 1 : ASKED_AT_A_TIME;
            for (Asked next = waiting.peek(); next != null && underWay < most; next = waiting.peek()) {
                starting.add(waiting.remove());
                underWay++;
            }
        }
        for (Asked question : starting) {
            fetched(question).handle(Outcome::of).thenAccept(outcome -> answered(question, outcome));
        }
    }

    private static CompletionStage<Optional<RegisteredSchema>> fetched(Asked question) {
        try {
            return question.fetch.get();
        } catch (RuntimeException notEvenAsked) {
            // Its place among those under way would be lost, and whoever asks is a reader of records.
            return CompletableFuture.failedFuture(notEvenAsked);
        }
    }

    /** Guarded. */
    private void wakeUpAfter(Duration delay) {
        if (!wakeUpSet && !waiting.isEmpty()) {
            wakeUpSet = true;
            later.run(
                    () -> {
                        synchronized (this) {
                            wakeUpSet = false;
                        }
                        startNext();
                    },
                    delay);
        }
    }

    private void answered(Asked question, Outcome outcome) {
        List<Asked> settled = new ArrayList<>(List.of(question));
        RegistryFailure failure = outcome.failure();
        synchronized (this) {
            underWay--;
            asked.remove(question.question);
            Instant now = clock.instant();
            if (failure != null && failure.kind() == RegistryFailure.Kind.NO_ANSWER) {
                noteSilence(failure, now);
                settled.addAll(waiting);
                waiting.clear();
                settled.forEach(one -> asked.remove(one.question));
            } else {
                noteAnswer();
                // That a newest schema is of no use is no word about the subject: it would pass for one without
                // schemas.
                if (failure == null || question.question instanceof Question.ById) {
                    memory.keep(question.question, outcome.schema(), now);
                }
            }
        }
        if (failure != null && failure.kind() == RegistryFailure.Kind.UNUSABLE) {
            LOG.warn("schema registry {}: {} is of no use: {}", name, question.question, failure.getMessage());
        }
        settled.forEach(one -> one.outcome.complete(outcome));
        startNext();
    }

    /** Guarded. */
    private void noteSilence(RegistryFailure problem, Instant now) {
        if (!backoff.isFailing()) {
            LOG.warn(
                    "schema registry {} cannot be asked: {}; schemas that are known are served",
                    name,
                    problem.getMessage());
        }
        backoff.failed(now);
    }

    /** Guarded. */
    private void noteAnswer() {
        if (backoff.isFailing()) {
            LOG.info("schema registry {} answers again", name);
        }
        backoff.answered();
    }

    /** One for all who come while too many wait. */
    private CompletionStage<Void> inAWhile() {
        CompletableFuture<Void> passed;
        synchronized (this) {
            if (!whilePassing.isDone()) {
                return whilePassing.minimalCompletionStage();
            }
            passed = new CompletableFuture<>();
            whilePassing = passed;
        }
        later.run(() -> passed.complete(null), Backoff.FIRST);
        return passed.minimalCompletionStage();
    }

    /** What a registry is asked. */
    sealed interface Question {
        /** A schema by its number. */
        record ById(int id) implements Question {}

        /** The newest schema of a subject. */
        record Newest(String subject) implements Question {}
    }

    /**
     * What came of a question.
     *
     * @param schema empty where there is none, or the question failed
     * @param failure why it failed; null where it did not
     */
    private record Outcome(
            Optional<RegisteredSchema> schema, @Nullable RegistryFailure failure) {
        @SuppressWarnings("NullableOptional") // what a stage hands over is null where it failed
        static Outcome of(@Nullable Optional<RegisteredSchema> answer, @Nullable Throwable thrown) {
            if (answer != null) {
                return new Outcome(answer, null);
            }
            Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
            return new Outcome(
                    Optional.empty(),
                    cause instanceof RegistryFailure known
                            ? known
                            : RegistryFailure.noAnswer("asking it fails ("
                                    + (cause == null ? "" : cause.getClass().getSimpleName()) + ")"));
        }
    }

    /** A question for everybody who asks it meanwhile. */
    private static final class Asked {
        private final Question question;
        private final Supplier<CompletionStage<Optional<RegisteredSchema>>> fetch;
        /** Whether the registry did not answer before. */
        private final boolean afterFailure;

        /** Never fails. */
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

        Asked(Question question, Supplier<CompletionStage<Optional<RegisteredSchema>>> fetch, boolean afterFailure) {
            this.question = question;
            this.fetch = fetch;
            this.afterFailure = afterFailure;
        }

        CompletionStage<Void> settled() {
            return outcome.<Void>thenApply(known -> null).minimalCompletionStage();
        }
    }
}
