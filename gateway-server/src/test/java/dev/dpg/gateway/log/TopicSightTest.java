package dev.dpg.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.log.TopicSight.PartitionSight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicSightTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    /** The earliest offset is 100; the position is the one behind a record of so many seconds ago. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // retention s, earliest moves per s, position, record's age s, left s
                "-,    0,   150, 10, -",
                "3600, 0,   150, 10, 3590",
                "3600, 0,   150, -,  -",
                "3600, 0,   150, 4000, 0",
                "-,    2,   150, 10, 25",
                "-,    2,   150, -,  25",
                "3600, 2,   150, 10, 25",
                "20,   2,   150, 10, 10",
                "-,    2,   100, 10, 0",
                "-,    2,   90,  10, 0",
            })
    void timeLeftIsTheShorterOfTwoEstimates(Long retention, double pace, long position, Long age, Long left) {
        TopicSight sight = new TopicSight(
                Optional.of(new UUID(0, 1)),
                Optional.ofNullable(retention).map(Duration::ofSeconds),
                List.of(new PartitionSight(100, pace, Optional.empty())));
        long lastTime =
                age == null ? PartitionPosition.UNKNOWN : NOW.minusSeconds(age).toEpochMilli();

        assertThat(sight.expiresIn(0, new PartitionPosition(position, 0, lastTime), NOW))
                .isEqualTo(Optional.ofNullable(left).map(Duration::ofSeconds));
        assertThat(sight.expiresIn(1, new PartitionPosition(position, 0, lastTime), NOW))
                .isEmpty();
    }
}
