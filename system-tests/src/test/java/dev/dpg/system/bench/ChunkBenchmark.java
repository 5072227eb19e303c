package dev.dpg.system.bench;

import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.codec.RecordCodecs;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.codec.Selection;
import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogRecord;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.view.Chunk;
import dev.dpg.gateway.view.Encoding;
import dev.dpg.gateway.view.View;
import dev.dpg.gateway.view.Wanted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
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

/**
 * Nanoseconds per record that a view encodes into chunks, as they are stored: what a product costs once for all its readers of
 * one view, apart from Kafka. {@code copy} is what can't be saved: the bytes of the values, copied to one array.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ChunkBenchmark.RECORDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class ChunkBenchmark {
    static final int RECORDS = 2_000;

    private static final int KEY_BYTES = 8;
    private static final int RECORD_BYTES_MAX = 1024 * 1024;

    /** Bytes of each value. */
    @Param({"100", "1024"})
    public int valueBytes;

    @SuppressWarnings("NullAway.Init") // set before every trial
    private View view;

    @SuppressWarnings("NullAway.Init") // set before every trial
    private LogBatch batch;

    /** Makes a batch as one fetch brings it, in one buffer. */
    @Setup
    public void prepare() throws IOException {
        BenchRecords records = BenchRecords.FLIGHT;
        SchemaOrigin origin = new SchemaOrigin(SchemaOrigin.Framing.NONE, "", "", records.schemaText(), "");
        RecordCodec codec = RecordCodecs.of(PayloadFormat.AVRO, origin, records.type(), SchemaSource.NONE);
        view = new View(codec, Encoding.RAW, Selection.ALL, Wanted.ALL, RECORD_BYTES_MAX);
        batch = batch();
    }

    private LogBatch batch() {
        int bytes = KEY_BYTES + valueBytes;
        byte[] fetched = new byte[RECORDS * bytes];
        new Random(20261123).nextBytes(fetched);
        List<LogRecord> all = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            ByteBuffer key = ByteBuffer.wrap(fetched, i * bytes, KEY_BYTES).slice();
            ByteBuffer value =
                    ByteBuffer.wrap(fetched, i * bytes + KEY_BYTES, valueBytes).slice();
            all.add(new LogRecord(i, 1_700_000_000_000L + i, key, value, List.of()));
        }
        PartitionId partition = new PartitionId("bench", new UUID(0, 1), 3);
        return new LogBatch(partition, 0, RECORDS, 7, all, RECORDS);
    }

    /** Encodes the batch. */
    @Benchmark
    public List<Chunk> encode() {
        return view.encode(batch);
    }

    /** Copies its values. */
    @Benchmark
    public byte[] copy() {
        byte[] copied = new byte[RECORDS * valueBytes];
        int end = 0;
        for (LogRecord record : batch.records()) {
            ByteBuffer value = record.value();
            if (value != null) {
                value.get(value.position(), copied, end, valueBytes);
                end += valueBytes;
            }
        }
        return copied;
    }
}
