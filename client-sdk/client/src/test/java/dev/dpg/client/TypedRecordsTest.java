package dev.dpg.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.client.fakes.Frames;
import dev.dpg.client.fakes.ScriptedGateway;
import dev.dpg.client.internal.resume.RetrySettings;
import dev.dpg.v1.DecodeError;
import dev.dpg.v1.PartitionOffset;
import dev.dpg.v1.Record;
import dev.dpg.v1.ResolvePositionResponse;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class TypedRecordsTest {
    private final ScriptedGateway gateway = new ScriptedGateway();
    private final DpgClient client = DpgClient.builder()
            .channel(gateway.channel())
            .retry(new RetrySettings(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(30), 3))
            .connect();

    enum State {
        OPEN,
        SHIPPED_PARTLY
    }

    record Address(String city, @Nullable String street) {}

    record Line(String sku, int quantity) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Order(
            long orderId,
            double total,
            BigDecimal price,
            boolean paid,
            State state,
            Instant placedAt,
            LocalDate day,
            LocalTime at,
            byte[] blob,
            Address shipTo,
            List<Line> lines,
            Optional<String> note,
            @Nullable Integer discount,
            Map<String, Long> counts,
            @Nullable Object any) {}

    record Counted(long n) {}

    record Huge(BigInteger n) {}

    @AfterEach
    void close() {
        client.close();
        gateway.close();
    }

    @Test
    void jsonBecomesRecordsByTheNamesOfTheirComponents() {
        Order order = decoded(Order.class, """
                {"order_id": 7, "total": 1.5e1, "price": "12.50", "paid": true, "state": "shipped-partly",
                 "placed_at": "2026-01-31T08:00:00Z", "day": "2026-01-31", "at": "13:30:00.25", "blob": "AQI=",
                 "shipTo": {"city": "Tu\\u0072in", "zip": [1, {"x": null}]},
                 "lines": [{"sku": "a", "quantity": 1}, {"sku": "b\\n\\"", "quantity": -2}],
                 "counts": {"x": 9223372036854775807}, "any": [1, "x", false], "unknown": {"deep": []}}
                """);

        assertThat(order.orderId()).isEqualTo(7);
        assertThat(order.total()).isEqualTo(15);
        assertThat(order.price()).isEqualTo(new BigDecimal("12.50"));
        assertThat(order.paid()).isTrue();
        assertThat(order.state()).isEqualTo(State.SHIPPED_PARTLY);
        assertThat(order.placedAt()).isEqualTo("2026-01-31T08:00:00Z");
        assertThat(order.day()).isEqualTo("2026-01-31");
        assertThat(order.at()).isEqualTo(LocalTime.of(13, 30, 0, 250_000_000));
        assertThat(order.blob()).containsExactly(1, 2);
        assertThat(order.shipTo()).isEqualTo(new Address("Turin", null));
        assertThat(order.lines()).containsExactly(new Line("a", 1), new Line("b\n\"", -2));
        assertThat(order.note()).isEmpty();
        assertThat(order.discount()).isNull();
        assertThat(order.counts()).containsEntry("x", Long.MAX_VALUE);
        assertThat(order.any()).isEqualTo(List.of(BigDecimal.ONE, "x", false));
    }

    @Test
    @Timeout(60)
    void numbersThatWouldFillTheMemoryAreRefused() {
        assertThat(decoded(Huge.class, "{\"n\": 1e30}").n()).isEqualTo(BigInteger.TEN.pow(30));
        for (String n : List.of("1e999999999", "1e-999999999", "\"1e999999999\"", "1".repeat(2_000_000))) {
            assertThatThrownBy(() -> decoded(Huge.class, "{\"n\": " + n + "}")).isInstanceOf(DecodingException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                             | Line.quantity is a int, and the property is missing or null",
                "{\"quantity\": null}           | Line.quantity is a int, and the property is missing or null",
                "{\"quantity\": 4000000000}     | Line.quantity is a int, and the property is not",
                "{\"quantity\": 1.5}            | Line.quantity is a int, and the property is not",
                "{\"quantity\": \"secret\"}     | Line.quantity is a int, and the property is not",
                "{\"quantity\": 1, \"sku\": 2}  | Line.sku is a String, and the property is not",
                "[]                             | Line needs an object",
                "{\"quantity\": 1               | the value is no JSON text: it is wrong at character",
                "{\"quantity\": 1} x            | the value is no JSON text: it is wrong at character",
            })
    void whatDoesNotFitIsToldWithoutTheContent(String json, String message) {
        assertThatThrownBy(() -> decoded(Line.class, json))
                .isInstanceOf(DecodingException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("secret");
    }

    @Test
    void nestingIsBounded() {
        assertThatThrownBy(() -> decoded(Counted.class, "{\"x\":".repeat(5_000) + "1" + "}".repeat(5_000)))
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining("deeper than 256");
    }

    @Test
    void generatedMessagesAreAskedForAndParsed() throws Exception {
        List<Long> seen = new ArrayList<>();
        var subscription = client.subscribe("sales.orders", PartitionOffset.class)
                .start(record -> seen.add(record.value().getOffset()));
        var stream = gateway.nextStream();
        assertThat(stream.subscribe().getEncoding()).isEqualTo(dev.dpg.v1.Encoding.ENCODING_PROTOBUF);
        PartitionOffset message = PartitionOffset.newBuilder().setOffset(42).build();

        var record = new TypedRecord<>(
                new DpgRecord(
                        "sales.orders.v1",
                        0,
                        Record.newBuilder().setMessage(message.toByteString()).build()),
                Decoders.of(PartitionOffset.class));
        assertThat(record.value()).isEqualTo(message);
        subscription.close(CloseMode.ABORT);
        assertThat(seen).isEmpty();
    }

    @Test
    void handlerThatMeetsAnUndecodableValueClosesRightBeforeIt() throws Exception {
        List<Long> seen = new ArrayList<>();
        var subscription = client.subscribe("sales.orders", Line.class)
                .concurrency(1)
                .start(record -> seen.add((long) record.value().quantity()));
        gateway.nextStream().send(Frames.opened("p1.a"), Frames.batch(0, 5, 6));

        assertThat(subscription.closed().get(30, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(CloseReason.HandlerFailed.class, failed -> {
                    assertThat(failed.record().offset()).isEqualTo(5);
                    assertThat(failed.cause()).isInstanceOf(DecodingException.class);
                });
        assertThat(seen).isEmpty();
    }

    @Test
    void readGivesTypedRecords() throws Exception {
        gateway.willResolve(
                ResolvePositionResponse.newBuilder().setResumeToken("p1.head").build());
        try (var records = client.read("sales.orders", Counted.class)
                .where("value.n > 4")
                .fields("n")
                .keys("a", "b")
                .onUnknownSchema(OnUnknownSchema.WAIT)
                .open()) {
            var stream = gateway.nextStream();
            assertThat(stream.read().getFilter()).isEqualTo("value.n > 4");
            assertThat(stream.read().getFieldsList()).containsExactly("n");
            assertThat(stream.read().getKeysList()).containsExactly("a", "b");
            assertThat(stream.read().getOnUnknownSchema()).isEqualTo(dev.dpg.v1.OnUnknownSchema.ON_UNKNOWN_SCHEMA_WAIT);
            stream.send(Frames.opened("p1.a"), Frames.batch(0, 5, 6), Frames.end("p1.z"));
            stream.complete();
            List<Counted> values = new ArrayList<>();
            records.forEach(record -> values.add(record.value()));
            assertThat(values).containsExactly(new Counted(5), new Counted(6));
        }
    }

    @Test
    void recordsWithoutAValueSayWhy() {
        var decoder = Decoders.of(Counted.class);
        var tombstone = new TypedRecord<>(
                new DpgRecord("p", 0, Record.newBuilder().setTombstone(true).build()), decoder);
        var broken = new TypedRecord<>(
                new DpgRecord(
                        "p",
                        0,
                        Record.newBuilder()
                                .setDecodeError(DecodeError.newBuilder().setMessage("wrong at byte 3"))
                                .build()),
                decoder);

        assertThat(tombstone.isTombstone()).isTrue();
        assertThatThrownBy(tombstone::value)
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining("tombstone");
        assertThatThrownBy(broken::value).isInstanceOf(DecodingException.class).hasMessageContaining("wrong at byte 3");
    }

    record Unfit(Thread thread) {}

    @Test
    void typesThatNothingBecomesAreRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.read("sales.orders", Unfit.class))
                .withMessageContaining("Unfit.thread");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.subscribe("sales.orders", String.class))
                .withMessageContaining("no decoder for java.lang.String");
    }

    private static <T> T decoded(Class<T> type, String json) {
        Record record = Record.newBuilder().setJson(json).build();
        return new TypedRecord<>(new DpgRecord("sales.orders.v1", 0, record), Decoders.of(type)).value();
    }
}
