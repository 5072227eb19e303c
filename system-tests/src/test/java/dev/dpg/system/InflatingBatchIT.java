package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.EventWriter;
import dev.dpg.system.fixture.GatewayProcess;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.RawStream;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.SharedBroker;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.Topics;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.Frame.FrameCase;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A fetch of a few kibibytes that inflates to more than the gateway's whole heap is read in bites, at the tail and behind. */
class InflatingBatchIT {
    private static final int HEAP_MEBIBYTES = 192;
    private static final int RECORD_BYTES = 1_000_000;
    private static final int RECORDS = 300;
    private static final int BATCH_BYTES = 16 * 1024 * 1024;
    private static final int HEALTHY = 500;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @RegisterExtension
    private final Resources resources = new Resources();

    @Test
    void zerosThatInflateBeyondTheHeapAreDeliveredAndTheProcessGoesOn() {
        Topics topics = resources.add(new Topics(SharedBroker.bootstrapServers()));
        GatewayProcess gateway = GatewayProcess.start(
                GatewaySetup.on(SharedBroker.bootstrapServers()),
                resources,
                "-Xmx" + HEAP_MEBIBYTES + "m",
                "-XX:+ExitOnOutOfMemoryError");
        Connection connection = Connection.to(gateway.address(), resources).awaitReady();
        for (String product : new String[] {"inflating", "flat"}) {
            topics.create("test." + product, 1);
            connection.publish(TestProduct.named(product));
        }
        RawStream tail = follow(connection, "test.inflating");
        RawStream bystander = follow(connection, "test.flat");

        writeZeros();
        RawStream history = follow(connection, "test.inflating");
        try (EventWriter writer = EventWriter.plain(SharedBroker.bootstrapServers(), "test.flat", 1)) {
            writer.write(HEALTHY);
        }

        await().atMost(TIMEOUT).until(() -> bystander.records() == HEALTHY);
        await().atMost(TIMEOUT).until(() -> tail.records() == RECORDS && history.records() == RECORDS);
        assertThat(tail.ordered() && history.ordered()).isTrue();
        assertThat(gateway.isAlive()).as("the gateway ended for want of memory").isTrue();
        assertThat(gateway.logLines("OutOf")).isEmpty();
    }

    private static void writeZeros() {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                SharedBroker.bootstrapServers(),
                "compression.type",
                "zstd",
                "batch.size",
                BATCH_BYTES,
                "linger.ms",
                1_000,
                "max.request.size",
                2 * BATCH_BYTES);
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] zeros = new byte[RECORD_BYTES];
            for (int i = 0; i < RECORDS; i++) {
                // What could not be written is missed by the test.
                Future<RecordMetadata> unused =
                        producer.send(new ProducerRecord<byte[], byte[]>("test.inflating", 0, null, zeros));
            }
            producer.flush();
        }
    }

    private static RawStream follow(Connection connection, String product) {
        RawStream stream = connection
                .subscribe(SubscribeRequest.newBuilder()
                        .setProduct(product)
                        .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST))
                        .setEncoding(Encoding.ENCODING_RAW)
                        .build())
                .flow();
        await().atMost(TIMEOUT).until(() -> stream.frame(FrameCase.OPENED).isPresent());
        return stream;
    }
}
