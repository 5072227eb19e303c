package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.client.DpgClient;
import dev.dpg.client.DpgException;
import dev.dpg.client.Lag;
import dev.dpg.client.Position;
import dev.dpg.client.Subscription;
import dev.dpg.client.SubscriptionListener;
import dev.dpg.client.SubscriptionState;
import dev.dpg.system.fixture.CommittedLog;
import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.EventWriter;
import dev.dpg.system.fixture.GatewayProcess;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.Received;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.SharedBroker;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Users of the client do not notice that gateways are restarted in turn, and hardly that one is killed. */
class ClientsMoveIT {
    private static final String TOPIC = "test.moving";
    private static final int PARTITIONS = 3;
    private static final int STREAMS = 20;
    private static final int HISTORY = 5_000;
    private static final int RECORDS_PER_WRITE = 10;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @RegisterExtension
    private final Resources resources = new Resources();

    private final List<Reader> readers = new ArrayList<>();
    private EventWriter writer;
    private List<GatewayProcess> gateways;

    /** One subscription, and all that its user sees of it. */
    private static final class Reader implements SubscriptionListener {
        final Received received = new Received();
        final List<SubscriptionState> states = new CopyOnWriteArrayList<>();
        final List<String> interruptions = new CopyOnWriteArrayList<>();

        @Override
        public void stateChanged(SubscriptionState state, Optional<Lag> lag) {
            states.add(state);
        }

        @Override
        public void interrupted(DpgException cause, Duration retryIn) {
            interruptions.add(cause.toString());
        }
    }

    @Test
    void aRollingRestartIsNotSeenAndAKilledGatewayIsReplacedByTheOther() {
        var enough = new AtomicBoolean();
        CompletableFuture<?> writing = writeUntil(enough);
        for (GatewayProcess gateway : gateways) {
            gateway.stop();
            gateway.restart();
            Connection.to(gateway.address(), resources).awaitReady();
        }
        assertThat(readers).allSatisfy(reader -> {
            assertThat(reader.interruptions).isEmpty();
            assertThat(reader.states)
                    .containsExactly(
                            SubscriptionState.CONNECTING, SubscriptionState.CATCHING_UP, SubscriptionState.LIVE);
        });

        gateways.get(1).kill();
        long before =
                readers.stream().mapToLong(reader -> reader.received.count()).sum();
        await().atMost(TIMEOUT)
                .until(() -> readers.stream()
                                .mapToLong(reader -> reader.received.count())
                                .sum()
                        > before + STREAMS * RECORDS_PER_WRITE);
        enough.set(true);
        writing.join();

        var truth = CommittedLog.read(SharedBroker.bootstrapServers(), TOPIC);
        await().atMost(TIMEOUT)
                .until(() -> readers.stream().allMatch(reader -> reader.received.count() >= writer.committed()));
        assertThat(readers)
                .allSatisfy(reader -> assertThat(reader.received.all()).isEqualTo(truth));
    }

    @BeforeEach
    void start() {
        resources.add(new Topics(SharedBroker.bootstrapServers())).create(TOPIC, PARTITIONS);
        writer = resources.add(EventWriter.transactional(SharedBroker.bootstrapServers(), TOPIC, PARTITIONS, "moving"));
        writer.transaction(HISTORY, true);
        GatewaySetup setup = GatewaySetup.on(SharedBroker.bootstrapServers());
        gateways = List.of(
                GatewayProcess.start(setup, resources, "-Xmx160m"), GatewayProcess.start(setup, resources, "-Xmx160m"));
        gateways.forEach(gateway -> Connection.to(gateway.address(), resources).awaitReady());
        Connection.to(gateways.get(0).address(), resources).publish(TestProduct.named("moving"));
        DpgClient client = resources.add(DpgClient.connect(
                gateways.get(0).address() + "," + gateways.get(1).address()));
        List<Subscription> subscriptions = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            var reader = new Reader();
            readers.add(reader);
            subscriptions.add(client.subscribe("test.moving")
                    .from(Position.EARLIEST)
                    .listener(reader)
                    .start(reader.received::add));
        }
        await().atMost(TIMEOUT)
                .until(() -> subscriptions.stream().allMatch(each -> each.state() == SubscriptionState.LIVE));
    }

    private CompletableFuture<?> writeUntil(AtomicBoolean enough) {
        var thread = Executors.newSingleThreadExecutor();
        resources.add(thread::shutdownNow);
        return CompletableFuture.runAsync(
                () -> {
                    for (int i = 0; !enough.get(); i++) {
                        writer.transaction(RECORDS_PER_WRITE, i % 4 > 0);
                    }
                },
                thread);
    }
}
