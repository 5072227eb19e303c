package dev.dpg.gateway.publication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.draft.SampledRecord;
import org.junit.jupiter.api.Test;

class NewestRecordsTest {
    @Test
    void theLastOnesAreKept() {
        NewestRecords newest = new NewestRecords(2, 100);

        newest.add(record(1));
        newest.add(record(2));
        newest.add(record(3));

        assertThat(newest.list()).extracting(SampledRecord::bytes).containsExactly(2L, 3L);
        assertThat(newest.lostBytes()).isFalse();
    }

    @Test
    void noMoreBytesAreKeptThanAreAllowedButForOneRecord() {
        NewestRecords newest = new NewestRecords(1_000, 100);

        for (int i = 0; i < 500; i++) {
            newest.add(record(40));
        }
        assertThat(newest.list()).hasSize(2);
        assertThat(newest.lostBytes()).isTrue();

        newest.add(record(400));
        assertThat(newest.list()).extracting(SampledRecord::bytes).containsExactly(400L);
    }

    private static SampledRecord record(int bytes) {
        return new SampledRecord(null, new byte[bytes]);
    }
}
