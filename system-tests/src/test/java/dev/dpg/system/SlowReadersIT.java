package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.MessageLite;
import dev.dpg.system.fixture.BulkData;
import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.GatewayProcess;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.RawConnection;
import dev.dpg.system.fixture.RawStream;
import dev.dpg.system.fixture.Refusal;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.Seed;
import dev.dpg.system.fixture.SharedBroker;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.Topics;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.ListSessionsRequest;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Readers that open streams and then take nothing, or a byte a second, on a topic with records of a mebibyte among small
 * ones. More of them, with memory in proportion: {@code -Ddpg.abuse.slow-streams=2000 -Ddpg.abuse.heap-mebibytes=1280}.
 */
class SlowReadersIT {
    private static final String TOPIC = "test.mixed";
    private static final String READ = DataServiceGrpc.getReadMethod().getFullMethodName();
    private static final String SUBSCRIBE = DataServiceGrpc.getSubscribeMethod().getFullMethodName();
    private static final int PARTITIONS = 3;
    private static final int RECORDS = 3_000;
    /** One large record in so many. */
    private static final int LARGE_EVERY = 50;

    private static final int STREAMS_PER_CONNECTION = 10;
    private static final int SLOW_STREAMS = Integer.getInteger("dpg.abuse.slow-streams", 300);
    private static final int CONNECTIONS = SLOW_STREAMS / STREAMS_PER_CONNECTION;
    private static final int MEBIBYTE = 1024 * 1024;
    private static final int HEAP_MEBIBYTES = Integer.getInteger("dpg.abuse.heap-mebibytes", 192);
    private static final int DIRECT_MEBIBYTES = HEAP_MEBIBYTES / 3;
    /** What the Java virtual machine needs besides: code, classes, stacks. */
    private static final int OTHER_MEBIBYTES = 200;

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @RegisterExtension
    private final Resources resources = new Resources();

    private final Random random = Seed.random("SlowReadersIT");

    @Test
    void readersThatTakeNothingOrAByteASecondLeaveMemoryBoundedAndOthersGoOn() throws Exception {
        resources.add(new Topics(SharedBroker.bootstrapServers())).create(TOPIC, PARTITIONS);
        GatewayProcess gateway = GatewayProcess.start(
                GatewaySetup.on(SharedBroker.bootstrapServers()),
                resources,
                "-Xmx" + HEAP_MEBIBYTES + "m",
                "-XX:MaxDirectMemorySize=" + DIRECT_MEBIBYTES + "m",
                "-XX:+ExitOnOutOfMemoryError");
        Connection control = Connection.to(gateway.address(), resources).awaitReady();
        control.publish(TestProduct.named("mixed"));
        write(RECORDS); // only now: no product is published of records that its contract cannot read
        RawStream follower = subscribe(control);
        follower.awaitRecords(RECORDS, gateway, TIMEOUT);

        // A third waits for new records: all of these are open before any holds what others may be refused for.
        List<RawConnection> abusers = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS / 3; i++) {
            abusers.add(abuser(i % 3, gateway, SUBSCRIBE, subscription(Edge.EDGE_LATEST)));
        }
        awaitOpen(control, abusers.size() * STREAMS_PER_CONNECTION + 1);
        for (int i = abusers.size(); i < CONNECTIONS; i++) {
            abusers.add(abuser(i % 3, gateway, READ, history()));
        }
        write(RECORDS);
        follower.awaitRecords(2 * RECORDS, gateway, TIMEOUT);
        assertServedOrRefusedWithADelay(control);

        assertThat(follower.ordered()).isTrue();
        assertThat(follower.records()).isEqualTo(2 * RECORDS);
        assertThat(follower.ended()).isNotDone();
        assertThat(abusers)
                .as("nobody is cut off for being slow")
                .noneMatch(connection -> connection.ended().isDone());
        assertThat(gateway.isAlive()).as("the gateway ended for want of memory").isTrue();
        assertThat(gateway.logLines("OutOf")).isEmpty();
        gateway.memoryHighWater()
                .ifPresent(bytes -> assertThat(bytes / MEBIBYTE)
                        .as("mebibytes of memory")
                        .isLessThan(HEAP_MEBIBYTES + DIRECT_MEBIBYTES + OTHER_MEBIBYTES));
    }

    private static void awaitOpen(Connection connection, int streams) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(connection
                                .admin()
                                .listSessions(ListSessionsRequest.getDefaultInstance())
                                .getGatewaysList())
                        .anyMatch(gateway -> gateway.getAddress().equals(connection.address())
                                && gateway.getOpenStreams() == streams));
    }

    /** Who comes when others hold all that connections may hold is told when to come again. */
    private static void assertServedOrRefusedWithADelay(Connection connection) throws Exception {
        RawStream reader = connection
                .read(ReadRequest.newBuilder()
                        .setProduct("test.mixed")
                        .setStart(Start.newBuilder().setLast(10))
                        .build())
                .flow();
        Refusal end = reader.ended().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        if (end.code() == Status.Code.OK) {
            assertThat(reader.records()).isPositive();
        } else {
            assertThat(end.reason()).as(end.message()).isEqualTo("OVERLOADED");
            assertThat(end.retryMillis())
                    .hasValueSatisfying(delay -> assertThat(delay).isPositive());
        }
    }

    private void write(int records) {
        BulkData.write(
                SharedBroker.bootstrapServers(),
                TOPIC,
                PARTITIONS,
                records,
                number -> number % LARGE_EVERY == 0 ? BulkData.LARGE_RECORD_BYTES : BulkData.RECORD_BYTES,
                random);
    }

    private static RawStream subscribe(Connection connection) {
        return connection.subscribe(subscription(Edge.EDGE_EARLIEST)).flow();
    }

    private static SubscribeRequest subscription(Edge edge) {
        return SubscribeRequest.newBuilder()
                .setProduct("test.mixed")
                .setStart(Start.newBuilder().setEdge(edge))
                .setEncoding(Encoding.ENCODING_RAW)
                .build();
    }

    private static ReadRequest history() {
        return ReadRequest.newBuilder()
                .setProduct("test.mixed")
                .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST))
                .setEncoding(Encoding.ENCODING_RAW)
                .build();
    }

    /** Three kinds: grants no window, reads nothing at all, or grants each stream a byte a second. */
    private RawConnection abuser(int kind, GatewayProcess gateway, String method, MessageLite request) {
        RawConnection connection = kind == 1
                ? RawConnection.deafTo(gateway.address(), resources).greet()
                : RawConnection.to(gateway.address(), resources).answering().greet(kind == 2 ? 1 : 0);
        for (int i = 0; i < STREAMS_PER_CONNECTION; i++) {
            connection.call(2 * i + 1, method, request);
        }
        if (kind == 2) {
            var clock = Executors.newSingleThreadScheduledExecutor();
            resources.add(clock::shutdownNow);
            var unused = clock.scheduleAtFixedRate(() -> grantAByteEach(connection), 1, 1, TimeUnit.SECONDS);
        }
        return connection;
    }

    private static void grantAByteEach(RawConnection connection) {
        for (int i = 0; i < STREAMS_PER_CONNECTION; i++) {
            connection.grant(2 * i + 1, 1);
        }
    }
}
