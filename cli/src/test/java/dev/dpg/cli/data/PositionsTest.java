package dev.dpg.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.client.Position;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PositionsTest {
    private static final String COMMAND = "read aviation.flights";

    @Test
    void theEndsOfTheLogHaveNames() {
        assertThat(start("earliest")).isEqualTo(Position.EARLIEST);
        assertThat(start("Latest")).isEqualTo(Position.LATEST);
    }

    @Test
    void aTimeMayComeWithAZoneWithoutOneOrAsADay() {
        var evening = Position.at(Instant.parse("2001-03-31T22:27:00Z"));

        assertThat(start("2001-03-31T22:27:00Z")).isEqualTo(evening);
        assertThat(start("2001-03-31T22:27:00")).isEqualTo(evening);
        assertThat(start("2001-03-31T17:27:00-05:00")).isEqualTo(evening);
        assertThat(start("2001-04-01T00:27+02:00")).isEqualTo(evening);
        assertThat(start("2001-03-31")).isEqualTo(Position.at(Instant.parse("2001-03-31T00:00:00Z")));
    }

    @Test
    void aTokenIsTakenAsItIs() {
        assertThat(start("p1.AbC-_9")).isEqualTo(Position.token("p1.AbC-_9"));
    }

    @Test
    void offsetsNameEveryPartition() {
        assertThat(start("0:120,1:98")).isEqualTo(Position.offsets(Map.of(0, 120L, 1, 98L)));
    }

    @Test
    void aPartitionNamedTwiceIsRefused() {
        assertThatThrownBy(() -> start("0:1,0:2"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("each partition once");
    }

    @Test
    void anythingElseIsAnsweredWithTheFormsThatThereAre() {
        assertThatThrownBy(() -> start("yesterday"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("\"yesterday\" is no start; write earliest, latest, a time");
    }

    private static Position start(String text) {
        return Positions.start(text, COMMAND);
    }
}
