package dev.dpg.gateway.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who reads what next. The tasks leave the consumers alone, so no cluster is needed. */
class CatchUpPoolTest {
    private static final PartitionId PARTITION = new PartitionId("orders", new UUID(0, 1), 0);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final Queue<String> order = new ConcurrentLinkedQueue<>();
    private final Queue<AutoCloseable> opened = new ConcurrentLinkedQueue<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : opened) {
            closeable.close();
        }
        scheduler.shutdownNow();
    }

    @Test
    void aReaderThatStandsAtThePlaceIsPreferred() {
        CatchUpPool pool = pool(3, 10, LONG, LONG);
        String first = get(pool.submit(new Step("a", null, place(10))));
        get(pool.submit(new Step("b", place(500), place(600))));
        get(pool.submit(new Step("c", place(700), place(800))));

        assertThat(get(pool.submit(new Step("d", place(10), place(20))))).isEqualTo(first);
        assertThat(get(pool.submit(new Step("e", place(20), place(30))))).isEqualTo(first);
    }

    @Test
    void aReaderStandsInSeveralPartitions() {
        CatchUpPool pool = pool(2, 10, LONG, LONG);
        String first = get(pool.submit(new Step("a", place(1, 0), place(1, 10))));
        String second = get(pool.submit(new Step("b", place(2, 0), place(2, 10))));
        assertThat(second).isNotEqualTo(first);
        assertThat(get(pool.submit(new Step("c", place(3, 0), place(3, 10)))))
                .as("who did nothing for longest")
                .isEqualTo(first);

        assertThat(get(pool.submit(new Step("d", place(1, 10), place(1, 20))))).isEqualTo(first);
        assertThat(get(pool.submit(new Step("e", place(3, 10), place(3, 20))))).isEqualTo(first);
        assertThat(get(pool.submit(new Step("f", place(2, 10), place(2, 20))))).isEqualTo(second);
    }

    @Test
    void aFreeReaderTakesWhatGoesOnFromWhereItStands() {
        CatchUpPool pool = pool(1, 10, LONG, LONG);
        Step blocking = new Step("first", place(1, 0), place(1, 10)).held();
        pool.submit(blocking);
        var other = pool.submit(new Step("other", place(2, 0), null));
        var goingOn = pool.submit(new Step("going on", place(1, 10), null));

        blocking.release();
        get(other);
        get(goingOn);

        assertThat(order).containsExactly("first", "going on", "other");
    }

    @Test
    void requestsWaitInTheOrderOfTheirArrival() {
        CatchUpPool pool = pool(1, 10, LONG, LONG);
        Step blocking = new Step("first", null, null).held();
        pool.submit(blocking);
        pool.submit(new Step("second", place(1), null));
        pool.submit(new Step("third", place(2), null));
        var last = pool.submit(new Step("fourth", place(3), null));

        blocking.release();
        get(last);

        assertThat(order).containsExactly("first", "second", "third", "fourth");
    }

    @Test
    void aStreamThatGoesOnAndOnDoesNotStarveTheOthers() {
        CatchUpPool pool = pool(1, 10, LONG, LONG);
        Step start = new Step("run", null, place(0)).held();
        var run = goOn(pool, pool.submit(start), 0);
        var other = pool.submit(new Step("other", place(999), null));

        start.release();
        get(other);
        get(run);

        assertThat(List.copyOf(order).indexOf("other")).isBetween(1, 10);
        assertThat(order).hasSize(52);
    }

    @Test
    void whoWaitsForWhatWasReadForAnotherIsAnsweredWithIt() {
        CatchUpPool pool = pool(1, 20, LONG, LONG);
        var batch = new LogBatch(PARTITION, 100, 200, 3, List.of(), 500);
        Step reading = new Step("first", place(100), place(200)).held().bringing(batch);
        pool.submit(reading);
        var next = new Step("next", null, null).held();
        pool.submit(next);
        var covered =
                List.of(at(PARTITION, 100, 3), at(PARTITION, 199, 3), at(PARTITION, 150, PartitionPosition.UNKNOWN));
        var others = List.of(
                at(PARTITION, 99, 3),
                at(PARTITION, 200, 3),
                at(PARTITION, 150, 2),
                at(new PartitionId("orders", PARTITION.topicId(), 7), 150, 3));
        var answers = covered.stream()
                .map(wanted -> pool.read(wanted.partition(), wanted.position(), LogBatch::fromOffset))
                .toList();
        var unanswered = others.stream()
                .map(wanted -> pool.read(wanted.partition(), wanted.position(), LogBatch::fromOffset))
                .toList();

        reading.release();

        assertThat(answers).allSatisfy(answer -> assertThat(get(answer)).isEqualTo(100));
        assertThat(unanswered).noneMatch(answer -> answer.toCompletableFuture().isDone());
        pool.close();
        next.release();
    }

    @Test
    void whoWantsWhatIsBeingReadJoinsItThoughReadersAreFree() {
        CatchUpPool pool = pool(4, 10, LONG, LONG);
        var batch = new LogBatch(PARTITION, 100, 200, 3, List.of(), 500);
        Step reading = new Step("first", place(100), place(200)).held().bringing(batch);
        pool.submit(reading);
        var answers = IntStream.range(0, 20)
                .mapToObj(other -> pool.read(PARTITION, PartitionPosition.at(100), LogBatch::nextOffset))
                .toList();
        assertThat(pool.load().busy()).isEqualTo(1);

        reading.release();

        assertThat(answers).allSatisfy(answer -> assertThat(get(answer)).isEqualTo(200));
        assertThat(pool.load().shared()).isEqualTo(20);
    }

    @Test
    void whoJoinedInVainReadsAlone() {
        CatchUpPool pool = pool(3, 10, LONG, LONG);
        Step failing = new Step("first", place(100), null).held().outOfMemory();
        var failed = pool.submit(failing);
        Step joined = new Step("joined", place(100), place(200)).joining().held();
        Step another = new Step("another", place(100), place(200)).joining().held();
        var answers = List.of(pool.submit(joined), pool.submit(another));

        failing.release();

        assertThat(reason(failed)).isEqualTo(Reason.OVERLOADED);
        Awaitility.await().until(() -> order.size() == 3);
        joined.release();
        another.release();
        assertThat(answers).allSatisfy(answer -> assertThat(get(answer)).isNotEmpty());
    }

    @Test
    void whoJoinedIsNotForgottenWhenThePoolCloses() {
        CatchUpPool pool = pool(2, 10, LONG, LONG);
        Step reading = new Step("first", place(100), place(200)).held();
        pool.submit(reading);
        var joined = pool.read(PARTITION, PartitionPosition.at(100), LogBatch::nextOffset);
        joined.whenComplete((answer, failure) -> reading.release());

        pool.close();

        assertThat(reason(joined)).isEqualTo(Reason.DRAINING);
    }

    @Test
    void whoJoinedLosesPatienceByItself() {
        CatchUpPool pool = pool(2, 10, LONG, SHORT);
        Step reading = new Step("first", place(100), place(200)).held();
        pool.submit(reading);

        assertThat(reason(pool.read(PARTITION, PartitionPosition.at(100), LogBatch::nextOffset)))
                .isEqualTo(Reason.CLUSTER_DOWN);
        reading.release();
    }

    @Test
    void whoseUseOfSharedRecordsFailsFailsAlone() {
        CatchUpPool pool = pool(1, 10, LONG, LONG);
        var batch = new LogBatch(PARTITION, 100, 200, 3, List.of(), 500);
        Step reading = new Step("first", place(100), place(200)).held().bringing(batch);
        pool.submit(reading);
        CompletionStage<String> broken = pool.read(PARTITION, PartitionPosition.at(150), read -> {
            throw new IllegalStateException("broken");
        });
        CompletionStage<Long> sound = pool.read(PARTITION, PartitionPosition.at(150), LogBatch::nextOffset);

        reading.release();

        assertThat(reason(broken)).isEqualTo(Reason.INTERNAL);
        assertThat(get(sound)).isEqualTo(200);
    }

    @Test
    void aReadThatHasNoMemoryFailsForNowAndItsReaderGoesOn() {
        CatchUpPool pool = pool(1, 10, LONG, LONG);

        assertThat(reason(pool.submit(new Step("first", null, null).outOfMemory())))
                .isEqualTo(Reason.OVERLOADED);
        get(pool.submit(new Step("second", null, null)));

        assertThat(threads).hasSize(1);
    }

    @Test
    void equalUsesOfSharedRecordsAreMadeOnce() {
        CatchUpPool pool = pool(1, 10, LONG, LONG);
        var batch = new LogBatch(PARTITION, 100, 200, 3, List.of(), 500);
        Step reading = new Step("first", place(100), place(200)).held().bringing(batch);
        pool.submit(reading);
        AtomicInteger uses = new AtomicInteger();
        Function<LogBatch, Integer> counted = read -> uses.incrementAndGet();
        var answers = IntStream.range(100, 108)
                .mapToObj(offset -> pool.read(PARTITION, PartitionPosition.at(offset), counted))
                .toList();

        reading.release();

        assertThat(answers).allSatisfy(answer -> assertThat(get(answer)).isEqualTo(1));
    }

    private record Wanted(PartitionId partition, PartitionPosition position) {}

    private static Wanted at(PartitionId partition, long offset, int epoch) {
        return new Wanted(partition, new PartitionPosition(offset, epoch, PartitionPosition.UNKNOWN));
    }

    @Test
    void whatDoesNotFitIntoTheQueueIsRefused() {
        CatchUpPool pool = pool(1, 1, LONG, LONG);
        Step blocking = new Step("first", null, null).held();
        pool.submit(blocking);
        var waiting = pool.submit(new Step("second", null, null));

        assertThat(reason(pool.submit(new Step("third", null, null)))).isEqualTo(Reason.OVERLOADED);
        blocking.release();
        get(waiting);
    }

    @Test
    void whatIsNotAnsweredInTimeFailsAndItsPlaceInTheQueueIsFree() {
        CatchUpPool pool = pool(1, 1, LONG, SHORT);
        Step blocking = new Step("first", null, null).held();
        var running = pool.submit(blocking);
        var waiting = pool.submit(new Step("second", null, null));

        assertThat(reason(running)).isEqualTo(Reason.CLUSTER_DOWN);
        assertThat(reason(waiting)).isEqualTo(Reason.CLUSTER_DOWN);
        assertThat(reason(pool.submit(new Step("third", null, null)))).isNotEqualTo(Reason.OVERLOADED);
        blocking.release();
    }

    @Test
    void closingRefusesWhatWaits() {
        CatchUpPool pool = pool(1, 10, LONG, LONG);
        Step blocking = new Step("first", null, null).held();
        pool.submit(blocking);
        var waiting = pool.submit(new Step("second", null, null));
        waiting.whenComplete((answer, failure) -> blocking.release());

        pool.close();

        assertThat(reason(waiting)).isEqualTo(Reason.DRAINING);
        assertThat(reason(pool.submit(new Step("late", null, null)))).isEqualTo(Reason.DRAINING);
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    @Test
    void aReaderWithNothingToDoEndsAndAnotherOneIsStartedWhenNeeded() {
        CatchUpPool pool = pool(1, 10, SHORT, LONG);
        get(pool.submit(new Step("first", null, null)));

        Awaitility.await().until(() -> threads.stream().noneMatch(Thread::isAlive));

        get(pool.submit(new Step("second", null, null)));
        assertThat(threads).hasSize(2);
    }

    /** Fifty steps, each asked for when the one before is answered. */
    private CompletionStage<String> goOn(CatchUpPool pool, CompletionStage<String> step, long at) {
        return at == 50
                ? step
                : step.thenCompose(done -> goOn(pool, pool.submit(new Step("run", place(at), place(at + 1))), at + 1));
    }

    private CatchUpPool pool(int readers, int queueMax, Duration idle, Duration timeout) {
        KafkaClusterSettings settings = new KafkaClusterSettings(
                "test",
                Map.of("bootstrap.servers", "127.0.0.1:1"),
                1,
                1024 * 1024,
                readers,
                1024 * 1024,
                queueMax,
                idle,
                Duration.ofSeconds(10),
                timeout);
        KafkaClients clients = new KafkaClients(settings);
        Admin admin = clients.admin();
        Reachability reachability = new Reachability("test", admin, InstantSource.system());
        TopicQueries queries = new TopicQueries(admin, timeout, reachability);
        LostPositions lost = new LostPositions(queries);
        CatchUpPool pool = new CatchUpPool(
                settings,
                new Delays(scheduler),
                number -> new ReadSession(
                        clients.catchUp(number, queries::topicIds),
                        lost,
                        new LogBatches(),
                        clients.storedReads(number, new LogBatches())),
                new ReaderThread.Factory(this::thread, "test"));
        opened.add(pool::close);
        opened.add(admin);
        return pool;
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task);
        threads.add(thread);
        return thread;
    }

    private static PoolTask.Place place(int partition, long offset) {
        return new PoolTask.Place(new PartitionId("orders", PARTITION.topicId(), partition), offset);
    }

    private static PoolTask.Place place(long offset) {
        return new PoolTask.Place(PARTITION, offset);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static Reason reason(CompletionStage<?> stage) {
        return get(stage.handle((value, failure) ->
                failure instanceof ProblemException known ? known.problem().reason() : Reason.INTERNAL));
    }

    /** A task that takes no time, or waits until it is released; its answer is the thread that did it. */
    private final class Step extends PoolTask<String> {
        private final String name;
        private final @Nullable Place from;
        private final @Nullable Place to;
        private CountDownLatch gate = new CountDownLatch(0);
        private @Nullable LogBatch batch;
        private boolean outOfMemory;
        private boolean joining;

        Step(String name, @Nullable Place from, @Nullable Place to) {
            this.name = name;
            this.from = from;
            this.to = to;
        }

        Step held() {
            gate = new CountDownLatch(1);
            return this;
        }

        Step outOfMemory() {
            outOfMemory = true;
            return this;
        }

        Step joining() {
            joining = true;
            return this;
        }

        Step bringing(LogBatch read) {
            batch = read;
            return this;
        }

        void release() {
            gate.countDown();
        }

        @Override
        @Nullable
        Place start() {
            return from;
        }

        @Override
        boolean mayJoin(PoolTask<?> reading) {
            return joining && place(100).equals(reading.start());
        }

        @Override
        Done<String> work(ReadSession session) {
            order.add(name);
            try {
                assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            if (outOfMemory) {
                throw new OutOfMemoryError("on purpose");
            }
            return new Done<>(Thread.currentThread().getName(), to, batch == null ? null : new SharedBatch(batch));
        }
    }
}
