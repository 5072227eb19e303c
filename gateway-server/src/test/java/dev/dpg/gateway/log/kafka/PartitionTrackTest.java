package dev.dpg.gateway.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.log.TopicSight.Standing;
import dev.dpg.gateway.log.TopicSight.Standing.Cause;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PartitionTrackTest {
    private final PartitionTrack track = new PartitionTrack(Duration.ofSeconds(10));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void transactionCountsAsLeftOpenOnceTheLastStableOffsetHasStoodForAWhileAndIsToldOnce() {
        Instant begun = now;
        track.offsets(0, 5, 9, now);
        passes(9);
        track.offsets(0, 5, 12, now);
        assertThat(track.sight(now).standing()).isEmpty();
        assertThat(track.isNewlyOpen(now)).isFalse();

        passes(1);
        track.offsets(0, 5, 12, now);

        assertThat(track.sight(now).standing()).contains(new Standing(Cause.OPEN_TRANSACTION, begun, 5));
        assertThat(track.isNewlyOpen(now)).isTrue();
        assertThat(track.isNewlyOpen(now)).isFalse();
    }

    @Test
    void lastStableOffsetThatMovesIsNoTransactionLeftOpen() {
        for (int look = 0; look < 10; look++) {
            track.offsets(0, look, 100, now);
            assertThat(track.isNewlyOpen(now)).isFalse();
            passes(5);
        }
    }

    @Test
    void nextTransactionThatIsLeftOpenIsToldAgain() {
        track.offsets(0, 5, 9, now);
        passes(10);
        assertThat(track.isNewlyOpen(now)).isTrue();
        track.offsets(0, 9, 9, now);
        assertThat(track.sight(now).standing()).isEmpty();
        track.offsets(0, 9, 11, now);
        passes(10);

        assertThat(track.isNewlyOpen(now)).isTrue();
    }

    @Test
    void partitionWithoutALeaderStandsSinceItWasSeenSo() {
        track.offsets(3, 5, 5, now);
        track.leader(true, now);
        passes(1);
        Instant lost = now;
        track.leader(false, now);
        passes(5);
        track.leader(false, now);
        assertThat(track.sight(now).standing()).contains(new Standing(Cause.NO_LEADER, lost, 3));
        assertThat(track.hasLeader()).isFalse();

        track.leader(true, now);

        assertThat(track.sight(now).standing()).isEmpty();
    }

    @Test
    void paceOfTheEarliestOffsetIsMeasuredOverSeveralRoundsOfRetention() {
        assertThat(track.sight(now).earliestPerSecond()).isZero();
        for (int second = 0; second <= 3600; second += 5) {
            track.offsets(second / 300 * 600L, 10_000, 10_000, now);
            passes(5);
        }
        assertThat(track.sight(now).earliestPerSecond()).isCloseTo(2, Offset.offset(0.6));
    }

    private void passes(int seconds) {
        now = now.plusSeconds(seconds);
    }
}
