package dev.dpg.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.codec.SchemaSource.Lookup;
import dev.dpg.gateway.codec.Selection;
import dev.dpg.gateway.codec.StoredSchemas;
import dev.dpg.gateway.codec.UnreadableValueException;
import dev.dpg.gateway.codec.ValueSink;
import dev.dpg.gateway.cursor.OnExpired;
import dev.dpg.gateway.cursor.ProductPosition;
import dev.dpg.gateway.cursor.ProductPosition.Scope;
import dev.dpg.gateway.cursor.Resumption;
import dev.dpg.gateway.cursor.StartPositions;
import dev.dpg.gateway.delivery.StreamPlan.Bounds;
import dev.dpg.gateway.delivery.StreamPlan.Pace;
import dev.dpg.gateway.fakes.FakeSchemas;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.log.memory.MemoryLog;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.SchemaOrigin.Framing;
import dev.dpg.gateway.view.Encoding;
import dev.dpg.gateway.view.OnUnknownSchema;
import dev.dpg.gateway.view.SchemaUse;
import dev.dpg.gateway.view.View;
import dev.dpg.gateway.view.Wanted;
import dev.dpg.v1.DecodeError;
import dev.dpg.v1.Record;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams whose records name schemas that are there, come later, or never come; on virtual time, which must not stand still. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SchemaDeliveryTest {
    private static final String TOPIC = "orders";
    private static final Pace PACE = new Pace(16 * 1024, Duration.ZERO, Duration.ofSeconds(1));
    private static final RecordType EMPTY = new RecordType(List.of());
    private static final SchemaOrigin FRAMED = new SchemaOrigin(Framing.CONFLUENT, "main", "s", "", "");

    private final long seed = Long.getLong("dpg.test.seed", System.nanoTime());
    private final VirtualTime time = new VirtualTime(seed);
    private final MemoryLog log = new MemoryLog("cluster", time.newCallbacks(), time);
    private final Delivery delivery =
            new Delivery(DeliverySettings.forMemory(1L << 30, 1L << 30), List.of(time.newLoop(), time.newLoop()));
    private final FakeSchemas schemas = new FakeSchemas();
    private final StoredSchemas stored = new StoredSchemas(PayloadFormat.AVRO, FRAMED, schemas);
    private final RecordCodec codec = new Framed();
    private final View plain = new View(new Anything(), Encoding.JSON, Selection.ALL, Wanted.ALL, 1024);
    private long written;

    SchemaDeliveryTest() {
        log.createTopic(TOPIC, 1);
    }

    @Test
    void whoWaitsForASchemaHoldsNobodyElseUp() {
        RecordingSink waiting = open(view(Encoding.JSON, OnUnknownSchema.WAIT), Edge.LATEST);
        RecordingSink other = open(plain, Edge.LATEST);
        know(1);
        append(1, 1, 2, 2, 1);
        time.run(Duration.ofSeconds(10));

        assertThat(other.offsetsOf(0)).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(waiting.offsetsOf(0)).containsExactly(0L, 1L);

        know(2);
        append(1);
        time.run(Duration.ofSeconds(1));
        assertThat(waiting.offsetsOf(0)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(errors(waiting)).isEmpty();
        assertThat(waiting.states())
                .containsExactly(
                        StreamFrame.State.Kind.CAUGHT_UP,
                        StreamFrame.State.Kind.FELL_BEHIND,
                        StreamFrame.State.Kind.CAUGHT_UP);
    }

    @Test
    void aRecordWaitsForItsSchemaOnlyAShortWhileWhereNobodySaidOtherwise() {
        RecordingSink sink = open(view(Encoding.JSON, OnUnknownSchema.DECODE_ERROR), Edge.LATEST);
        know(1);
        append(1, 7, 1, 7);
        time.run(Duration.ofMillis(1_900));
        assertThat(sink.offsetsOf(0)).containsExactly(0L);

        time.run(Duration.ofSeconds(1));
        assertThat(sink.offsetsOf(0)).containsExactly(0L, 1L, 2L, 3L);
        assertThat(errors(sink)).containsExactly(1L, 3L);
        assertThat(sink.failure).isNull();
    }

    @Test
    void aSchemaThatComesInTimeIsNoError() {
        RecordingSink sink = open(view(Encoding.JSON, OnUnknownSchema.DECODE_ERROR), Edge.LATEST);
        append(7, 8);
        time.run(Duration.ofSeconds(1));
        assertThat(schemas.pending()).as("both are asked for").containsExactlyInAnyOrder(7, 8);
        know(7, 8);
        time.run(Duration.ofMillis(500));

        assertThat(sink.offsetsOf(0)).containsExactly(0L, 1L);
        assertThat(errors(sink)).isEmpty();
    }

    @Test
    void aRegistryThatIsDownTakesNothingFromKnownSchemasAndDelaysNobody() {
        RecordingSink sink = open(view(Encoding.JSON, OnUnknownSchema.DECODE_ERROR), Edge.LATEST);
        know(1);
        append(1);
        time.run(Duration.ofMillis(200));
        schemas.down(true);
        append(7);
        time.run(Duration.ofMillis(100));
        schemas.answer();
        time.run(Duration.ofMillis(100));
        assertThat(sink.offsetsOf(0)).containsExactly(0L, 1L);

        for (int i = 0; i < 20; i++) {
            append(8, 1);
        }
        time.run(Duration.ofMillis(500));
        assertThat(sink.offsetsOf(0)).hasSize(42);
        assertThat(errors(sink)).hasSize(21);
    }

    @Test
    void whoWaitsIsToldThatTheStreamIsAliveUntilTheRegistryIsBack() {
        RecordingSink sink = open(view(Encoding.JSON, OnUnknownSchema.WAIT), Edge.LATEST);
        schemas.down(true);
        append(7);
        for (int i = 0; i < 60; i++) {
            time.run(Duration.ofSeconds(1));
            schemas.answer();
        }
        assertThat(sink.frames(StreamFrame.Progress.class)).hasSizeGreaterThan(50);
        assertThat(sink.batches).isEmpty();
        assertThat(sink.failure).isNull();

        schemas.down(false);
        know(7);
        time.run(Duration.ofSeconds(10));
        assertThat(sink.offsetsOf(0)).containsExactly(0L);
        assertThat(errors(sink)).isEmpty();
    }

    @Test
    void aReaderBeforeAHoleIsNotKeptBusyByOneThatHoldsTheRing() {
        View view = view(Encoding.JSON, OnUnknownSchema.WAIT);
        RecordingSink stalled = open(view, Edge.LATEST);
        RecordingSink waiting = open(view, Edge.LATEST);
        know(1);
        stalled.credits = 0;
        append(1);
        time.run(Duration.ofSeconds(1));
        append(7);
        time.run(Duration.ofSeconds(5));
        assertThat(waiting.offsetsOf(0)).containsExactly(0L);

        know(7);
        time.run(Duration.ofSeconds(5));
        assertThat(waiting.offsetsOf(0)).containsExactly(0L, 1L);
    }

    @Test
    void aSchemaThatTheRegistryDoesNotHaveIsAnErrorForEverybody() {
        RecordingSink sink = open(view(Encoding.JSON, OnUnknownSchema.WAIT), Edge.LATEST);
        append(7);
        time.run(Duration.ofSeconds(1));
        schemas.answer();
        time.run(Duration.ofSeconds(1));

        assertThat(errors(sink)).containsExactly(0L);
    }

    @Test
    void readersOfStoredBytesAreToldEachSchemaOnceBeforeItsFirstRecord() {
        RecordingSink sink = open(view(Encoding.RAW, OnUnknownSchema.DECODE_ERROR), Edge.LATEST);
        know(1, 2);
        append(1, 1);
        time.run(Duration.ofSeconds(1));
        append(2, 1, 9);
        time.run(Duration.ofSeconds(5));
        append(2);
        time.run(Duration.ofSeconds(1));

        assertThat(records(sink)).extracting(Record::getSchemaId).containsExactly(1, 1, 2, 1, 0, 2);
        assertThat(errors(sink)).isEmpty();
        List<Integer> told = new ArrayList<>();
        int batches = 0;
        for (StreamFrame frame : sink.frames) {
            if (frame instanceof StreamFrame.SchemaInfo info) {
                told.add(info.schema().id());
                assertThat(info.schema().schema().text())
                        .isEqualTo(text(info.schema().id()));
            } else if (frame instanceof StreamFrame.Batch) {
                assertThat(sink.batches.get(batches++).getRecordsList())
                        .allSatisfy(
                                record -> assertThat(record.getSchemaId() == 0 || told.contains(record.getSchemaId()))
                                        .isTrue());
            }
        }
        assertThat(told).containsExactly(1, 2);
    }

    @Test
    void theOneSchemaOfRecordsThatNameNoneIsToldOnce() {
        var fixed = new StoredSchemas(
                PayloadFormat.AVRO, new SchemaOrigin(Framing.NONE, "", "", "\"string\"", ""), schemas);
        View view = new View(
                new Anything(),
                Encoding.RAW,
                Selection.ALL,
                Wanted.ALL,
                1024,
                new SchemaUse(fixed, OnUnknownSchema.DECODE_ERROR));
        append(0, 0);
        RecordingSink sink = open(view, Edge.EARLIEST);
        time.run(Duration.ofSeconds(1));
        append(0);
        time.run(Duration.ofSeconds(1));

        assertThat(records(sink)).extracting(Record::getSchemaId).containsExactly(1, 1, 1);
        assertThat(sink.frames(StreamFrame.SchemaInfo.class))
                .singleElement()
                .satisfies(info -> assertThat(info.schema().schema().text()).isEqualTo("\"string\""));
    }

    @Test
    void whoWaitsSharesNothingWithWhoDoesNot() {
        View waiting = view(Encoding.JSON, OnUnknownSchema.WAIT);

        assertThat(waiting).isEqualTo(view(Encoding.JSON, OnUnknownSchema.WAIT));
        assertThat(waiting).isNotEqualTo(view(Encoding.JSON, OnUnknownSchema.DECODE_ERROR));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void nothingIsLostOrRepeatedHoweverSchemasCome(int round) {
        Random random = new Random(seed + round);
        List<RecordingSink> patient = new ArrayList<>();
        List<RecordingSink> all = new ArrayList<>();
        for (int step = 0; step < 120; step++) {
            if (all.size() < 10 && random.nextInt(3) == 0) {
                boolean waits = random.nextBoolean();
                Encoding encoding = random.nextBoolean() ? Encoding.JSON : Encoding.RAW;
                RecordingSink sink = open(
                        view(encoding, waits ? OnUnknownSchema.WAIT : OnUnknownSchema.DECODE_ERROR), Edge.EARLIEST);
                all.add(sink);
                if (waits) {
                    patient.add(sink);
                }
            }
            for (int i = random.nextInt(30); i > 0; i--) {
                append(1 + random.nextInt(1 + step / 10));
            }
            schemas.down(random.nextInt(4) == 0);
            schemas.pending().forEach(id -> schemas.register(id, PayloadFormat.AVRO, text(id)));
            if (random.nextBoolean()) {
                schemas.answer();
            }
            time.run(Duration.ofMillis(random.nextInt(700)));
        }
        schemas.down(false);
        for (int i = 0; i < 30; i++) {
            schemas.pending().forEach(id -> schemas.register(id, PayloadFormat.AVRO, text(id)));
            schemas.answer();
            time.run(Duration.ofSeconds(5));
        }

        assertThat(all).allSatisfy(sink -> {
            assertThat(sink.failure).as("seed %d round %d", seed, round).isNull();
            assertThat(sink.offsetsOf(0)).as("seed %d round %d", seed, round).hasSize((int) written);
        });
        assertThat(patient)
                .allSatisfy(sink -> assertThat(errors(sink))
                        .as("seed %d round %d", seed, round)
                        .isEmpty());
    }

    private View view(Encoding encoding, OnUnknownSchema policy) {
        return new View(codec, encoding, Selection.ALL, Wanted.ALL, 1024, new SchemaUse(stored, policy));
    }

    private RecordingSink open(View view, Edge edge) {
        var found = new Object() {
            Optional<TopicDescription> topic = Optional.empty();
        };
        log.describe(TOPIC).thenAccept(topic -> found.topic = topic);
        time.run(Duration.ofMillis(10));
        TopicDescription topic = found.topic.orElseThrow();
        var start = new ProductPosition(
                new Scope("some.orders", 1, topic.clusterId(), topic.id()), StartPositions.atEdge(topic, edge));
        RecordingSink sink = new RecordingSink();
        delivery.open(new StreamPlan(log, topic, Resumption.at(start), OnExpired.FAIL, view, Bounds.NONE, PACE), sink);
        time.run(Duration.ofMillis(100));
        return sink;
    }

    private void append(int... ids) {
        for (int id : ids) {
            byte[] value = ByteBuffer.allocate(6)
                    .put((byte) 0)
                    .putInt(id)
                    .put((byte) 1)
                    .array();
            log.append(TOPIC, 0, time.instant(), new byte[] {'1'}, value);
            written++;
        }
    }

    /** Registers schemas and has the registry answer for them, asked or not. */
    private void know(int... ids) {
        for (int id : ids) {
            schemas.register(id, PayloadFormat.AVRO, text(id));
            stored.byId(id);
        }
        schemas.answer();
    }

    private static String text(int id) {
        return "{\"type\":\"fixed\",\"name\":\"F" + id + "\",\"size\":1}";
    }

    private static List<Record> records(RecordingSink sink) {
        return sink.batches.stream()
                .flatMap(batch -> batch.getRecordsList().stream())
                .toList();
    }

    /** Offsets of records that came without a value for want of their schema. */
    private static List<Long> errors(RecordingSink sink) {
        return records(sink).stream()
                .filter(Record::hasDecodeError)
                .peek(record -> assertThat(record.getDecodeError().getReason())
                        .isEqualTo(DecodeError.Reason.REASON_UNKNOWN_SCHEMA))
                .map(Record::getOffset)
                .toList();
    }

    /** Reads nothing but the frame. */
    private final class Framed implements RecordCodec {
        @Override
        public RecordType type() {
            return EMPTY;
        }

        @Override
        public void read(byte[] bytes, int from, int to, ValueSink sink) throws UnreadableValueException {
            if (!(stored.byId(stored.idOf(ByteBuffer.wrap(bytes, from, to - from))) instanceof Lookup.Known)) {
                throw new UnreadableValueException(UnreadableValueException.Cause.UNKNOWN_SCHEMA, "no schema");
            }
            sink.beginObject();
            sink.endObject();
        }
    }

    /** Takes every value for an empty object. */
    private static final class Anything implements RecordCodec {
        @Override
        public RecordType type() {
            return EMPTY;
        }

        @Override
        public void read(byte[] bytes, int from, int to, ValueSink sink) throws UnreadableValueException {
            sink.beginObject();
            sink.endObject();
        }
    }
}
