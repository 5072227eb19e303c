package dev.dpg.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.dpg.client.fakes.Frames;
import dev.dpg.client.fakes.Handled;
import dev.dpg.client.fakes.ScriptedGateway;
import dev.dpg.client.internal.resume.RetrySettings;
import dev.dpg.client.internal.stored.BatchDecoder;
import dev.dpg.client.internal.stored.UndecodableBatchException;
import dev.dpg.v1.Cursor;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Opened;
import dev.dpg.v1.Record;
import dev.dpg.v1.RecordBatch;
import dev.dpg.v1.State;
import dev.dpg.v1.StreamLimits;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that may be given batches as they are stored, and what they do where they cannot read one. */
@Timeout(60)
class StoredBatchesTest {
    private static final ByteString BROKEN = ByteString.copyFromUtf8("broken");

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final List<Integer> limits = new CopyOnWriteArrayList<>();
    private final DpgClient client = DpgClient.builder()
            .channel(gateway.channel())
            .retry(new RetrySettings(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(30), 3))
            .decoder(new Decoder())
            .connect();
    private final Handled handled = new Handled();

    /** A stored batch stands for a record at each offset that counts. */
    private final class Decoder implements BatchDecoder {
        @Override
        public RecordBatch decode(RecordBatch stored, int recordBytesMax) throws UndecodableBatchException {
            limits.add(recordBytesMax);
            if (stored.getKafkaBatches(0).equals(BROKEN)) {
                throw new UndecodableBatchException("it is broken");
            }
            RecordBatch.Builder decoded = stored.toBuilder().clearKafkaBatches().clearFirstOffset();
            for (long offset = stored.getFirstOffset();
                    offset < stored.getCursor().getNextOffset();
                    offset++) {
                decoded.addRecords(Record.newBuilder().setOffset(offset));
            }
            return decoded.build();
        }
    }

    @AfterEach
    void close() {
        client.close();
        gateway.close();
    }

    @Test
    void whoWantsWhatIsStoredIsGivenStoredBatchesAsRecords() throws Exception {
        client.subscribe("sales.orders").encoding(dev.dpg.client.Encoding.RAW).start(handled);

        var stream = gateway.nextStream();
        assertThat(stream.subscribe().getEncoding()).isEqualTo(Encoding.ENCODING_KAFKA_BATCH);
        stream.send(
                opened("p1.a", 500),
                stored(0, 5, 8, ByteString.EMPTY),
                Frames.batch(0, 8, 9),
                stored(0, 10, 11, ByteString.EMPTY));
        handled.awaitExactly("0:5", "0:6", "0:7", "0:8", "0:9", "0:10");
        assertThat(limits).containsExactly(500, 500);
    }

    @Test
    void allOthersAreNotAskedAboutIt() throws Exception {
        client.subscribe("sales.orders").start(handled);
        assertThat(gateway.nextStream().subscribe().getEncoding()).isEqualTo(Encoding.ENCODING_JSON);

        client.subscribe("sales.orders")
                .encoding(dev.dpg.client.Encoding.RAW)
                .keys("a")
                .start(handled);
        assertThat(gateway.nextStream().subscribe().getEncoding()).isEqualTo(Encoding.ENCODING_RAW);

        client.subscribe("sales.orders")
                .encoding(dev.dpg.client.Encoding.RAW)
                .where("key == 'a'")
                .start(handled);
        assertThat(gateway.nextStream().subscribe().getEncoding()).isEqualTo(Encoding.ENCODING_RAW);
    }

    @Test
    void aBatchThatCannotBeDecodedIsReadAsRecordsAndNobodyNotices() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        var subscription = client.subscribe("sales.orders")
                .encoding(dev.dpg.client.Encoding.RAW)
                .listener(new SubscriptionListener() {
                    @Override
                    public void stateChanged(SubscriptionState state, Optional<Lag> lag) {
                        told.add(state.toString());
                    }

                    @Override
                    public void interrupted(DpgException cause, Duration retryIn) {
                        told.add("interrupted");
                    }
                })
                .start(handled);
        var first = gateway.nextStream();
        first.send(opened("p1.a", 0), stored(0, 0, 3, ByteString.EMPTY), stored(0, 3, 6, BROKEN));

        var second = gateway.nextStream();
        assertThat(second.subscribe().getEncoding()).isEqualTo(Encoding.ENCODING_RAW);
        assertThat(second.subscribe().getStart()).isEqualTo(Frames.after("p1.a", Frames.cursor(0, 3)));
        second.send(opened("p1.b", 0), Frames.batch(0, 3, 4, 5), Frames.state(State.Kind.KIND_CAUGHT_UP, "p1.c"));

        handled.awaitExactly("0:0", "0:1", "0:2", "0:3", "0:4", "0:5");
        subscription.awaitLive(Duration.ofSeconds(20));
        assertThat(told).containsExactly("CONNECTING", "CATCHING_UP", "LIVE");
        assertThat(first.isCancelled()).isTrue();

        second.fail(Status.UNAVAILABLE.asException());
        assertThat(gateway.nextStream().subscribe().getEncoding()).isEqualTo(Encoding.ENCODING_RAW);
    }

    @Test
    void aLimitHoldsOverTheChange() throws Exception {
        var cursor = client.read("sales.orders")
                .from(Position.EARLIEST)
                .until(java.time.Instant.EPOCH)
                .encoding(dev.dpg.client.Encoding.RAW)
                .limit(5)
                .open();
        gateway.nextStream().send(opened("p1.a", 0), stored(0, 0, 3, ByteString.EMPTY), stored(0, 3, 6, BROKEN));

        var second = gateway.nextStream();
        assertThat(second.read().getLimit()).isEqualTo(2);
        second.send(opened("p1.b", 0), Frames.batch(0, 3, 4), Frames.end("p1.c"));
        second.complete();
        assertThat(cursor).hasSize(5);
    }

    @Test
    void aGatewayThatKnowsNothingOfItIsAskedForRecords() throws Exception {
        client.subscribe("sales.orders").encoding(dev.dpg.client.Encoding.RAW).start(handled);
        gateway.nextStream().fail(Frames.refusal(Status.Code.INVALID_ARGUMENT, "BAD_REQUEST"));

        var second = gateway.nextStream();
        assertThat(second.subscribe().getEncoding()).isEqualTo(Encoding.ENCODING_RAW);
        second.send(opened("p1.a", 0), Frames.batch(0, 1));
        handled.awaitExactly("0:1");
    }

    @Test
    void aRequestThatIsRefusedAnywayFailsAsEver() throws Exception {
        var subscription = client.subscribe("sales.orders")
                .encoding(dev.dpg.client.Encoding.RAW)
                .start(handled);
        gateway.nextStream().fail(Frames.refusal(Status.Code.INVALID_ARGUMENT, "BAD_REQUEST"));
        gateway.nextStream().fail(Frames.refusal(Status.Code.INVALID_ARGUMENT, "BAD_TOKEN"));

        assertThat(subscription.closed().get())
                .isInstanceOfSatisfying(
                        CloseReason.StreamFailed.class,
                        failed -> assertThat(failed.cause().reason()).isEqualTo("BAD_TOKEN"));
    }

    private static Frame opened(String token, int recordBytesMax) {
        Opened opened = Frames.opened(token).getOpened();
        return Frame.newBuilder()
                .setOpened(
                        opened.toBuilder().setLimits(StreamLimits.newBuilder().setMaxRecordBytes(recordBytesMax)))
                .build();
    }

    private static Frame stored(int partition, long from, long next, ByteString bytes) {
        Cursor cursor = Frames.cursor(partition, next);
        return Frame.newBuilder()
                .setBatch(RecordBatch.newBuilder()
                        .setPartition(partition)
                        .setCursor(cursor)
                        .setFirstOffset(from)
                        .addKafkaBatches(bytes))
                .build();
    }
}
