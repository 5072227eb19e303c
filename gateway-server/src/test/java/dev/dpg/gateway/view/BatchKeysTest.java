package dev.dpg.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.codec.Selection;
import dev.dpg.gateway.fakes.PushedValues;
import dev.dpg.gateway.filter.FilterCompiler;
import dev.dpg.gateway.filter.KeySelection;
import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogRecord;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.ValueKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** With the keys of a batch looked at once, views give what they give without. */
class BatchKeysTest {
    private static final int ROUNDS = 60;

    private final PushedValues codec = new PushedValues(RecordType.of(List.of()));
    private final long seed = Long.getLong("dpg.test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void viewsGiveTheSame() {
        List<View> views = List.of(
                keys(Set.of("k1")),
                keys(Set.of("k2", "k3", "\uFFFD")),
                keys(Set.of("absent")),
                filter("key == 'k1'"),
                filter("key in ['k1', 'k4'] && key != 'k4'"),
                filter("'k1' == key || key == 'k2'"),
                filter("key == 'k1' || time > timestamp('1970-01-01T00:00:01Z')"),
                filter("!(key == 'k1')"),
                new View(
                        codec,
                        Encoding.RAW,
                        Selection.ALL,
                        new Wanted(
                                wantedBy("key in ['k1', 'k2']").filter(),
                                wanted(Set.of("k2", "k3")).keys()),
                        1_000));
        int held = 0;
        int failed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            LogBatch batch = batch();
            BatchKeys keys = new BatchKeys(batch);
            for (View view : views) {
                List<Chunk> expected = view.encode(batch);
                assertThat(described(view.encode(batch, keys)))
                        .as("seed %d, round %d", seed, round)
                        .isEqualTo(described(expected));
                held += expected.stream().mapToInt(Chunk::recordCount).sum();
                failed += (int) expected.stream()
                        .mapToLong(chunk -> chunk.failed(chunk.fromOffset(), chunk.nextOffset()))
                        .sum();
            }
        }
        assertThat(held).as("seed %d", seed).isGreaterThan(ROUNDS);
        assertThat(failed).as("seed %d", seed).isGreaterThan(ROUNDS);
    }

    @Test
    void theKeysOfALongerBatchServeItsBeginning() {
        LogBatch batch = batch();
        long before = batch.records().get(batch.records().size() / 2).offset();
        View view = keys(Set.of("k1", "k2"));

        assertThat(described(view.encode(batch.before(before), new BatchKeys(batch))))
                .as("seed %d", seed)
                .isEqualTo(described(view.encode(batch.before(before))));
    }

    @Test
    void onlyWhatWantsKeysAsksForThem() {
        assertThat(keys(Set.of("k1")).wantsKeys()).isTrue();
        assertThat(filter("key == 'k1' && time > timestamp('2026-01-01T00:00:00Z')")
                        .wantsKeys())
                .isTrue();
        assertThat(filter("key != 'k1'").wantsKeys()).isFalse();
        assertThat(new View(codec, Encoding.RAW, Selection.ALL, Wanted.ALL, 1_000).wantsKeys())
                .isFalse();
    }

    private static List<String> described(List<Chunk> chunks) {
        List<String> described = new ArrayList<>();
        for (Chunk chunk : chunks) {
            StringBuilder text = new StringBuilder();
            text.append(chunk.fromOffset()).append('-').append(chunk.nextOffset());
            text.append(' ').append(Arrays.hashCode(chunk.bytes())).append(' ').append(chunk.recordCount());
            for (long offset = chunk.fromOffset(); offset < chunk.nextOffset(); offset++) {
                text.append(chunk.leftOut(offset, offset + 1)).append(chunk.failed(offset, offset + 1));
            }
            described.add(text.append(' ').append(chunk.lastTime()).toString());
        }
        return described;
    }

    private View keys(Set<String> texts) {
        return new View(codec, Encoding.RAW, Selection.ALL, wanted(texts), 1_000);
    }

    private View filter(String text) {
        return new View(codec, Encoding.RAW, Selection.ALL, wantedBy(text), 1_000);
    }

    private static Wanted wanted(Set<String> texts) {
        return new Wanted(Optional.empty(), Optional.of(new KeySelection(texts)));
    }

    private Wanted wantedBy(String text) {
        return new Wanted(Optional.of(FilterCompiler.compile(text, codec, ValueKind.STRING)), Optional.empty());
    }

    private LogBatch batch() {
        List<LogRecord> records = new ArrayList<>();
        long offset = 1_000L + random.nextInt(5);
        int count = 1 + random.nextInt(300);
        for (int i = 0; i < count; i++) {
            byte[] value = new byte[random.nextInt(random.nextInt(10) == 0 ? 4_000 : 300)];
            records.add(new LogRecord(offset, random.nextInt(2_000), key(), ByteBuffer.wrap(value), List.of()));
            offset += random.nextInt(10) == 0 ? 1 + random.nextInt(4) : 1;
        }
        return new LogBatch(
                new PartitionId("t", new UUID(1, 2), 0), 1_000, offset + random.nextInt(3), 7, records, offset + 10);
    }

    private @Nullable ByteBuffer key() {
        return switch (random.nextInt(12)) {
            case 0 -> null;
            case 1 -> ByteBuffer.wrap(new byte[] {(byte) 0xC3, 1});
            case 2 -> bytes("\"k1\"");
            case 3 -> bytes("");
            default -> bytes("k" + random.nextInt(20)).asReadOnlyBuffer();
        };
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
