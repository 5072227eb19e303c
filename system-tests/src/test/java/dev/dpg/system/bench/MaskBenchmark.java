package dev.dpg.system.bench;

import dev.dpg.gateway.codec.JsonShape;
import dev.dpg.gateway.codec.JsonSink;
import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.codec.RecordCodecs;
import dev.dpg.gateway.codec.Salt;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.codec.Selection;
import dev.dpg.gateway.codec.UnreadableValueException;
import dev.dpg.gateway.codec.WireBuffer;
import dev.dpg.gateway.filter.FilterCompiler;
import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogRecord;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.product.Mask;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.ValueKind;
import dev.dpg.gateway.view.Chunk;
import dev.dpg.gateway.view.Encoding;
import dev.dpg.gateway.view.Restrictions;
import dev.dpg.gateway.view.View;
import dev.dpg.gateway.view.Wanted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds per record of a batch of orders that a view encodes, with masks and without. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class MaskBenchmark {
    private static final Map<String, Map<String, String>> MASKS = Map.of(
            "none",
            Map.of(),
            "rows",
            Map.of(),
            "redacted",
            Map.of(
                    "customer.name",
                    "redact",
                    "note",
                    "null",
                    "time",
                    "generalise:month",
                    "lines[].price",
                    "generalise:10"),
            "hashed",
            Map.of("customer.name", "hash"),
            "hashed-items",
            Map.of("customer.name", "hash", "customer.email", "hash", "lines[].sku", "hash"));

    /** Which masks; {@code rows} are a row rule that all records fulfil. */
    @Param({"none", "rows", "redacted", "hashed", "hashed-items"})
    @SuppressWarnings("NullAway.Init") // set before every trial
    public String masks;

    /** How values are stored. */
    @Param({"AVRO", "JSON"})
    @SuppressWarnings("NullAway.Init") // set before every trial
    public PayloadFormat stored;

    /** How records are given. */
    @Param({"JSON", "PROTOBUF"})
    @SuppressWarnings("NullAway.Init") // set before every trial
    public Encoding encoding;

    @SuppressWarnings("NullAway.Init") // set before every trial
    private View view;

    @SuppressWarnings("NullAway.Init") // set before every trial
    private LogBatch batch;

    /** Makes a view and what it encodes. */
    @Setup
    public void prepare() throws IOException {
        BenchRecords orders = BenchRecords.ORDER;
        SchemaOrigin origin = new SchemaOrigin(SchemaOrigin.Framing.NONE, "", "", orders.schemaText(), "");
        RecordCodec avro = RecordCodecs.of(PayloadFormat.AVRO, origin, orders.type(), SchemaSource.NONE);
        RecordCodec codec = stored == PayloadFormat.AVRO
                ? avro
                : RecordCodecs.of(stored, SchemaOrigin.NONE, orders.type(), SchemaSource.NONE);
        Map<String, Mask> parsed = Objects.requireNonNull(MASKS.get(masks)).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, mask -> Mask.parse(mask.getValue()).orElseThrow()));
        Restrictions restrictions = new Restrictions(
                parsed,
                Salt.of("the salt of an application".getBytes(StandardCharsets.UTF_8)),
                masks.equals("rows")
                        ? Optional.of(FilterCompiler.compile("value.total >= 0.0", codec, ValueKind.STRING))
                        : Optional.empty(),
                List.of("id"));
        view = new View(codec, encoding, Selection.ALL, Wanted.ALL, 1 << 20).under(restrictions);
        List<LogRecord> records = new ArrayList<>();
        for (byte[] order : orders.stored()) {
            byte[] value = stored == PayloadFormat.AVRO ? order : json(avro, order);
            records.add(new LogRecord(records.size(), 1_000, null, ByteBuffer.wrap(value), List.of()));
        }
        batch = new LogBatch(
                new PartitionId("orders", new UUID(0, 1), 0), 0, BenchRecords.COUNT, 0, records, BenchRecords.COUNT);
    }

    private static byte[] json(RecordCodec codec, byte[] value) {
        WireBuffer text = new WireBuffer(0);
        JsonSink sink = new JsonSink(JsonShape.of(codec.type()), 1 << 20);
        sink.begin(text);
        try {
            codec.read(value, 0, value.length, sink);
        } catch (UnreadableValueException ours) {
            throw new IllegalStateException(ours);
        }
        return text.copy();
    }

    /** Encodes a batch. */
    @Benchmark
    @OperationsPerInvocation(BenchRecords.COUNT)
    public List<Chunk> encode() {
        return view.encode(batch);
    }
}
