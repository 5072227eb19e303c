package dev.dpg.gateway.view;

import static dev.dpg.gateway.view.RestrictedSamples.CODEC;
import static dev.dpg.gateway.view.RestrictedSamples.NO_LIMIT;
import static dev.dpg.gateway.view.RestrictedSamples.batch;
import static dev.dpg.gateway.view.RestrictedSamples.buffer;
import static dev.dpg.gateway.view.RestrictedSamples.plain;
import static dev.dpg.gateway.view.RestrictedSamples.record;
import static dev.dpg.gateway.view.RestrictedSamples.records;
import static dev.dpg.gateway.view.RestrictedSamples.rows;
import static dev.dpg.gateway.view.RestrictedSamples.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.codec.Salt;
import dev.dpg.gateway.codec.Selection;
import dev.dpg.gateway.filter.KeySelection;
import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogRecord;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.product.Mask;
import dev.dpg.v1.Record;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Records that a row rule withholds. */
class WithheldRowsTest {
    private final long seed = Long.getLong("dpg.test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void rowsAreJudgedOnWhatIsStoredAndMasksComeAfter() {
        Restrictions restrictions = new Restrictions(
                Map.of("region", Mask.REDACT),
                Salt.NONE,
                rows("value.region == 'eu'").rows(),
                List.of("id"));
        List<LogRecord> records = List.of(
                record(0, "a", "{\"id\":\"a\",\"region\":\"eu\"}", List.of()),
                record(1, "b", "{\"id\":\"b\",\"region\":\"us\"}", List.of()),
                record(2, "c", "broken", List.of()),
                record(3, "d", "{\"id\":\"d\"}", List.of()),
                new LogRecord(4, 0, buffer("e"), null, List.of()),
                record(5, "f", "{\"id\":\"f\",\"region\":\"eu\"}", List.of()));

        List<Record> given = records(plain(Encoding.JSON).under(restrictions), records);

        assertThat(given).extracting(Record::getOffset).containsExactly(0L, 5L);
        assertThat(given.get(0).getJson()).isEqualTo("{\"id\":\"a\",\"region\":\"***\"}");
    }

    /** The same log with what is withheld, and without it as if it had never been there: nobody can tell them apart. */
    @Test
    void aWithheldRecordIsLikeNone() {
        View view = new View(
                        CODEC, Encoding.JSON, Selection.ALL, wanted("value.id != 'x' && value.email == 'e'"), NO_LIMIT)
                .under(rows("value.region == 'eu'"));
        View keyed = new View(
                        CODEC,
                        Encoding.RAW,
                        Selection.ALL,
                        new Wanted(Optional.empty(), Optional.of(new KeySelection(Set.of("k1", "k2")))),
                        NO_LIMIT)
                .under(rows("value.region == 'eu'"));
        for (int round = 0; round < 300; round++) {
            List<LogRecord> all = new ArrayList<>();
            List<LogRecord> visible = new ArrayList<>();
            for (int offset = 0; offset < 40; offset++) {
                boolean withheld = random.nextInt(3) == 0;
                LogRecord record = someRecord(offset, withheld);
                all.add(record);
                if (!withheld) {
                    visible.add(record);
                }
            }
            assertThat(described(view, all)).as("seed %d", seed).isEqualTo(described(view, visible));
            assertThat(described(keyed, all)).as("seed %d", seed).isEqualTo(described(keyed, visible));
        }
    }

    private LogRecord someRecord(int offset, boolean withheld) {
        String region = withheld ? List.of("\"us\"", "null", "7").get(random.nextInt(3)) : "\"eu\"";
        String email = List.of("\"e\"", "\"f\"", "null").get(random.nextInt(3));
        String id = random.nextBoolean() ? "x" : "y";
        String value = "{\"id\":\"" + id + "\",\"email\":" + email + ",\"region\":" + region + "}";
        return record(offset, "k" + random.nextInt(4), value, List.of());
    }

    /** All that a reader is told on the way through a batch, in steps. */
    private static List<String> described(View view, List<LogRecord> records) {
        List<String> described = new ArrayList<>();
        PartitionPosition position = new PartitionPosition(0, 3, 5);
        LogBatch batch = new LogBatch(new PartitionId("t", new UUID(0, 1), 0), 0, 40, 3, records, 40);
        for (Chunk chunk : view.encode(batch, new BatchKeys(batch))) {
            while (position.nextOffset() < chunk.nextOffset()) {
                Slice slice = chunk.slice(position.nextOffset(), position.nextOffset() + 3, NO_LIMIT, 2, true);
                position = slice.positionAfter(position);
                described.add(slice.recordCount() + " " + slice.scannedCount() + " " + slice.failedCount() + " "
                        + slice.unreadableCount() + " " + slice.sizeBytes() + " " + position);
            }
            described.add(chunk.recordCount() + " " + Arrays.hashCode(chunk.bytes()));
        }
        return described;
    }

    @Test
    void whatIsWithheldIsCountedForTheOperatorAlone() {
        LogBatch batch = batch(List.of(
                record(0, "a", "{\"region\":\"us\"}", List.of()), record(1, "b", "{\"region\":\"us\"}", List.of())));

        Chunk chunk = plain(Encoding.RAW)
                .under(rows("value.region == 'eu'"))
                .encode(batch)
                .get(0);
        Slice slice = chunk.slice(0, 2, NO_LIMIT, 10, true);

        assertThat(slice.withheldCount()).isEqualTo(2);
        assertThat(slice.scannedCount()).isZero();
        // The log compares the epoch with the offset, so it has to move; the time of a withheld record is not told.
        assertThat(slice.positionAfter(new PartitionPosition(0, 1, 77)))
                .isEqualTo(new PartitionPosition(2, batch.leaderEpoch(), 77));
        Chunk both = Objects.requireNonNull(chunk.mergedWith(Chunk.empty(2, 9)));
        assertThat(both.withheld(0, 9)).isEqualTo(2);
        assertThat(both.leaderEpoch()).isEqualTo(batch.leaderEpoch());
    }
}
