package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.client.DpgClient;
import dev.dpg.client.DpgRecord;
import dev.dpg.client.Encoding;
import dev.dpg.client.Position;
import dev.dpg.client.RecordCursor;
import dev.dpg.client.Subscription;
import dev.dpg.system.fixture.CommittedLog;
import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.InProcessGateway;
import dev.dpg.system.fixture.OwnBroker;
import dev.dpg.system.fixture.Received;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.Seed;
import dev.dpg.system.fixture.StoredRecord;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.Topics;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Frame;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Start;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Readers that are passed batches as Kafka stores them read what all others read. */
@SuppressWarnings("NullAway.Init") // set before each test
class PassThroughIT {
    private static final String TOPIC = "test.passed";
    private static final String PRODUCT = "test.passed";
    private static final int PARTITIONS = 2;
    private static final List<String> COMPRESSIONS = List.of("none", "gzip", "snappy", "lz4", "zstd");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @RegisterExtension
    private final Resources resources = new Resources();

    private final Random random = Seed.random("PassThroughIT");
    private final OwnBroker broker = OwnBroker.of(resources);
    private Connection connection;
    private DpgClient passed;
    private DpgClient decoded;

    @BeforeEach
    void start() {
        broker.start();
        resources.add(new Topics(broker.bootstrapServers())).create(TOPIC, PARTITIONS);
        var gateway = InProcessGateway.start(GatewaySetup.on(broker.bootstrapServers()), resources);
        connection = Connection.to(gateway.address(), resources).awaitReady();
        connection.publish(TestProduct.named("passed"));
        passed = resources.add(DpgClient.connect(gateway.address()));
        decoded = resources.add(DpgClient.builder()
                .address(gateway.address())
                .kafkaBatches(false)
                .connect());
    }

    @Test
    void bothWaysOfReadingBringWhatIsCommittedAndPositionsAreGoodForBoth() {
        COMPRESSIONS.forEach(compression -> write(compression, 12));
        var truth = CommittedLog.read(broker.bootstrapServers(), TOPIC);

        assertThat(readAll(passed)).isEqualTo(truth);
        assertThat(readAll(decoded)).isEqualTo(truth);
        assertThat(readInTurns(truth)).isEqualTo(truth);
    }

    @Test
    void batchesComeAsTheyAreStoredAndAreCountedRecordByRecord() {
        write("zstd", 12);
        long records = CommittedLog.read(broker.bootstrapServers(), TOPIC).values().stream()
                .mapToLong(List::size)
                .sum();

        List<Frame> frames = connection.readAll(request().build());

        assertThat(frames.get(0).getOpened().getEncoding()).isEqualTo(dev.dpg.v1.Encoding.ENCODING_KAFKA_BATCH);
        assertThat(frames.stream().filter(Frame::hasBatch)).isNotEmpty().allSatisfy(frame -> {
            assertThat(frame.getBatch().getKafkaBatchesCount()).isPositive();
            assertThat(frame.getBatch().getRecordsCount()).isZero();
        });
        assertThat(frames.get(frames.size() - 1).getEnd().getDeliveredRecords()).isEqualTo(records);
        for (long limit : new long[] {1, records / 2, records - 1}) {
            List<Frame> cut = connection.readAll(request().setLimit(limit).build());
            assertThat(cut.get(cut.size() - 1).getEnd().getDeliveredRecords()).isEqualTo(limit);
        }
    }

    @Test
    void whoWantsSomeRecordsOnlyIsGivenThemAsRecords() {
        write("lz4", 4);

        List<Frame> frames = connection.readAll(request().addKeys("key 1").build());

        assertThat(frames.stream().filter(Frame::hasBatch)).isNotEmpty().allSatisfy(frame -> {
            assertThat(frame.getBatch().getKafkaBatchesCount()).isZero();
            assertThat(frame.getBatch().getRecordsList())
                    .allSatisfy(record ->
                            assertThat(record.getRawKey().toStringUtf8()).isEqualTo("key 1"));
        });
    }

    @Test
    void aSubscriberGoesFromBatchesToTheTailAndOverARestartOfTheBrokerWithoutASeam() {
        write("gzip", 12);
        Received received = new Received();
        Subscription subscription = resources.add(passed.subscribe(PRODUCT)
                .from(Position.EARLIEST)
                .encoding(Encoding.RAW)
                .start(received::add));
        write("snappy", 6);
        awaitAll(received);

        broker.stop();
        broker.start();
        write("lz4", 6);
        awaitAll(received);
        assertThat(readAll(passed)).isEqualTo(received.all());
        assertThat(subscription.closed()).isNotDone();
    }

    private void awaitAll(Received received) {
        var truth = CommittedLog.read(broker.bootstrapServers(), TOPIC);
        await().atMost(TIMEOUT).until(() -> received.all().equals(truth));
    }

    private static SortedMap<Integer, List<StoredRecord>> readAll(DpgClient client) {
        Received received = new Received();
        client.read(PRODUCT).from(Position.EARLIEST).encoding(Encoding.RAW).forEach(received::add);
        return received.all();
    }

    /** Pieces of any length, each from where the one before it ended, by either client. */
    private SortedMap<Integer, List<StoredRecord>> readInTurns(SortedMap<Integer, List<StoredRecord>> truth) {
        long records = truth.values().stream().mapToLong(List::size).sum();
        Received received = new Received();
        Position position = Position.EARLIEST;
        while (received.count() < records) {
            DpgClient client = random.nextBoolean() ? passed : decoded;
            try (RecordCursor cursor = client.read(PRODUCT)
                    .from(position)
                    .encoding(Encoding.RAW)
                    .limit(1 + random.nextInt(300))
                    .open()) {
                int leftEarly = random.nextInt(400);
                for (DpgRecord record : cursor) {
                    received.add(record);
                    if (leftEarly-- == 0) {
                        break;
                    }
                }
                position = cursor.position();
            }
        }
        return received.all();
    }

    private static ReadRequest.Builder request() {
        return ReadRequest.newBuilder()
                .setProduct(PRODUCT)
                .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST))
                .setEncoding(dev.dpg.v1.Encoding.ENCODING_KAFKA_BATCH);
    }

    /** Writes transactions, committed and aborted, and plain batches between their records. */
    private void write(String compression, int transactions) {
        try (var plain = producer(compression, Optional.empty());
                var transactional = producer(compression, Optional.of("passed-" + compression))) {
            transactional.initTransactions();
            for (int i = 0; i < transactions; i++) {
                transactional.beginTransaction();
                send(transactional);
                send(plain);
                send(transactional);
                if (random.nextInt(3) == 0) {
                    transactional.abortTransaction();
                } else {
                    transactional.commitTransaction();
                }
                send(plain);
            }
        }
    }

    private void send(KafkaProducer<String, String> producer) {
        int count = 1 + random.nextInt(random.nextInt(4) == 0 ? 400 : 20);
        for (int i = 0; i < count; i++) {
            var record = new ProducerRecord<>(
                    TOPIC,
                    random.nextInt(PARTITIONS),
                    "key " + random.nextInt(3),
                    "{\"id\":\"" + random.nextInt() + "\"}");
            // What could not be written is missing from the truth, too.
            Future<RecordMetadata> unused = producer.send(record);
        }
        producer.flush();
    }

    private KafkaProducer<String, String> producer(String compression, Optional<String> transactionalId) {
        Map<String, Object> config = new HashMap<>(Map.of(
                "bootstrap.servers", broker.bootstrapServers(), "compression.type", compression, "linger.ms", 1_000));
        transactionalId.ifPresent(id -> config.put("transactional.id", id));
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }
}
