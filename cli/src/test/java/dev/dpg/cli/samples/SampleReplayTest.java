package dev.dpg.cli.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SampleReplayTest {
    @Test
    void fiveEventsComeInASecond() {
        assertThat(SampleReplay.INTERVAL.multipliedBy(5)).isEqualTo(Duration.ofSeconds(1));
    }
}
