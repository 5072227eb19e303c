package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.system.fixture.BulkData;
import dev.dpg.system.fixture.BytesOut;
import dev.dpg.system.fixture.Connection;
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
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Start;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Readers of one history share what is fetched from the log, though none waits for another. */
class SharedHistoryIT {
    private static final String TOPIC = "test.history";
    private static final int PARTITIONS = 4;
    private static final int MEBIBYTES = 96;
    private static final int RECORDS = MEBIBYTES * 1024 * 1024 / BulkData.RECORD_BYTES;
    private static final int READERS = 20;
    private static final int MESSAGES_AT_A_TIME = 2;

    /** A third of the topic may be kept; and what each reader reads before it is in step is little of it. */
    private static final Map<String, String> BUDGETS =
            Map.of("delivery.rings-bytes-max", "32 MiB", "clusters.main.catch-up.fetch-bytes", "256 KiB");

    private static final double COST_MAX = 4;
    private static final Duration POLL = Duration.ofMillis(1);
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    @RegisterExtension
    private final Resources resources = new Resources();

    @Test
    void twentyReadersThatStartOneAfterTheOtherCostTheBrokerAFewReads() {
        String servers = SharedBroker.bootstrapServers();
        resources.add(new Topics(servers)).create(TOPIC, PARTITIONS);
        var gateway = InProcessGateway.start(GatewaySetup.on(servers), BUDGETS, resources);
        Connection connection = Connection.to(gateway.address(), resources).awaitReady();
        connection.publish(TestProduct.named("history"));
        BulkData.write(servers, TOPIC, PARTITIONS, RECORDS, Seed.random("SharedHistoryIT"));
        long sentBefore = BytesOut.of(TOPIC);

        RawStream slow = read(connection).take(MESSAGES_AT_A_TIME);
        await().atMost(TIMEOUT).until(() -> slow.records() > 0);
        List<RawStream> readers = new ArrayList<>();
        while (readers.isEmpty() || !readers.stream().allMatch(SharedHistoryIT::isOver)) {
            if (readers.size() < READERS - 1) {
                readers.add(read(connection));
            }
            takeTurns(readers);
        }
        assertThat(readers).hasSize(READERS - 1).allSatisfy(SharedHistoryIT::assertComplete);
        assertThat(slow.ended()).as("the slow one holds nobody up").isNotDone();
        slow.flow();
        await().atMost(TIMEOUT).until(() -> isOver(slow));
        assertComplete(slow);

        double cost = (BytesOut.of(TOPIC) - sentBefore) / ((double) RECORDS * BulkData.RECORD_BYTES);
        assertThat(cost).as("bytes sent by the broker, by bytes of the topic").isBetween(1.0, COST_MAX);
    }

    private static RawStream read(Connection connection) {
        return connection.read(ReadRequest.newBuilder()
                .setProduct("test.history")
                .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST))
                .setEncoding(Encoding.ENCODING_RAW)
                .build());
    }

    /** Each takes a little: how far apart they are is up to the test, and not to the machine. */
    private static void takeTurns(List<RawStream> readers) {
        List<RawStream> open =
                readers.stream().filter(reader -> !isOver(reader)).toList();
        List<Long> before = open.stream().map(RawStream::records).toList();
        open.forEach(reader -> reader.take(MESSAGES_AT_A_TIME));
        await().atMost(TIMEOUT)
                .pollInterval(POLL)
                .until(() -> IntStream.range(0, open.size())
                        .allMatch(i -> open.get(i).records() > before.get(i) || isOver(open.get(i))));
    }

    private static boolean isOver(RawStream reader) {
        return reader.ended().isDone();
    }

    private static void assertComplete(RawStream stream) {
        Refusal end = stream.ended().join();
        assertThat(end.code()).as(end.message()).isEqualTo(Status.Code.OK);
        assertThat(stream.records()).isEqualTo(RECORDS);
        assertThat(stream.ordered()).isTrue();
    }
}
