package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.client.DpgClient;
import dev.dpg.client.Position;
import dev.dpg.client.Subscription;
import dev.dpg.client.SubscriptionState;
import dev.dpg.system.fixture.CommittedLog;
import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.EventWriter;
import dev.dpg.system.fixture.GatewayProcess;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.Received;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.Seed;
import dev.dpg.system.fixture.SharedBroker;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.Topics;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A gateway that dies takes nothing along: its clients go on where they were. */
class GatewayKilledIT {
    private static final String TOPIC = "test.killed";
    private static final int PARTITIONS = 3;
    private static final int KILLS = 3;
    /** The kill that waits until the subscriber has caught up; the others come when they come. */
    private static final int KILLED_LIVE = 1;

    private static final int HISTORY = 20_000;
    private static final int RECORDS_PER_WRITE = 25;
    private static final int RECORDS_BETWEEN_KILLS_MAX = 3_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @RegisterExtension
    private final Resources resources = new Resources();

    @Test
    void aSubscriberOfAKilledGatewaySeesEveryCommittedRecordOnceAndInOrder() {
        resources.add(new Topics(SharedBroker.bootstrapServers())).create(TOPIC, PARTITIONS);
        EventWriter writer =
                resources.add(EventWriter.transactional(SharedBroker.bootstrapServers(), TOPIC, PARTITIONS, "killed"));
        writer.transaction(HISTORY, true);
        GatewayProcess gateway =
                GatewayProcess.start(GatewaySetup.on(SharedBroker.bootstrapServers()), resources, "-Xmx192m");
        Connection connection = Connection.to(gateway.address(), resources).awaitReady();
        connection.publish(TestProduct.named("killed"));
        DpgClient client = resources.add(DpgClient.connect(gateway.address()));

        Random random = Seed.random("GatewayKilledIT");
        Received received = new Received();
        Subscription subscription =
                client.subscribe("test.killed").from(Position.EARLIEST).start(received::add);
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<?> writing = writeUntil(enough, writer);
        for (int kill = 0; kill < KILLS; kill++) {
            if (kill == KILLED_LIVE) {
                await().atMost(TIMEOUT).until(() -> subscription.state() == SubscriptionState.LIVE);
            }
            long when = received.count() + 1 + random.nextInt(RECORDS_BETWEEN_KILLS_MAX);
            await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(2)).until(() -> received.count() >= when);
            gateway.kill();
            await().atMost(TIMEOUT).until(() -> subscription.state() == SubscriptionState.RECONNECTING);
            gateway.restart();
            connection.awaitReady();
        }
        enough.set(true);
        writing.join();

        var truth = CommittedLog.read(SharedBroker.bootstrapServers(), TOPIC);
        await().atMost(TIMEOUT).until(() -> received.count() >= writer.committed());
        await().atMost(TIMEOUT).until(() -> subscription.state() == SubscriptionState.LIVE);
        assertThat(received.all()).isEqualTo(truth);
    }

    /** One transaction after the other, one in four of them aborted. */
    private CompletableFuture<?> writeUntil(AtomicBoolean enough, EventWriter writer) {
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
