package dev.dpg.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.client.fakes.Frames;
import dev.dpg.client.internal.resume.ResumePoint;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {
    private static final Position MID_BATCH =
            Position.of(ResumePoint.ofToken("p1.abc").within(Frames.cursor(2, 100), 57));

    static Stream<Position> positions() {
        return Stream.of(
                Position.DEFAULT,
                Position.EARLIEST,
                Position.LATEST,
                Position.last(7),
                Position.at(Instant.parse("2001-03-31T22:27:00.123456789Z")),
                Position.offsets(Map.of(1, 5L, 0, 3L)),
                Position.token("p1.abc"),
                MID_BATCH);
    }

    @ParameterizedTest
    @MethodSource("positions")
    void everyPositionComesBackFromItsText(Position position) {
        assertThat(Position.token(position.token())).isEqualTo(position);
        assertThat(position.token()).matches("[A-Za-z0-9._=-]+");
    }

    @Test
    void aGatewaysTokenStaysAsItIs() {
        assertThat(Position.token("p1.abc").token()).isEqualTo("p1.abc");
        assertThat(Position.token("p1.abc").isPlainToken()).isTrue();
        assertThat(MID_BATCH.isPlainToken()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s1.", "s1.AAAA", "s1.!!!!", "s1.AAAAAAAAAAAA"})
    void aDamagedTextIsRefused(String text) {
        assertThatThrownBy(() -> Position.token(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void aTextWithOneCharacterChangedIsRefused() {
        String text = MID_BATCH.token();
        char changed = text.charAt(10) == 'A' ? 'B' : 'A';

        assertThatThrownBy(() -> Position.token(text.substring(0, 10) + changed + text.substring(11)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatNoPositionCanBe() {
        assertThatThrownBy(() -> Position.token(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Position.last(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
