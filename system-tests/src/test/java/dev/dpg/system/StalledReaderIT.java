package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.system.fixture.BulkData;
import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.GatewayProcess;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.InProcessGateway;
import dev.dpg.system.fixture.RawStream;
import dev.dpg.system.fixture.Refusal;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.Seed;
import dev.dpg.system.fixture.SharedBroker;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.Topics;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.Frame.FrameCase;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Start;
import dev.dpg.v1.State;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Readers that stand still cost a bounded part of the gateway's memory, and can go on whenever they want. */
class StalledReaderIT {
    private static final String TOPIC = "test.bulk";
    private static final int PARTITIONS = 3;
    private static final int MEBIBYTES = 256;
    private static final int RECORDS = MEBIBYTES * 1024 * 1024 / BulkData.RECORD_BYTES;
    private static final int STALLED = 20;
    /** Of those that stand still, so many read to the end afterwards, the others only a part: the machine is small. */
    private static final int STALLED_WITHOUT_LIMIT = 2;

    private static final long LIMIT = RECORDS / 16;
    private static final int MESSAGES_BEFORE_STALLING = 3;
    /** More than the ring, the connection and the client's window hold together. */
    private static final int RECORDS_WHILE_ASLEEP = 20_000;

    private static final int RECORDS_AFTERWARDS = 500;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @RegisterExtension
    private final Resources resources = new Resources();

    @Test
    void stalledReadersLeaveTheHeapBoundedAndCompleteLater() throws Exception {
        resources.add(new Topics(SharedBroker.bootstrapServers())).create(TOPIC, PARTITIONS);
        GatewayProcess gateway = GatewayProcess.start(
                GatewaySetup.on(SharedBroker.bootstrapServers()),
                resources,
                "-Xmx192m",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:+ExitOnOutOfMemoryError");
        Connection control = Connection.to(gateway.address(), resources).awaitReady();
        control.publish(TestProduct.named("bulk"));
        // Only now: no product is published of records that its contract cannot read.
        BulkData.write(SharedBroker.bootstrapServers(), TOPIC, PARTITIONS, RECORDS, Seed.random("StalledReaderIT"));

        List<RawStream> stalled = new ArrayList<>();
        for (int i = 0; i < STALLED; i++) {
            long limit = i < STALLED_WITHOUT_LIMIT ? 0 : LIMIT;
            stalled.add(open(gateway, limit).take(MESSAGES_BEFORE_STALLING));
        }
        await().atMost(TIMEOUT).until(() -> stalled.stream().allMatch(stream -> stream.records() > 0));

        RawStream healthy = open(gateway, 0).flow();
        assertComplete(healthy, RECORDS);
        assertThat(stalled).noneMatch(stream -> stream.ended().isDone());

        stalled.forEach(RawStream::flow);
        for (int i = 0; i < STALLED; i++) {
            assertComplete(stalled.get(i), i < STALLED_WITHOUT_LIMIT ? RECORDS : LIMIT);
        }
        assertThat(gateway.isAlive()).as("the gateway ended for want of memory").isTrue();
        assertThat(control.health("readiness").name()).isEqualTo("SERVING");
    }

    @Test
    void aReaderAtTheTailThatFallsBehindTheRingGetsEverything() {
        Random random = Seed.random("StalledReaderIT");
        String servers = SharedBroker.bootstrapServers();
        resources.add(new Topics(servers)).create("test.laggard", PARTITIONS);
        GatewaySetup setup =
                GatewaySetup.on(servers).with("delivery: { ring-bytes-max: 64 KiB, rings-bytes-max: 512 KiB }");
        Connection connection = Connection.to(
                        InProcessGateway.start(setup, resources).address(), resources)
                .awaitReady();
        connection.publish(TestProduct.named("laggard"));
        RawStream laggard = connection
                .subscribe(SubscribeRequest.newBuilder()
                        .setProduct("test.laggard")
                        .setStart(Start.newBuilder().setEdge(Edge.EDGE_LATEST))
                        .setEncoding(Encoding.ENCODING_RAW)
                        .build())
                .flow();
        await().atMost(TIMEOUT).until(() -> laggard.frame(FrameCase.STATE).isPresent());
        laggard.stall();

        BulkData.write(servers, "test.laggard", PARTITIONS, RECORDS_WHILE_ASLEEP, random);
        assertThat(laggard.records()).isLessThan(RECORDS_WHILE_ASLEEP);
        laggard.flow();
        await().atMost(TIMEOUT).until(() -> laggard.records() >= RECORDS_WHILE_ASLEEP);
        BulkData.write(servers, "test.laggard", PARTITIONS, RECORDS_AFTERWARDS, random);
        await().atMost(TIMEOUT).until(() -> laggard.records() >= RECORDS_WHILE_ASLEEP + RECORDS_AFTERWARDS);

        assertThat(laggard.ordered()).isTrue();
        assertThat(laggard.records()).isEqualTo(RECORDS_WHILE_ASLEEP + RECORDS_AFTERWARDS);
        assertThat(laggard.states()).contains(State.Kind.KIND_CAUGHT_UP, State.Kind.KIND_FELL_BEHIND);
        laggard.cancel();
    }

    /** Each on a connection of its own, as different people would. */
    private RawStream open(GatewayProcess gateway, long limit) {
        return Connection.to(gateway.address(), resources)
                .read(ReadRequest.newBuilder()
                        .setProduct("test.bulk")
                        .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST))
                        .setEncoding(Encoding.ENCODING_RAW)
                        .setLimit(limit)
                        .build());
    }

    private static void assertComplete(RawStream stream, long records) throws Exception {
        Refusal end = stream.ended().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        assertThat(end.code()).as(end.message()).isEqualTo(Status.Code.OK);
        assertThat(stream.records()).isEqualTo(records);
        assertThat(stream.ordered()).isTrue();
        assertThat(stream.frame(FrameCase.END).orElseThrow().getEnd().getDeliveredRecords())
                .isEqualTo(records);
    }
}
