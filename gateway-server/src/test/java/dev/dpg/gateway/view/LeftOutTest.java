package dev.dpg.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.log.PartitionPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What chunks know of the records that they do not hold. */
class LeftOutTest {
    @Test
    void countsWhatLiesInAnyRange() {
        long seed = Long.getLong("dpg.test.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            List<Integer> offsets = new ArrayList<>();
            OffsetRuns.Builder builder = new OffsetRuns.Builder();
            for (int offset = 0; offset < 100; offset++) {
                if (random.nextInt(3) > 0) {
                    offsets.add(offset);
                    builder.add(offset);
                }
            }
            OffsetRuns runs = builder.build();
            for (int i = 0; i < 50; i++) {
                int from = random.nextInt(110) - 5;
                int to = from + random.nextInt(60);
                long expected = offsets.stream()
                        .filter(offset -> offset >= from && offset < to)
                        .count();
                assertThat(runs.countIn(from, to))
                        .as("seed %d: %d to %d", seed, from, to)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void neighboursWithoutRecordsBecomeOne() {
        Chunk first = leftOut(100, 110, 3, 1_000);
        Chunk second = leftOut(110, 130, 4, 2_000);
        Chunk both = Objects.requireNonNull(first.mergedWith(second));

        assertThat(both.fromOffset()).isEqualTo(100);
        assertThat(both.nextOffset()).isEqualTo(130);
        assertThat(both.leftOut(100, 130)).isEqualTo(30);
        assertThat(both.leftOut(105, 112)).isEqualTo(7);
        assertThat(both.failed(105, 112)).isEqualTo(3);
        assertThat(both.leaderEpoch()).isEqualTo(4);
        assertThat(both.lastTime()).isEqualTo(2_000);
        assertThat(both.retainedBytes()).isLessThanOrEqualTo(first.retainedBytes() + 64);
    }

    @Test
    void offsetsWithoutARecordKeepWhatWasSeenLast() {
        Chunk looked = leftOut(0, 10, 7, 1_000);
        Chunk both = Objects.requireNonNull(looked.mergedWith(Chunk.empty(10, 20)));

        assertThat(both.leftOut(0, 20)).isEqualTo(10);
        assertThat(both.leaderEpoch()).isEqualTo(7);
        assertThat(both.lastTime()).isEqualTo(1_000);
    }

    @Test
    void chunksWithRecordsHolesBetweenThemOrTooManyRunsStayApart() {
        Chunk empty = leftOut(0, 10, 0, 0);
        Chunk.Index oneRecord = new Chunk.Index(new int[] {4}, new int[] {0}, new long[] {5});
        Chunk full = new Chunk(10, 11, 0, new byte[4], oneRecord);

        assertThat(empty.mergedWith(full)).isNull();
        assertThat(full.mergedWith(leftOut(11, 12, 0, 0))).isNull();
        assertThat(empty.mergedWith(leftOut(11, 12, 0, 0))).isNull();
        assertThat(empty.mergedWith(Chunk.empty(10, 11L + Integer.MAX_VALUE))).isNull();

        OffsetRuns.Builder scattered = new OffsetRuns.Builder();
        for (int offset = 0; offset < 2_000; offset += 2) {
            scattered.add(offset);
        }
        Chunk.Index many = Chunk.Index.withoutRecords(scattered.build(), OffsetRuns.NONE, 0);
        assertThat(empty.mergedWith(new Chunk(10, 2_010, 0, new byte[0], many))).isNull();
    }

    @Test
    void aRunOfAChunkCountsWhatLiesInIt() {
        OffsetRuns.Builder leftOut = new OffsetRuns.Builder();
        List.of(0, 1, 3, 5, 6).forEach(leftOut::add);
        OffsetRuns.Builder failed = new OffsetRuns.Builder();
        failed.add(6);
        Chunk.Index index = new Chunk.Index(
                new int[] {10, 20}, new int[] {2, 4}, new long[] {102, 104}, leftOut.build(), failed.build(), 106);
        Chunk chunk = new Chunk(50, 57, 9, new byte[20], index);
        PartitionPosition before = new PartitionPosition(50, 8, 99);

        Slice one = chunk.slice(50, Long.MAX_VALUE, 10, 10, true);
        assertThat(one.recordCount()).isEqualTo(1);
        assertThat(one.scannedCount()).isEqualTo(3);
        assertThat(one.positionAfter(before)).isEqualTo(new PartitionPosition(53, 9, 102));

        Slice rest = chunk.slice(53, Long.MAX_VALUE, 100, 10, true);
        assertThat(rest.recordCount()).isEqualTo(1);
        assertThat(rest.scannedCount()).isEqualTo(4);
        assertThat(rest.failedCount()).isEqualTo(1);
        assertThat(rest.positionAfter(before)).isEqualTo(new PartitionPosition(57, 9, 106));

        Slice bounded = chunk.slice(55, 56, 100, 10, true);
        assertThat(bounded.recordCount()).isZero();
        assertThat(bounded.scannedCount()).isEqualTo(1);
        assertThat(bounded.positionAfter(before)).isEqualTo(new PartitionPosition(56, 9, 99));
    }

    /** All of a range is left out, and the filter failed on the last three of each ten. */
    private static Chunk leftOut(long from, long next, int leaderEpoch, long lastTime) {
        OffsetRuns.Builder leftOut = new OffsetRuns.Builder();
        OffsetRuns.Builder failed = new OffsetRuns.Builder();
        for (int i = 0; i < next - from; i++) {
            leftOut.add(i);
            if (i % 10 >= 7) {
                failed.add(i);
            }
        }
        Chunk.Index index = Chunk.Index.withoutRecords(leftOut.build(), failed.build(), lastTime);
        return new Chunk(from, next, leaderEpoch, new byte[0], index);
    }
}
