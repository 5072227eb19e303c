package dev.dpg.gateway.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * Pools of catch-up readers, and tasks for them that leave the consumers alone, so that no cluster is needed. Closed after each
 * test.
 */
abstract class CatchUpPoolSetup {
    static final PartitionId PARTITION = new PartitionId("orders", new UUID(0, 1), 0);
    static final Duration LONG = Duration.ofSeconds(30);
    static final Duration SHORT = Duration.ofMillis(100);

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    final Queue<String> order = new ConcurrentLinkedQueue<>();
    private final Queue<AutoCloseable> opened = new ConcurrentLinkedQueue<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : opened) {
            closeable.close();
        }
        scheduler.shutdownNow();
    }

    CatchUpPool pool(int readers, int queueMax, Duration idle, Duration timeout) {
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

    static PoolTask.Place place(int partition, long offset) {
        return new PoolTask.Place(new PartitionId("orders", PARTITION.topicId(), partition), offset);
    }

    static PoolTask.Place place(long offset) {
        return new PoolTask.Place(PARTITION, offset);
    }

    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    static Reason reason(CompletionStage<?> stage) {
        return get(stage.handle((value, failure) ->
                failure instanceof ProblemException known ? known.problem().reason() : Reason.INTERNAL));
    }

    /** A task that takes no time, or waits until it is released; its answer is the thread that did it. */
    final class Step extends PoolTask<String> {
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
