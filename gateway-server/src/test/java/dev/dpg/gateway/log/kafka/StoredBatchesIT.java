package dev.dpg.gateway.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.gateway.fakes.TestBroker;
import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogHeader;
import dev.dpg.gateway.log.LogRange;
import dev.dpg.gateway.log.LogRecord;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.StoredBatches;
import dev.dpg.gateway.log.StoredBatches.StoredBatch;
import dev.dpg.gateway.log.kafka.RandomLog.Seen;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read as it is stored is what a native reader sees that reads committed records. */
@SuppressWarnings("NullAway.Init") // set before each test
class StoredBatchesIT {
    private static final int STEPS = 30;

    private final long seed = Long.getLong("dpg.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final String topic = TestBroker.uniqueName("stored");
    private KafkaCluster cluster;
    private PartitionId partition;
    private boolean compacted;
    private int storedReads;
    private int recordReads;

    @BeforeEach
    void open() {
        KafkaClusterSettings settings =
                KafkaClusterSettings.of("test", Map.of("bootstrap.servers", TestBroker.bootstrapServers()));
        cluster = new KafkaCluster(settings, Thread::new, InstantSource.system());
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void everyCommittedRecordIsReadOnceFromWhereverAReaderStarts(String compression) {
        create(Map.of());
        write(compression);
        List<Seen> truth = RandomLog.committed(topic);

        assertThat(read(0)).as("seed %d", seed).isEqualTo(truth);
        assertThat(recordReads).isZero();
        assertThat(storedReads).isPositive();
        for (int reader = 0; reader < 20; reader++) {
            long from = random.nextLong(end() + 1);
            assertThat(read(from))
                    .as("from %d, seed %d", from, seed)
                    .isEqualTo(truth.stream()
                            .filter(record -> record.offset() >= from)
                            .toList());
        }
    }

    @Test
    void whatCompactionHasLeftIsReadWithItsHoles() throws Exception {
        cleanOften();
        compacted = true;
        create(Map.of(
                "cleanup.policy", "compact",
                "segment.bytes", "1048576",
                "segment.ms", "100",
                "min.cleanable.dirty.ratio", "0.0001",
                "delete.retention.ms", "0"));
        write("lz4");
        int before = RandomLog.committed(topic).size();
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> {
            write("none", 3); // Rolls the segment, which is not cleaned while it is the newest.
            return RandomLog.committed(topic).size() < before;
        });
        Awaitility.await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> {
            List<Seen> truth = RandomLog.committed(topic);
            assertThat(read(0)).as("seed %d", seed).isEqualTo(truth);
        });
        assertThat(recordReads).isPositive();
    }

    @Test
    void theEndIsToldAtOnceAndGoesOnFromThere() {
        create(Map.of());
        write("zstd", 5);

        LogRange nothing = read(PartitionPosition.at(end()));

        assertThat(nothing.nextOffset()).isEqualTo(end());
        assertThat(nothing.endOffset()).isEqualTo(end());
    }

    @Test
    void anOpenTransactionHidesWhatFollowsIt() {
        create(Map.of());
        try (var open = TestBroker.transactionalProducer(topic + "-open")) {
            open.beginTransaction();
            var unused = open.send(new org.apache.kafka.clients.producer.ProducerRecord<>(topic, 0, null, new byte[1]));
            open.flush();

            LogRange nothing = read(PartitionPosition.at(0));

            assertThat(nothing.nextOffset()).isZero();
            assertThat(nothing.endOffset()).isZero();
            open.abortTransaction();
        }
    }

    @Test
    void whoStandsBeforeWhatIsRetainedOrBehindTheEndIsToldSo() throws Exception {
        create(Map.of());
        write("gzip", 5);
        long end = end();
        try (Admin admin = TestBroker.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(end - 1)))
                    .all()
                    .get();
        }

        assertThatThrownBy(() -> read(PartitionPosition.at(0)))
                .satisfies(failure -> assertReason(failure, Reason.POSITION_EXPIRED));
        assertThatThrownBy(() -> read(PartitionPosition.at(end + 5)))
                .satisfies(failure -> assertReason(failure, Reason.POSITION_TRUNCATED));
    }

    @Test
    void nobodyIsGivenARecordOfATopicThatWasCreatedAnew() {
        create(Map.of());
        for (int round = 0; round < 3; round++) {
            write("lz4", 4);
            assertThat(read(0)).isEqualTo(RandomLog.committed(topic));
            long stopped = random.nextLong(end());
            PartitionId old = partition;
            TestBroker.deleteTopic(topic);
            create(Map.of());
            write("lz4", 12);

            assertThatThrownBy(() -> readOf(old, PartitionPosition.at(stopped)))
                    .as("seed %d", seed)
                    .satisfies(failure -> assertReason(failure, Reason.TOPIC_RECREATED));
            assertThat(read(0)).as("seed %d", seed).isEqualTo(RandomLog.committed(topic));
        }
    }

    @Test
    void bothWaysOfReadingGiveTheSameToReadersThatTakeTurns() {
        create(Map.of());
        write("snappy");
        List<Seen> truth = RandomLog.committed(topic);
        List<Seen> seen = new ArrayList<>();
        PartitionPosition at = PartitionPosition.at(0);
        while (at.nextOffset() < end()) {
            long from = at.nextOffset();
            LogRange range = random.nextBoolean()
                    ? read(at)
                    : get(cluster.catchUp().read(partition, at, batch -> use(batch, from)), this::kept);
            seen.addAll(last);
            at = new PartitionPosition(range.nextOffset(), range.leaderEpoch(), PartitionPosition.UNKNOWN);
        }
        assertThat(seen).as("seed %d", seed).isEqualTo(truth);
    }

    private List<Seen> last = List.of();

    private LogRange kept(LogRange range) {
        return range;
    }

    private LogRange use(LogRange range, long from) {
        last = records(range, from);
        return range;
    }

    private List<Seen> read(long from) {
        List<Seen> seen = new ArrayList<>();
        PartitionPosition at = PartitionPosition.at(from);
        long end = end();
        while (at.nextOffset() < end) {
            LogRange range = read(at);
            assertThat(range.fromOffset()).isLessThanOrEqualTo(at.nextOffset());
            assertThat(range.nextOffset()).isGreaterThan(at.nextOffset());
            seen.addAll(last);
            at = new PartitionPosition(range.nextOffset(), range.leaderEpoch(), PartitionPosition.UNKNOWN);
        }
        return seen;
    }

    private LogRange read(PartitionPosition at) {
        return readOf(partition, at);
    }

    private LogRange readOf(PartitionId wanted, PartitionPosition at) {
        return get(cluster.catchUp().readStored(wanted, at, range -> use(range, at.nextOffset())), range -> {
            if (range instanceof StoredBatches) {
                storedReads++;
            } else {
                recordReads++;
            }
            return range;
        });
    }

    /** What a reader is given that stands at an offset; the buffers are valid now only. */
    private static List<Seen> records(LogRange range, long from) {
        List<Seen> seen = new ArrayList<>();
        if (range instanceof LogBatch batch) {
            batch.records().forEach(record -> seen.add(seen(record)));
        } else if (range instanceof StoredBatches stored) {
            for (StoredBatch batch : stored.batches()) {
                for (Record record :
                        MemoryRecords.readableRecords(batch.bytes().duplicate()).records()) {
                    assertThat(record.offset()).isBetween(batch.firstOffset(), batch.lastOffset());
                    seen.add(seen(record));
                }
            }
        }
        seen.removeIf(record -> record.offset() < from);
        return seen;
    }

    private static Seen seen(LogRecord record) {
        return Seen.of(
                record.offset(),
                record.timestamp(),
                bytes(record.key()),
                bytes(record.value()),
                headers(record.headers()));
    }

    private static Seen seen(Record record) {
        List<LogHeader> headers = Arrays.stream(record.headers())
                .map((Header header) -> new LogHeader(header.key(), header.value()))
                .toList();
        return Seen.of(
                record.offset(),
                record.timestamp(),
                record.hasKey() ? bytes(record.key()) : null,
                record.hasValue() ? bytes(record.value()) : null,
                headers(headers));
    }

    private static String headers(List<LogHeader> headers) {
        StringBuilder text = new StringBuilder();
        for (LogHeader header : headers) {
            byte[] value = header.value();
            text.append(header.key())
                    .append('=')
                    .append(value == null ? "-" : "'" + new String(value, StandardCharsets.ISO_8859_1) + "'")
                    .append(';');
        }
        return text.toString();
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private void create(Map<String, String> configs) {
        Map<String, String> all = new HashMap<>(configs);
        all.put("retention.ms", "-1"); // Times in these logs are of long ago.
        UUID id = TestBroker.createTopic(topic, 1, all);
        partition = new PartitionId(topic, id, 0);
    }

    private void write(String compression) {
        write(compression, STEPS);
    }

    private void write(String compression, int steps) {
        try (RandomLog log = new RandomLog(topic, random, compression, !compacted)) {
            log.write(steps);
        }
    }

    private long end() {
        return get(
                cluster.describe(topic),
                described -> described.orElseThrow().partitions().get(0).end());
    }

    private static void cleanOften() throws Exception {
        try (Admin admin = TestBroker.admin()) {
            var backoff = new AlterConfigOp(new ConfigEntry("log.cleaner.backoff.ms", "200"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.BROKER, ""), List.of(backoff)))
                    .all()
                    .get();
        }
    }

    private static void assertReason(Throwable failure, Reason reason) {
        assertThat(failure.getCause())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.problem().reason()).isEqualTo(reason));
    }

    private static <T, R> R get(CompletionStage<T> stage, java.util.function.Function<T, R> then) {
        try {
            return then.apply(stage.toCompletableFuture().get(30, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
