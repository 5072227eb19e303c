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
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Gateways send streams away at random: every offset is handled exactly once and in order, and nobody sees it happen. */
@Timeout(120)
class RandomGoAwaysTest {
    private static final long[] LENGTHS = {400, 1, 250, 0, 333};

    private final long seed = Long.getLong("dpg.test.seed", new Random().nextLong());
    private final LogGateway gateway = new LogGateway(seed, 0, LENGTHS).sendingAway(0.05);
    private final Map<Integer, List<Long>> handled = new ConcurrentHashMap<>();
    private final String name = UUID.randomUUID().toString();
    private final ManagedChannel channel = InProcessChannelBuilder.forName(name).build();
    private final DpgClient client = DpgClient.builder()
            .channel(channel)
            .retry(new RetrySettings(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(30), 3))
            .connect();
    private final Server server;

    RandomGoAwaysTest() throws IOException {
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
    void nothingIsSeenOfIt() throws Exception {
        List<SubscriptionState> states = new CopyOnWriteArrayList<>();
        List<String> interruptions = new CopyOnWriteArrayList<>();
        var subscription = client.subscribe("sales.orders")
                .from(Position.EARLIEST)
                .listener(new SubscriptionListener() {
                    @Override
                    public void stateChanged(SubscriptionState state, Optional<Lag> lag) {
                        states.add(state);
                    }

                    @Override
                    public void interrupted(DpgException cause, Duration retryIn) {
                        interruptions.add(cause.getMessage());
                    }
                })
                .start(this::remember);
        subscription.awaitLive(Duration.ofSeconds(60));
        subscription.close();

        assertThat(handled).isEqualTo(everything());
        assertThat(gateway.goAways()).isPositive();
        assertThat(interruptions).isEmpty();
        assertThat(states)
                .containsExactly(
                        SubscriptionState.CONNECTING,
                        SubscriptionState.CATCHING_UP,
                        SubscriptionState.LIVE,
                        SubscriptionState.CLOSED);
    }

    @RepeatedTest(10)
    void aReadGivesEveryRecordUpToTheHeadOnce() {
        client.read("sales.orders").from(Position.EARLIEST).forEach(this::remember);

        assertThat(handled).isEqualTo(everything());
    }

    @RepeatedTest(10)
    void aLimitIsKeptOverCalls() {
        Position position = Position.EARLIEST;
        long wanted = LongStream.of(LENGTHS).sum();
        for (long read = 0; read < wanted; read += 100) {
            try (var records =
                    client.read("sales.orders").from(position).limit(100).open()) {
                List<DpgRecord> part = new ArrayList<>();
                records.forEach(part::add);
                assertThat(part).hasSize((int) Math.min(100, wanted - read));
                part.forEach(this::remember);
                position = records.position();
            }
        }

        assertThat(handled).isEqualTo(everything());
    }

    private void remember(DpgRecord record) {
        handled.computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                .add(record.offset());
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
