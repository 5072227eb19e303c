package dev.dpg.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DrainTest {
    @Test
    void fewStreamsAreWokenAtOnce() {
        assertThat(Drain.rest(1)).isZero();
        assertThat(Drain.rest(8)).isZero();
    }

    @Test
    void manyRestLongerTheMoreThereAreUpToALimit() {
        assertThat(Drain.rest(25)).isEqualTo(Duration.ofMillis(4));
        assertThat(Drain.rest(50)).isEqualTo(Duration.ofMillis(8));
        assertThat(Drain.rest(20_000)).isEqualTo(Duration.ofMillis(8));
    }

    @Test
    void thoseOfOneRingRestLongerTheMoreThereAre() {
        assertThat(Drain.restOfRing(8)).isZero();
        assertThat(Drain.restOfRing(100)).isEqualTo(Duration.ofMillis(16));
        assertThat(Drain.restOfRing(20_000)).isEqualTo(Duration.ofMillis(40));
    }
}
