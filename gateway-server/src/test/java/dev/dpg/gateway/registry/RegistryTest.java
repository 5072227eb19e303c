package dev.dpg.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.codec.SchemaSource.Lookup;
import dev.dpg.gateway.codec.SchemaSource.Lookup.Absent;
import dev.dpg.gateway.codec.SchemaSource.Lookup.Known;
import dev.dpg.gateway.codec.SchemaSource.Lookup.Pending;
import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is remembered, and how often a registry is asked; time moves only when told. */
@Timeout(60)
class RegistryTest {
    private final ScriptedRegistry server = new ScriptedRegistry();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
    private final CountDownLatch release = new CountDownLatch(1);
    private final VirtualLater time = new VirtualLater();
    private final Registry registry = registry();

    private Registry registry() {
        Later real = ScriptedRegistry.later(threads);
        var http = new RegistryHttp(RegistrySettings.of("main", server.url()), threads, real);
        return new Registry("main", new RegistryClient(http), time::now, time, new Random(1));
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.close();
        threads.shutdownNow();
    }

    @Test
    void aSchemaIsFetchedOnceAndKeptForEver() {
        server.schema(7, "\"long\"");

        Pending pending = (Pending) registry.byId(7);
        settled(pending);
        time.pass(Duration.ofDays(30));
        Known known = (Known) registry.byId(7);

        assertThat(pending.failed()).isFalse();
        assertThat(known.schema().text()).isEqualTo("\"long\"");
        assertThat(server.paths()).containsExactly("/schemas/ids/7");
    }

    @Test
    void manyWhoAskAtOnceShareOneQuestion() {
        server.on("/schemas/ids/7", exchange -> {
            await(release);
            ScriptedRegistry.answer(exchange, 200, "{\"schema\":\"{}\"}");
        });

        List<Lookup> lookups = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            lookups.add(registry.byId(7));
        }
        release.countDown();
        lookups.forEach(lookup -> settled((Pending) lookup));

        assertThat(registry.byId(7)).isInstanceOf(Known.class);
        assertThat(server.paths()).hasSize(1);
    }

    @Test
    void anAbsentSchemaIsAskedForAgainAfterAWhile() {
        settled((Pending) registry.byId(7));
        assertThat(registry.byId(7)).isInstanceOf(Absent.class);

        server.schema(7, "{}");
        time.pass(Registry.ABSENT_FOR.minusMillis(1));
        assertThat(registry.byId(7)).isInstanceOf(Absent.class);
        time.pass(Duration.ofMillis(1));
        settled((Pending) registry.byId(7));

        assertThat(registry.byId(7)).isInstanceOf(Known.class);
        assertThat(server.paths()).hasSize(2);
    }

    @Test
    void aSchemaOfNoUseCountsAsAbsent() {
        server.on("/schemas/ids/7", 200, "{\"schemaType\":\"XML\",\"schema\":\"<a/>\"}");
        server.schema(8, "{}");

        settled((Pending) registry.byId(7));
        settled((Pending) registry.byId(8));

        assertThat(registry.byId(7)).isInstanceOf(Absent.class);
        assertThat(registry.byId(8)).isInstanceOf(Known.class);
    }

    @Test
    void aNumberThatNoRegistryGivesIsNotAskedFor() {
        assertThat(registry.byId(-1)).isInstanceOf(Absent.class);
        assertThat(registry.byId(Integer.MIN_VALUE)).isInstanceOf(Absent.class);
        assertThat(server.paths()).isEmpty();
    }

    @Test
    void aNewestSchemaOfNoUseDoesNotMakeItsSubjectEmpty() {
        server.on("/subjects/a/versions/latest", 200, "{\"schemaType\":\"XML\",\"schema\":\"<a/>\"}");

        assertThat(refusal(registry.latest("a")).reason()).isEqualTo(Reason.WRONG_STATE);
        assertThat(refusal(registry.latest("a")).reason()).isEqualTo(Reason.WRONG_STATE);
    }

    @Test
    void aRegistryThatDoesNotAnswerIsLeftAloneForAWhileAndThenAskedAgain() {
        server.schema(1, "{}").on("/schemas/ids/7", 503, "");
        settled((Pending) registry.byId(1));

        settled((Pending) registry.byId(7));
        Pending waiting = (Pending) registry.byId(7);
        assertThat(waiting.failed()).isTrue();
        assertThat(registry.byId(1)).isInstanceOf(Known.class);
        assertThat(server.paths()).containsExactly("/schemas/ids/1", "/schemas/ids/7");

        server.schema(7, "{}");
        time.pass(Backoff.FIRST);
        settled(waiting);
        assertThat(registry.byId(7)).isInstanceOf(Known.class);
        assertThat(((Pending) registry.byId(8)).failed()).isFalse();
    }

    @Test
    void theLongerARegistryIsSilentTheLessOftenItIsAsked() {
        server.on("/schemas/ids/7", 503, "");
        Instant start = time.now();
        for (int i = 0; i < 20; i++) {
            Pending pending = (Pending) registry.byId(7);
            time.passToNext();
            settled(pending);
        }

        assertThat(server.paths()).hasSize(20);
        // The first doublings take at least half of 0.5 + 1 + 2 + 4 + 8 + 16 s, the rest half of 30 s each, and twice
        // that at most.
        Duration passed = Duration.between(start, time.now());
        assertThat(passed).isBetween(Duration.ofSeconds(15 + 12 * 15), Duration.ofSeconds(32 + 13 * 30));
    }

    @Test
    void afterSilenceOneQuestionGoesFirst() {
        for (int id = 1; id <= 20; id++) {
            server.on("/schemas/ids/" + id, 503, "");
        }
        settled((Pending) registry.byId(1));
        List<Pending> all = new ArrayList<>();
        for (int id = 1; id <= 20; id++) {
            all.add((Pending) registry.byId(id));
        }
        time.passToNext();
        all.forEach(RegistryTest::settled);

        assertThat(server.paths()).hasSize(2);
    }

    @Test
    void noMoreThanAFewQuestionsAreUnderWayAtATime() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Pending> all = new ArrayList<>();
        for (int id = 1; id <= 40; id++) {
            server.on("/schemas/ids/" + id, exchange -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                await(release);
                now.decrementAndGet();
                ScriptedRegistry.answer(exchange, 200, "{\"schema\":\"{}\"}");
            });
        }
        for (int id = 1; id <= 40; id++) {
            all.add((Pending) registry.byId(id));
        }
        Awaitility.await().until(() -> now.get() == Registry.ASKED_AT_A_TIME);
        release.countDown();
        all.forEach(RegistryTest::settled);

        assertThat(most.get()).isEqualTo(Registry.ASKED_AT_A_TIME);
        assertThat(server.paths()).hasSize(40);
    }

    @Test
    void tooManyQuestionsAreNotRemembered() {
        for (int id = 1; id <= Registry.ASKED_MAX; id++) {
            server.on("/schemas/ids/" + id, exchange -> await(release));
            registry.byId(id);
        }

        Pending beyond = (Pending) registry.byId(Registry.ASKED_MAX + 1);
        assertThat(beyond.failed()).isTrue();
        assertThat(beyond.settled().toCompletableFuture()).isNotDone();
        time.passToNext();
        settled(beyond);
    }

    @Test
    void whatIsKeptIsBoundedAndWhatWasUsedLastIsKeptLongest() {
        String large = "x".repeat(1_000_000);
        for (int id = 1; id <= 20; id++) {
            server.schema(id, large);
            settled((Pending) registry.byId(id));
            assertThat(registry.byId(1)).isInstanceOf(Known.class);
        }

        assertThat(registry.byId(20)).isInstanceOf(Known.class);
        assertThat(registry.byId(2)).isInstanceOf(Pending.class);
    }

    @Test
    void theNewestSchemaOfASubjectIsAskedForAnewAfterASecondOrSo() {
        server.on("/subjects/a/versions/latest", 200, "{\"id\":1,\"schema\":\"one\"}");
        assertThat(join(registry.latest("a"))).map(RegisteredSchema::text).contains("one");
        server.on("/subjects/a/versions/latest", 200, "{\"id\":2,\"schema\":\"two\"}");
        assertThat(join(registry.latest("a"))).map(RegisteredSchema::text).contains("one");

        time.pass(Registry.NEWEST_FOR);
        assertThat(join(registry.latest("a"))).map(RegisteredSchema::text).contains("two");
        assertThat(registry.byId(1)).isInstanceOf(Known.class);
        assertThat(registry.byId(2)).isInstanceOf(Known.class);
    }

    @Test
    void aSubjectThatIsNotThereIsEmpty() {
        assertThat(join(registry.latest("a"))).isEmpty();
    }

    @Test
    void whileTheRegistryDoesNotAnswerTheNewestSchemaIsTheOneItToldLast() {
        server.on("/subjects/a/versions/latest", 200, "{\"id\":1,\"schema\":\"one\"}");
        join(registry.latest("a"));
        server.on("/subjects/a/versions/latest", 503, "");

        time.pass(Registry.NEWEST_FOR);
        assertThat(join(registry.latest("a"))).map(RegisteredSchema::text).contains("one");
        assertThat(join(registry.latest("a"))).map(RegisteredSchema::text).contains("one");
        assertThat(server.paths()).hasSize(2);

        time.pass(Registry.STALE_FOR);
        assertThat(refusal(registry.latest("a")).reason()).isEqualTo(Reason.REGISTRY_DOWN);
    }

    @Test
    void whereNothingWasEverToldARegistryThatDoesNotAnswerIsDown() {
        server.on("/subjects/a/versions/latest", 503, "");

        for (int i = 0; i < 2; i++) {
            Problem problem = refusal(registry.latest("a"));
            assertThat(problem.reason()).isEqualTo(Reason.REGISTRY_DOWN);
            assertThat(problem.retryAfter())
                    .hasValueSatisfying(delay -> assertThat(delay).isBetween(Duration.ofMillis(1), Backoff.FIRST));
            assertThat(problem.message()).contains("\"main\"");
        }
        assertThat(server.paths()).hasSize(1);
    }

    @Test
    void aNewestSchemaOfNoUseIsSaidToBe() {
        server.on("/subjects/a/versions/latest", 200, "{\"id\":1,\"schemaType\":\"XML\",\"schema\":\"one\"}");

        assertThat(refusal(registry.latest("a")).reason()).isEqualTo(Reason.WRONG_STATE);
    }

    @Test
    void anUnknownRegistryKnowsNothing() {
        List<RegistrySettings> one = List.of(RegistrySettings.of("main", server.url()));
        try (var registries = new SchemaRegistries(one, threads, time, time::now, new Random(1))) {
            assertThat(registries.byId("mian", 1)).isInstanceOf(Absent.class);
            Problem problem = refusal(registries.latest("mian", "a"));
            assertThat(problem.reason()).isEqualTo(Reason.WRONG_STATE);
            assertThat(problem.message()).contains("did you mean \"main\"?");
        }
    }

    private static void settled(Pending pending) {
        pending.settled().toCompletableFuture().join();
    }

    private static Optional<RegisteredSchema> join(CompletionStage<Optional<RegisteredSchema>> stage) {
        return stage.toCompletableFuture().join();
    }

    private static Problem refusal(CompletionStage<?> stage) {
        return stage.<Problem>handle((answer, failure) -> {
                    Throwable cause = failure != null && failure.getCause() != null ? failure.getCause() : failure;
                    assertThat(cause).isInstanceOf(ProblemException.class);
                    return ((ProblemException) cause).problem();
                })
                .toCompletableFuture()
                .join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Time that moves when told, and what waits for it. */
    private static final class VirtualLater implements Later {
        private final List<Waiting> tasks = new ArrayList<>();
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public synchronized void run(Runnable task, Duration delay) {
            tasks.add(new Waiting(now.plus(delay), task));
        }

        synchronized Instant now() {
            return now;
        }

        void pass(Duration duration) {
            List<Waiting> due = new ArrayList<>();
            synchronized (this) {
                now = now.plus(duration);
                tasks.removeIf(task -> !task.at.isAfter(now) && due.add(task));
            }
            due.forEach(task -> task.task.run());
        }

        /** To the next thing that waits, where something does. */
        void passToNext() {
            Optional<Instant> next;
            synchronized (this) {
                next = tasks.stream().map(Waiting::at).min(Instant::compareTo);
            }
            next.ifPresent(at -> pass(Duration.between(now(), at)));
        }

        private record Waiting(Instant at, Runnable task) {}
    }
}
