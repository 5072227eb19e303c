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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Readers of one history share what is fetched from the log, though none waits for another. */
class SharedHistoryIT {
    private static final String TOPIC = "test.history";
    private static final int PARTITIONS = 4;
    private static final int MEBIBYTES = 96;
    private static final int RECORDS = MEBIBYTES * 1024 * 1024 / BulkData.RECORD_BYTES;
    private static final int READERS = 20;
    /** A reader starts when the first one is so many records further: the last one starts some MiB behind it. */
    private static final int RECORDS_APART = 200;

    private static final double COST_MAX = 4;
    private static final int MESSAGES_OF_THE_SLOW = 3;
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    @RegisterExtension
    private final Resources resources = new Resources();

    @Test
    void twentyReadersThatStartOneAfterTheOtherCostTheBrokerAFewReads() throws Exception {
        String servers = SharedBroker.bootstrapServers();
        resources.add(new Topics(servers)).create(TOPIC, PARTITIONS);
        // A quarter of the rings is kept of history: less than a tenth of the topic.
        GatewaySetup setup = GatewaySetup.on(servers).with("delivery: { rings-bytes-max: 32 MiB }");
        Connection connection = Connection.to(
                        InProcessGateway.start(setup, resources).address(), resources)
                .awaitReady();
        connection.publish(TestProduct.named("history"));
        BulkData.write(servers, TOPIC, PARTITIONS, RECORDS, Seed.random("SharedHistoryIT"));
        long before = BytesOut.of(TOPIC);

        RawStream slow = read(connection).take(MESSAGES_OF_THE_SLOW);
        await().atMost(TIMEOUT).until(() -> slow.records() > 0);
        List<RawStream> readers = new ArrayList<>();
        readers.add(read(connection).flow());
        while (readers.size() < READERS - 1) {
            long start = (long) readers.size() * RECORDS_APART;
            await().atMost(TIMEOUT).until(() -> readers.get(0).records() >= start);
            readers.add(read(connection).flow());
        }
        for (RawStream reader : readers) {
            assertComplete(reader);
        }
        assertThat(slow.ended()).as("the slow one holds nobody up").isNotDone();
        slow.flow();
        assertComplete(slow);

        double cost = (BytesOut.of(TOPIC) - before) / ((double) RECORDS * BulkData.RECORD_BYTES);
        assertThat(cost).as("bytes sent by the broker, by bytes of the topic").isBetween(1.0, COST_MAX);
    }

    private static RawStream read(Connection connection) {
        return connection.read(ReadRequest.newBuilder()
                .setProduct("test.history")
                .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST))
                .setEncoding(Encoding.ENCODING_RAW)
                .build());
    }

    private static void assertComplete(RawStream stream) throws Exception {
        Refusal end = stream.ended().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        assertThat(end.code()).as(end.message()).isEqualTo(Status.Code.OK);
        assertThat(stream.records()).isEqualTo(RECORDS);
        assertThat(stream.ordered()).isTrue();
    }
}
