package dev.dpg.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.client.fakes.LogGateway;
import dev.dpg.client.internal.resume.RetrySettings;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Connections break at random, handlers throw at random; every offset must be handled exactly once and in order. */
@Timeout(120)
class RandomDropsTest {
    private static final long[] LENGTHS = {400, 1, 250, 0, 333};

    private final long seed = Long.getLong("dpg.test.seed", new Random().nextLong());
    private final LogGateway gateway = new LogGateway(seed, 0.1, LENGTHS);
    private final Map<Integer, List<Long>> handled = new ConcurrentHashMap<>();
    private final String name = UUID.randomUUID().toString();
    private final ManagedChannel channel = InProcessChannelBuilder.forName(name).build();
    private final DpgClient client = DpgClient.builder()
            .channel(channel)
            .retry(new RetrySettings(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(30), 3))
            .connect();
    private final Server server;

    RandomDropsTest() throws IOException {
        server =
                InProcessServerBuilder.forName(name).addService(gateway).build().start();
    }

    @BeforeEach
    void printSeed() {
        System.getLogger(getClass().getName()).log(System.Logger.Level.INFO, "replay with -Ddpg.test.seed=" + seed);
    }

    @AfterEach
    void close() {
        client.close();
        channel.shutdownNow();
        server.shutdownNow();
    }

    @RepeatedTest(10)
    void aHandlerSeesEveryOffsetExactlyOnceAndInOrder() throws Exception {
        var subscription =
                client.subscribe("sales.orders").from(Position.EARLIEST).start(this::remember);
        subscription.awaitLive(Duration.ofSeconds(60));
        subscription.close();

        assertThat(handled).isEqualTo(everything());
        assertThat(gateway.calls()).isGreaterThan(1);
    }

    @RepeatedTest(10)
    void overManySubscriptionsThatEndAtRandomTheStoredPositionIsExact() throws Exception {
        var random = new Random(seed);
        String stored = Position.EARLIEST.token();
        boolean live = false;
        while (!live) {
            int failAt = random.nextInt(200);
            var mode = random.nextBoolean() ? CloseMode.FINISH : CloseMode.RELEASE;
            var subscription = client.subscribe("sales.orders")
                    .from(Position.token(stored))
                    .start(record -> rememberUnlessAt(failAt, record));
            try {
                subscription.awaitLive(Duration.ofSeconds(60));
                live = true;
            } catch (DpgException closed) {
                assertThat(subscription.closed().get(20, TimeUnit.SECONDS))
                        .isInstanceOf(CloseReason.HandlerFailed.class);
            }
            subscription.close(mode);
            stored = subscription.position().token();
        }

        assertThat(handled).isEqualTo(everything());
    }

    @RepeatedTest(10)
    void aReadGivesEveryRecordUpToTheHeadOnce() {
        client.read("sales.orders").from(Position.EARLIEST).forEach(this::remember);

        assertThat(handled).isEqualTo(everything());
    }

    @RepeatedTest(10)
    void readsOneAfterTheOtherGoOnWhereTheLastOneStopped() {
        long wanted = LongStream.of(LENGTHS).sum();
        Position position = Position.EARLIEST;
        for (long read = 0; read < wanted; read += 100) {
            try (var records =
                    client.read("sales.orders").from(position).limit(100).open()) {
                records.forEach(this::remember);
                position = records.position();
            }
        }

        assertThat(handled).isEqualTo(everything());
    }

    private void remember(DpgRecord record) {
        handled.computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                .add(record.offset());
    }

    private void rememberUnlessAt(int failAt, DpgRecord record) {
        if (record.offset() % 200 == failAt) {
            throw new IllegalStateException("drawn");
        }
        remember(record);
    }

    private static Map<Integer, List<Long>> everything() {
        var all = new TreeMap<Integer, List<Long>>();
        for (int partition = 0; partition < LENGTHS.length; partition++) {
            if (LENGTHS[partition] > 0) {
                all.put(
                        partition,
                        LongStream.range(0, LENGTHS[partition]).boxed().toList());
            }
        }
        return all;
    }
}
