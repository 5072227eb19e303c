package dev.dpg.gateway.log.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.log.CollectingListener;
import dev.dpg.gateway.log.LogHeader;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.RecordLog;
import dev.dpg.gateway.log.RecordLogContract;
import dev.dpg.gateway.problem.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // set before the tests
class MemoryLogTest extends RecordLogContract {
    private static final Instant NOW = Instant.parse("2024-05-01T12:00:00Z");
    private static ExecutorService callbacks;

    private MemoryLog memory;

    @BeforeAll
    static void startCallbacks() {
        callbacks = Executors.newFixedThreadPool(3);
    }

    @AfterAll
    static void endCallbacks() {
        callbacks.shutdown();
    }

    @Override
    protected RecordLog open() {
        memory = new MemoryLog("memory", callbacks, () -> NOW);
        return memory;
    }

    @Override
    protected void createTopic(String name, int partitions) {
        memory.createTopic(name, partitions);
    }

    @Override
    protected void append(
            String name, int partition, Instant time, @Nullable String key, @Nullable String value, String... headers) {
        List<LogHeader> all = new ArrayList<>();
        for (int header = 0; header < headers.length; header += 2) {
            all.add(new LogHeader(headers[header], bytes(headers[header + 1])));
        }
        memory.append(name, partition, time, bytes(key), bytes(value), all);
    }

    @Override
    protected void appendAborted(String name, int partition, String value) {
        memory.skip(name, partition, 2);
    }

    @Override
    protected void expire(String name, int partition, long before) {
        memory.expire(name, partition, before);
    }

    @Test
    void positionsOnABranchThatWasCutOffDivergeWhereItWasCut() {
        append(0, "a", "b", "c");
        memory.truncate(topic(), 0, 1);
        append(0, "x", "y", "z");

        Map<Integer, PartitionPosition> onOldBranch = Map.of(0, new PartitionPosition(3, 0, PartitionPosition.UNKNOWN));
        Map<Integer, PartitionPosition> beforeTheCut =
                Map.of(0, new PartitionPosition(1, 0, PartitionPosition.UNKNOWN));

        assertThat(get(log().diverging(describe(), onOldBranch))).containsExactly(Map.entry(0, 1L));
        assertThat(get(log().diverging(describe(), beforeTheCut))).isEmpty();
    }

    @Test
    void aCleanElectionCutsNothingOff() {
        append(0, "a");
        memory.electLeader(topic(), 0);
        append(0, "b");

        assertThat(read(0, 1).leaderEpoch()).isEqualTo(1);
        assertThat(get(log().diverging(describe(), Map.of(0, new PartitionPosition(1, 0, PartitionPosition.UNKNOWN)))))
                .isEmpty();
    }

    @Test
    void anOutageStopsReadersAndTheyGoOnAfterIt() {
        CollectingListener listener = follow(0, 0);
        memory.makeUnreachable();
        append(0, "a");
        assertThat(log().unreachableSince()).contains(NOW);
        assertThat(problem(log().describe(topic())).reason()).isEqualTo(Reason.CLUSTER_DOWN);
        assertThat(listener.values()).isEmpty();

        memory.makeReachable();

        listener.awaitValues(List.of("a"));
        assertThat(log().unreachableSince()).isEmpty();
    }

    @Test
    void aDeletedTopicFailsItsFollowers() {
        CollectingListener listener = follow(0, 0);

        memory.deleteTopic(topic());

        listener.awaitFailure(Reason.TOPIC_RECREATED);
        assertThat(get(log().describe(topic()))).isEmpty();
    }

    @Test
    void nothingMovesUntilTheExecutorRunsATask() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        try (MemoryLog still = new MemoryLog("memory", tasks::add, () -> NOW)) {
            still.createTopic("orders", 1);
            var described = still.describe("orders").toCompletableFuture();
            assertThat(described).isNotDone();
            tasks.remove().run();
            CollectingListener listener = new CollectingListener(0);
            still.tail().follow(described.join().orElseThrow().partition(0), PartitionPosition.at(0), listener);
            still.append("orders", 0, NOW, null, bytes("a"));

            assertThat(listener.values()).isEmpty();
            tasks.remove().run();
            assertThat(listener.values()).containsExactly("a");
        }
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
