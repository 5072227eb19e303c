package dev.dpg.system.bench;

import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.codec.RecordCodecs;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.filter.Evaluation;
import dev.dpg.gateway.filter.FilterCompiler;
import dev.dpg.gateway.filter.StoredBytes;
import dev.dpg.gateway.filter.Verdict;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.ValueKind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds per record that is judged, an order in Avro. {@code interpreted} means the same as {@code direct} and has one more
 * part, always true, that only CEL's interpreter evaluates; {@code none} is about what reading the record's value costs.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class FilterBenchmark {
    private static final Map<String, String> FILTERS = Map.of(
            "none", "has(value.id)",
            "direct", "value.total > 500.0 && value.status.startsWith('status-1')",
            "interpreted", "value.total > 500.0 && value.status.startsWith('status-1') && !(size('x') == 2)");

    /** Which filter. */
    @Param({"none", "direct", "interpreted"})
    @SuppressWarnings("NullAway.Init") // set before every trial
    public String filter;

    @SuppressWarnings("NullAway.Init") // set before every trial
    private List<byte[]> stored;

    @SuppressWarnings("NullAway.Init") // set before every trial
    private Evaluation evaluation;

    private int next;

    /** Makes what judges, as a view does once. */
    @Setup
    public void prepare() throws IOException {
        BenchRecords records = BenchRecords.ORDER;
        stored = records.stored();
        SchemaOrigin origin = new SchemaOrigin(SchemaOrigin.Framing.NONE, "", "", records.schemaText(), "");
        RecordCodec codec = RecordCodecs.of(PayloadFormat.AVRO, origin, records.type(), SchemaSource.NONE);
        evaluation = FilterCompiler.compile(Objects.requireNonNull(FILTERS.get(filter)), codec, ValueKind.STRING)
                .evaluation();
    }

    /** Reads and judges one record. */
    @Benchmark
    public Verdict judge() {
        next = (next + 1) % BenchRecords.COUNT;
        byte[] value = stored.get(next);
        return evaluation.judge(new Evaluation.Facts(null, new StoredBytes(value, 0, value.length), 0, Map::of));
    }
}
