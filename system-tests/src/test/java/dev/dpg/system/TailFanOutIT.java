package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.system.fixture.BulkData;
import dev.dpg.system.fixture.BytesOut;
import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.InProcessGateway;
import dev.dpg.system.fixture.RawStream;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.Seed;
import dev.dpg.system.fixture.SharedBroker;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.Topics;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.Frame.FrameCase;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Readers at the tail share what is fetched from the log. */
class TailFanOutIT {
    private static final String TOPIC = "test.fanout";
    private static final int PARTITIONS = 2;
    private static final int RECORDS = 2_000;
    private static final int READERS = 100;
    private static final double COST_MAX = 1.2;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @RegisterExtension
    private final Resources resources = new Resources();

    @Test
    void aHundredReadersAtTheTailCostWhatOneCosts() {
        resources.add(new Topics(SharedBroker.bootstrapServers())).create(TOPIC, PARTITIONS);
        var gateway = InProcessGateway.start(GatewaySetup.on(SharedBroker.bootstrapServers()), resources);
        Connection connection = Connection.to(gateway.address(), resources).awaitReady();
        connection.publish(TestProduct.named("fanout"));
        Random random = Seed.random("TailFanOutIT");

        List<RawStream> one = List.of(follow(connection));
        long costOfOne = bytesFetchedFor(one, random);
        List<RawStream> all = Stream.concat(
                        one.stream(), Stream.generate(() -> follow(connection)).limit(READERS - 1))
                .toList();
        long costOfAll = bytesFetchedFor(all, random);

        assertThat(costOfOne).isGreaterThan((long) RECORDS * BulkData.RECORD_BYTES);
        assertThat((double) costOfAll / costOfOne).isLessThanOrEqualTo(COST_MAX);
        all.forEach(RawStream::cancel);
    }

    /** Writes records and tells what the gateway fetched until every reader had them all. */
    private static long bytesFetchedFor(List<RawStream> readers, Random random) {
        await().atMost(TIMEOUT)
                .until(() -> readers.stream()
                        .allMatch(reader -> reader.frame(FrameCase.STATE).isPresent()));
        List<Long> before = readers.stream().map(RawStream::records).toList();
        long bytesBefore = BytesOut.of(TOPIC);
        BulkData.write(SharedBroker.bootstrapServers(), TOPIC, PARTITIONS, RECORDS, random);
        await().atMost(TIMEOUT).untilAsserted(() -> {
            for (int i = 0; i < readers.size(); i++) {
                assertThat(readers.get(i).records() - before.get(i)).isEqualTo(RECORDS);
            }
        });
        assertThat(readers).allMatch(RawStream::ordered);
        return BytesOut.of(TOPIC) - bytesBefore;
    }

    private static RawStream follow(Connection connection) {
        return connection
                .subscribe(SubscribeRequest.newBuilder()
                        .setProduct("test.fanout")
                        .setStart(Start.newBuilder().setEdge(Edge.EDGE_LATEST))
                        .setEncoding(Encoding.ENCODING_RAW)
                        .build())
                .flow();
    }
}
