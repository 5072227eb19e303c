package dev.dpg.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.codec.Selection;
import dev.dpg.gateway.codec.ValueSink;
import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogRecord;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.product.RecordType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A record that nobody can read is one that comes with an error, and the end of nothing. */
class UnexpectedFailureTest {
    private static final RecordCodec CODEC = new RecordCodec() {
        @Override
        public RecordType type() {
            return new RecordType(List.of());
        }

        @Override
        public void read(byte[] bytes, int from, int to, ValueSink sink) {
            switch (bytes[from]) {
                case 'e' -> throw new IllegalStateException("content");
                case 's' -> throw new StackOverflowError("content");
                default -> {
                    // an empty message
                }
            }
        }
    };

    @Test
    void recordsAroundItAreGivenAsEver() {
        String values = "aesa";
        List<LogRecord> records = LongStream.range(0, values.length())
                .mapToObj(offset -> record(offset, values.substring((int) offset, (int) offset + 1)))
                .toList();
        View view = new View(CODEC, Encoding.PROTOBUF, Selection.ALL, Wanted.ALL, 1_000);

        List<Chunk> chunks = view.encode(new LogBatch(new PartitionId("t", new UUID(0, 1), 0), 0, 4, 0, records, 4));

        assertThat(chunks).singleElement().satisfies(chunk -> {
            assertThat(chunk.recordCount()).isEqualTo(4);
            assertThat(chunk.nextOffset()).isEqualTo(4);
            assertThat(new String(chunk.bytes(), StandardCharsets.ISO_8859_1))
                    .contains("IllegalStateException", "StackOverflowError")
                    .doesNotContain("content");
        });
    }

    private static LogRecord record(long offset, String value) {
        ByteBuffer bytes = ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8));
        return new LogRecord(offset, 0, null, bytes, List.of());
    }
}
