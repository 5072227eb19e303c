package dev.dpg.system.bench;

import dev.dpg.gateway.cursor.PositionTokens;
import dev.dpg.gateway.cursor.ProductPosition;
import dev.dpg.gateway.log.PartitionPosition;
import java.util.TreeMap;
import java.util.UUID;
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

/** Nanoseconds per position token that is written or read: one for each heartbeat of a stream, and for each call that resumes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class TokenBenchmark {
    /** Partitions of the product. */
    @Param({"4", "100"})
    public int partitions;

    @SuppressWarnings("NullAway.Init") // set before every trial
    private ProductPosition position;

    @SuppressWarnings("NullAway.Init") // set before every trial
    private String token;

    /** Makes a position far into a product. */
    @Setup
    public void prepare() {
        TreeMap<Integer, PartitionPosition> at = new TreeMap<>();
        for (int i = 0; i < partitions; i++) {
            at.put(i, new PartitionPosition(1_000_000_000L + 7L * i, 12, 1_700_000_000_000L + i));
        }
        var scope = new ProductPosition.Scope("aviation.flights", 1, "2sR8kq1mQfWb0nVJc5h4tA", new UUID(1, 2));
        position = new ProductPosition(scope, at);
        token = PositionTokens.encode(position);
    }

    /** Writes one. */
    @Benchmark
    public String write() {
        return PositionTokens.encode(position);
    }

    /** Reads one. */
    @Benchmark
    public ProductPosition read() {
        return PositionTokens.decode(token);
    }
}
