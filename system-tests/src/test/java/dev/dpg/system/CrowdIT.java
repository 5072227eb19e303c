package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.client.DpgClient;
import dev.dpg.client.Position;
import dev.dpg.system.fixture.CommittedLog;
import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.EventWriter;
import dev.dpg.system.fixture.GatewayProcess;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.PersistentStream;
import dev.dpg.system.fixture.RawStream;
import dev.dpg.system.fixture.Received;
import dev.dpg.system.fixture.Refusal;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.SharedBroker;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.Topics;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Frame.FrameCase;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Very many streams at once, on a gateway with little memory; somebody else reads on meanwhile. In full: {@code
 * -Ddpg.abuse.streams=10000 -Ddpg.abuse.reconnects=5000}.
 */
class CrowdIT {
    private static final int STREAMS = Integer.getInteger("dpg.abuse.streams", 1_000);
    private static final int STREAMS_PER_CONNECTION = 500;
    private static final int RECONNECTS = Integer.getInteger("dpg.abuse.reconnects", 500);
    private static final int RECONNECTS_PER_CONNECTION = 5;
    private static final int PARTITIONS = 2;
    private static final int RECORDS = 100;
    private static final int MEBIBYTE = 1024 * 1024;
    private static final int HEAP_MEBIBYTES = 192;
    private static final int DIRECT_MEBIBYTES = 64;
    /** What the Java virtual machine needs besides: code, classes, stacks. */
    private static final int OTHER_MEBIBYTES = 200;

    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    @RegisterExtension
    private final Resources resources = new Resources();

    @Test
    void manyStreamsOpenedAtOnceAreServedOrRefusedWithADelayAndAReaderGoesOn() {
        GatewayProcess gateway = start("crowd_calm", "crowd_many");
        RawStream calm = subscribe(Connection.to(gateway.address(), resources), "test.crowd_calm");
        await().atMost(TIMEOUT).until(() -> calm.frame(FrameCase.STATE).isPresent()); // from here on it misses nothing
        EventWriter writer = writer("test.crowd_calm");
        List<Connection> connections = Stream.generate(() -> Connection.to(gateway.address(), resources))
                .limit((STREAMS + STREAMS_PER_CONNECTION - 1) / STREAMS_PER_CONNECTION)
                .toList();
        List<RawStream> streams = IntStream.range(0, STREAMS)
                .mapToObj(i -> subscribe(connections.get(i % connections.size()), "test.crowd_many"))
                .toList();
        await().atMost(TIMEOUT).until(() -> {
            writer.write(RECORDS);
            return streams.stream()
                    .allMatch(stream -> stream.frame(FrameCase.STATE).isPresent()
                            || stream.ended().isDone());
        });
        List<RawStream> refused =
                streams.stream().filter(stream -> stream.ended().isDone()).toList();
        writer("test.crowd_many").write(RECORDS);
        await().atMost(TIMEOUT)
                .until(() ->
                        streams.stream().allMatch(stream -> stream.ended().isDone() || stream.records() == RECORDS));

        assertThat(refused).hasSizeLessThan(STREAMS).allSatisfy(stream -> {
            Refusal end = stream.ended().join();
            assertThat(end.reason()).as(end.message()).isEqualTo("OVERLOADED");
            assertThat(end.retryMillis())
                    .hasValueSatisfying(delay -> assertThat(delay).isPositive());
        });
        assertThat(streams).allMatch(RawStream::ordered);
        assertThat(streams.stream().filter(stream -> stream.ended().isDone())).hasSameSizeAs(refused);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(calm.records()).isEqualTo(writer.committed()));
        assertThat(calm.ordered()).isTrue();
        assertUnharmed(gateway);
        streams.forEach(RawStream::cancel);
    }

    @Test
    void aBurstOfReconnectsAfterARestartIsTakenInAndASubscriberGoesOnWithoutLossOrRepeat() {
        GatewayProcess gateway = start("crowd_kept", "crowd_back");
        EventWriter writer = writer("test.crowd_kept");
        Received received = new Received();
        resources
                .add(DpgClient.connect(gateway.address()))
                .subscribe("test.crowd_kept")
                .from(Position.EARLIEST)
                .start(received::add);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        resources.add(timer::shutdownNow);
        List<PersistentStream> crowd = new ArrayList<>();
        for (int i = 0; i < RECONNECTS / RECONNECTS_PER_CONNECTION; i++) {
            Connection connection = Connection.to(gateway.address(), resources);
            for (int k = 0; k < RECONNECTS_PER_CONNECTION; k++) {
                crowd.add(new PersistentStream(connection, request("test.crowd_back"), timer));
            }
        }
        crowd.forEach(PersistentStream::open);
        writer.write(RECORDS);
        await().atMost(TIMEOUT).until(() -> crowd.stream().allMatch(PersistentStream::isServed));
        await().atMost(TIMEOUT).until(() -> received.count() == RECORDS);

        gateway.kill();
        await().atMost(TIMEOUT).until(() -> crowd.stream().noneMatch(PersistentStream::isServed));
        writer.write(RECORDS);
        gateway.restart();
        await().atMost(TIMEOUT).until(() -> crowd.stream().allMatch(PersistentStream::isServed));
        writer.write(RECORDS);

        await().atMost(TIMEOUT).until(() -> received.count() >= 3 * RECORDS);
        assertThat(received.all()).isEqualTo(CommittedLog.read(SharedBroker.bootstrapServers(), "test.crowd_kept"));
        assertThat(crowd)
                .allSatisfy(stream -> assertThat(stream.refusalsWithoutADelay()).isEmpty());
        assertUnharmed(gateway);
        crowd.forEach(PersistentStream::close);
    }

    private GatewayProcess start(String... products) {
        GatewayProcess gateway = GatewayProcess.start(
                GatewaySetup.on(SharedBroker.bootstrapServers()).listening("connection: { per-address-max: 5000 }"),
                resources,
                "-Xmx" + HEAP_MEBIBYTES + "m",
                "-XX:MaxDirectMemorySize=" + DIRECT_MEBIBYTES + "m",
                "-XX:+ExitOnOutOfMemoryError");
        Connection control = Connection.to(gateway.address(), resources).awaitReady();
        Topics topics = resources.add(new Topics(SharedBroker.bootstrapServers()));
        for (String product : products) {
            topics.create("test." + product, PARTITIONS);
            control.publish(TestProduct.named(product));
        }
        return gateway;
    }

    private EventWriter writer(String topic) {
        return resources.add(EventWriter.plain(SharedBroker.bootstrapServers(), topic, PARTITIONS));
    }

    private static RawStream subscribe(Connection connection, String product) {
        return connection.subscribe(request(product)).flow();
    }

    private static SubscribeRequest request(String product) {
        return SubscribeRequest.newBuilder()
                .setProduct(product)
                .setStart(Start.newBuilder().setEdge(Edge.EDGE_LATEST))
                .build();
    }

    private static void assertUnharmed(GatewayProcess gateway) {
        assertThat(gateway.isAlive()).as("the gateway ended for want of memory").isTrue();
        assertThat(gateway.logLines("OutOf")).isEmpty();
        gateway.memoryHighWater()
                .ifPresent(bytes -> assertThat(bytes / MEBIBYTE)
                        .as("mebibytes of memory")
                        .isLessThan(HEAP_MEBIBYTES + DIRECT_MEBIBYTES + OTHER_MEBIBYTES));
    }
}
