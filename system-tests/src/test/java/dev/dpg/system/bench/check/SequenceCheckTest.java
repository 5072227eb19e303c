package dev.dpg.system.bench.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A checker that finds nothing would make every run a good one. */
class SequenceCheckTest {
    private static final long SEED = Long.getLong("dpg.test.seed", System.nanoTime());
    private static final int PARTITIONS = 3;
    private static final int RECORDS = 200;

    private record Sent(int partition, long number) {}

    @Test
    void everyRecordOnceInOrderIsSound() {
        assertThat(judged(sound())).isEmpty();
    }

    @Test
    void partitionsMayComeInAnyOrder() {
        SequenceCheck check = new SequenceCheck(new long[] {5, 70});

        check.accept(1, 70);
        check.accept(0, 5);
        check.accept(1, 71);
        check.accept(0, 6);

        assertThat(check.isSound()).isTrue();
        assertThat(check.next(0)).isEqualTo(7);
        assertThat(check.next(1)).isEqualTo(72);
        assertThat(check.received()).isEqualTo(4);
    }

    @Test
    void anyLostRecordIsFound() {
        for (int lost = 0; lost < PARTITIONS * RECORDS; lost++) {
            List<Sent> records = sound();
            Sent removed = records.remove(lost);

            assertThat(judged(records)).as("without %s", removed).isNotEmpty();
        }
    }

    @Test
    void anyRepeatedRecordIsFound() {
        Random random = new Random(SEED);
        for (int repeated = 0; repeated < PARTITIONS * RECORDS; repeated++) {
            List<Sent> records = sound();
            Sent again = records.get(repeated);
            records.add(repeated + 1 + random.nextInt(records.size() - repeated), again);

            assertThat(judged(records)).as("%s twice, seed %d", again, SEED).contains("out of order 1");
        }
    }

    @Test
    void anyTwoInTheWrongOrderAreFound() {
        Random random = new Random(SEED);
        for (int i = 0; i < 1_000; i++) {
            List<Sent> records = sound();
            int first = random.nextInt(records.size());
            int second = random.nextInt(records.size());
            boolean samePartition =
                    records.get(first).partition() == records.get(second).partition();
            Collections.swap(records, first, second);

            if (first != second && samePartition) {
                assertThat(judged(records))
                        .as("%d and %d swapped, seed %d", first, second, SEED)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void whatWasNeverWrittenIsFound() {
        List<Sent> records = sound();
        records.add(new Sent(0, RECORDS));

        assertThat(judged(records)).contains("never written 1");
    }

    @Test
    void aPartitionThatDoesNotExistIsFound() {
        List<Sent> records = sound();
        records.add(new Sent(PARTITIONS, 0));

        assertThat(judged(records)).contains("of no known partition 1");
    }

    @Test
    void aReaderThatStoppedEarlyIsSoundOnlySoFar() {
        SequenceCheck check = SequenceCheck.from(10, 1);
        check.accept(0, 10);

        assertThat(check.faults()).isEmpty();
        assertThat(check.faultsUpTo(12)).contains("missing at the end 1");
    }

    @Test
    void whoJoinsMayBeginAnywhereAndMissesNothingFromThereOn() {
        SequenceCheck check = SequenceCheck.joining(2);
        check.accept(0, 10);
        check.accept(1, 700);
        check.accept(0, 11);

        assertThat(check.faults()).isEmpty();
        check.accept(1, 702);
        assertThat(check.faults()).contains("left out 1");
    }

    private static List<Sent> sound() {
        List<Sent> records = new ArrayList<>();
        LongStream.range(0, RECORDS).forEach(number -> {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                records.add(new Sent(partition, number));
            }
        });
        return records;
    }

    private static String judged(List<Sent> records) {
        SequenceCheck check = SequenceCheck.from(0, PARTITIONS);
        records.forEach(record -> check.accept(record.partition(), record.number()));
        return check.faultsUpTo(RECORDS);
    }
}
