package dev.dpg.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.Duration;
import dev.dpg.gateway.fakes.TestBroker;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Gap;
import dev.dpg.v1.OnExpired;
import dev.dpg.v1.PartitionOffset;
import dev.dpg.v1.PartitionOffsets;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Record;
import dev.dpg.v1.StandingPartition;
import dev.dpg.v1.Start;
import dev.dpg.v1.State;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client is told when a topic of a real broker loses records, is made anew, grows, or stands still. */
@SuppressWarnings("NullAway.Init") // set before each test
class GapsIT {
    private static final Duration HEARTBEAT =
            Duration.newBuilder().setSeconds(1).build();

    private final CloseStack open = new CloseStack();
    private final String port = TestBroker.uniqueName("gaps").replace('-', '_');
    private final String topic = "sales." + port;
    private Admin admin;
    private RunningGateway gateway;

    @BeforeEach
    void publish() {
        TestBroker.createTopic(topic, 2, Map.of());
        admin = open.add(TestBroker.admin());
        gateway = open.add(RunningGateway.start(
                        TestBroker.bootstrapServers(), Map.of("clusters.main.open-transaction-after", "1s")))
                .awaitReady();
        gateway.applyOrders(port);
    }

    @AfterEach
    void close() {
        open.close();
    }

    @ParameterizedTest
    @CsvSource({"ON_EXPIRED_EARLIEST, 6, 4", "ON_EXPIRED_LATEST, 10, 8"})
    void tokenThatRetentionHasPassedIsBridgedWithAGap(OnExpired onExpired, long to, long lost)
            throws ExecutionException, InterruptedException {
        write(0, 0, 10);
        String token = tokenAt(2, 0);
        expire(0, 6);
        List<Frame> frames = read(Start.newBuilder().setResumeToken(token), onExpired);

        assertThat(frames.get(0).getOpened().getResumeToken()).isEqualTo(token);
        assertThat(frames.get(1).hasSchemaInfo()).isTrue();
        assertGap(frames.get(2), Gap.Reason.REASON_RETENTION, 0, 2, to);
        assertThat(frames.get(2).getGap().getLostOffsetsMax()).isEqualTo(lost);
        assertThat(offsets(frames, 0)).isEqualTo(range(to, 10));
        assertThat(read(Start.newBuilder().setResumeToken(frames.get(2).getGap().getResumeToken()), onExpired))
                .noneMatch(Frame::hasGap);
    }

    @Test
    void tokenThatRetentionHasPassedIsRefusedByDefault() throws ExecutionException, InterruptedException {
        write(0, 0, 10);
        String token = tokenAt(2, 0);
        expire(0, 6);

        assertRefused(Status.Code.OUT_OF_RANGE, Start.newBuilder().setResumeToken(token));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void tokenOfATopicThatWasCreatedAnewIsBridgedWhateverPartitionsItHasNow(int partitions) {
        write(0, 0, 10);
        write(1, 0, 10);
        String token = tokenAt(4, 5);
        TestBroker.deleteTopic(topic);
        TestBroker.createTopic(topic, partitions, Map.of());
        IntStream.range(0, partitions).forEach(partition -> write(partition, 0, 20));

        List<Frame> frames = read(Start.newBuilder().setResumeToken(token), OnExpired.ON_EXPIRED_EARLIEST);

        assertGap(frames.get(2), Gap.Reason.REASON_TOPIC_RECREATED, 0, 4, 0);
        assertGap(frames.get(3), Gap.Reason.REASON_TOPIC_RECREATED, 1, 5, 0);
        assertThat(frames).filteredOn(Frame::hasGap).hasSize(Math.max(2, partitions));
        IntStream.range(0, partitions)
                .forEach(partition -> assertThat(offsets(frames, partition)).isEqualTo(range(0, 20)));
        assertRefused(Status.Code.FAILED_PRECONDITION, Start.newBuilder().setResumeToken(token));
    }

    @Test
    void namedOffsetsBeyondTheEndAreBridgedWithAGap() {
        write(0, 0, 10);
        Start.Builder start = Start.newBuilder().setOffsets(offsets(40, 0));

        List<Frame> frames = read(start, OnExpired.ON_EXPIRED_EARLIEST);

        assertGap(frames.get(2), Gap.Reason.REASON_TRUNCATION, 0, 40, 10);
        assertThat(frames.get(2).getGap().hasLostOffsetsMax()).isFalse();
    }

    @Test
    void liveStreamIsToldThatItsTopicWasCreatedAnewBeforeItIsGivenARecordOfIt() {
        write(0, 0, 10);
        try (Subscription stream = new Subscription(OnExpired.ON_EXPIRED_EARLIEST)) {
            stream.until(frame -> isCaughtUp(frame));
            TestBroker.deleteTopic(topic);
            TestBroker.createTopic(topic, 2, Map.of());
            write(0, 1000, 1030);

            List<Frame> frames = stream.until(
                    frame -> frame.hasBatch() && frame.getBatch().getCursor().getNextOffset() == 30);

            assertThat(frames.stream().filter(frame -> frame.hasGap() || frame.hasBatch()))
                    .first()
                    .satisfies(first -> assertGap(first, Gap.Reason.REASON_TOPIC_RECREATED, 0, 10, 0));
            assertThat(frames.stream()
                            .filter(Frame::hasBatch)
                            .flatMap(frame -> frame.getBatch().getRecordsList().stream()))
                    .extracting(Record::getJson)
                    .isEqualTo(
                            IntStream.range(1000, 1030).mapToObj(GapsIT::value).toList());
        }
    }

    @Test
    void liveStreamThatMayNotGoOnEndsWhenItsTopicIsDeleted() {
        try (Subscription stream = new Subscription(OnExpired.ON_EXPIRED_FAIL)) {
            stream.until(frame -> isCaughtUp(frame));
            TestBroker.deleteTopic(topic);

            assertThatExceptionOfType(StatusRuntimeException.class)
                    .isThrownBy(() -> stream.until(frame -> false))
                    .satisfies(end -> {
                        assertThat(end.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
                        assertThat(end.getStatus().getDescription()).contains("deleted");
                    });
        }
    }

    @Test
    void liveStreamIsToldOfPartitionsThatAreAddedAndReadsThemFromTheirBeginning()
            throws ExecutionException, InterruptedException {
        try (Subscription stream = new Subscription(OnExpired.ON_EXPIRED_FAIL)) {
            stream.until(frame -> isCaughtUp(frame));
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3)))
                    .all()
                    .get();
            write(2, 0, 5);

            List<Frame> frames = stream.until(
                    frame -> frame.hasBatch() && frame.getBatch().getCursor().getNextOffset() == 5);

            assertThat(frames)
                    .filteredOn(frame -> frame.getState().getKind() == State.Kind.KIND_PARTITIONS_ADDED)
                    .singleElement()
                    .satisfies(frame -> assertThat(frame.getState().getAddedPartitionsList())
                            .containsExactly(2));
            assertThat(offsets(frames, 2)).isEqualTo(range(0, 5));
        }
    }

    @Test
    void transactionThatIsLeftOpenIsToldAndNothingIsLostWhenItEnds() {
        Producer<byte[], byte[]> producer = open.add(TestBroker.transactionalProducer(port));
        producer.beginTransaction();
        var unused = producer.send(record(0, 0));
        producer.flush();
        write(0, 1, 3);
        try (Subscription stream = new Subscription(OnExpired.ON_EXPIRED_FAIL)) {
            Frame told = last(stream.until(frame -> frame.getProgress().getStandingCount() > 0));
            assertThat(told.getProgress().getStanding(0).getPartition()).isZero();
            assertThat(told.getProgress().getStanding(0).getReason())
                    .isEqualTo(StandingPartition.Reason.REASON_OPEN_TRANSACTION);

            producer.commitTransaction();

            List<Frame> frames = stream.until(frame -> frame.hasBatch()
                    && frame.getBatch()
                                    .getRecords(frame.getBatch().getRecordsCount() - 1)
                                    .getOffset()
                            == 2);
            assertThat(offsets(frames, 0)).isEqualTo(range(0, 3));
            stream.until(frame -> frame.hasProgress() && frame.getProgress().getStandingCount() == 0);
        }
    }

    /** A subscription on a real connection, from the beginning on. */
    private final class Subscription implements AutoCloseable {
        private final Context.CancellableContext call = Context.current().withCancellation();
        private final Iterator<Frame> frames;

        private Subscription(OnExpired onExpired) {
            SubscribeRequest request = SubscribeRequest.newBuilder()
                    .setProduct("sales." + port)
                    .setStart(Start.newBuilder().setOffsets(offsets(0, 0)))
                    .setOnExpired(onExpired)
                    .setHeartbeat(HEARTBEAT)
                    .build();
            Context before = call.attach();
            try {
                frames = stub().subscribe(request);
            } finally {
                call.detach(before);
            }
        }

        /** What comes up to a frame, that included. */
        private List<Frame> until(Predicate<Frame> wanted) {
            List<Frame> taken = new ArrayList<>();
            do {
                taken.add(frames.next());
            } while (!wanted.test(last(taken)));
            return taken;
        }

        @Override
        public void close() {
            call.cancel(null);
        }
    }

    private DataServiceGrpc.DataServiceBlockingStub stub() {
        return DataServiceGrpc.newBlockingStub(gateway.channel()).withDeadlineAfter(90, TimeUnit.SECONDS);
    }

    private List<Frame> read(Start.Builder start, OnExpired onExpired) {
        List<Frame> frames = new ArrayList<>();
        stub().read(ReadRequest.newBuilder()
                        .setProduct("sales." + port)
                        .setStart(start)
                        .setOnExpired(onExpired)
                        .build())
                .forEachRemaining(frames::add);
        assertThat(last(frames).hasEnd()).isTrue();
        return frames;
    }

    private void assertRefused(Status.Code code, Start.Builder start) {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> read(start, OnExpired.ON_EXPIRED_UNSPECIFIED))
                .satisfies(refusal -> assertThat(refusal.getStatus().getCode()).isEqualTo(code));
    }

    private String tokenAt(long first, long second) {
        return read(Start.newBuilder().setOffsets(offsets(first, second)), OnExpired.ON_EXPIRED_FAIL)
                .get(0)
                .getOpened()
                .getResumeToken();
    }

    private static PartitionOffsets offsets(long first, long second) {
        return PartitionOffsets.newBuilder()
                .addPartitions(PartitionOffset.newBuilder().setPartition(0).setOffset(first))
                .addPartitions(PartitionOffset.newBuilder().setPartition(1).setOffset(second))
                .build();
    }

    private void expire(int partition, long before) throws ExecutionException, InterruptedException {
        admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before)))
                .all()
                .get();
    }

    private void write(int partition, int from, int to) {
        try (Producer<byte[], byte[]> producer = TestBroker.producer()) {
            for (int number = from; number < to; number++) {
                var unused = producer.send(record(partition, number));
            }
        }
    }

    private ProducerRecord<byte[], byte[]> record(int partition, int number) {
        return new ProducerRecord<>(topic, partition, null, value(number).getBytes(StandardCharsets.UTF_8));
    }

    private static String value(int number) {
        return "{\"order_id\":\"" + number + "\"}";
    }

    private static void assertGap(Frame frame, Gap.Reason reason, int partition, long from, long to) {
        assertThat(frame.getGap())
                .extracting(Gap::getReason, Gap::getPartition, Gap::getFromOffset, Gap::getToOffset)
                .containsExactly(reason, partition, from, to);
    }

    private static boolean isCaughtUp(Frame frame) {
        return frame.getState().getKind() == State.Kind.KIND_CAUGHT_UP;
    }

    private static List<Long> offsets(List<Frame> frames, int partition) {
        return frames.stream()
                .filter(frame -> frame.hasBatch() && frame.getBatch().getPartition() == partition)
                .flatMap(frame -> frame.getBatch().getRecordsList().stream())
                .map(Record::getOffset)
                .toList();
    }

    private static List<Long> range(long from, long to) {
        return java.util.stream.LongStream.range(from, to).boxed().toList();
    }

    private static Frame last(List<Frame> frames) {
        return frames.get(frames.size() - 1);
    }
}
