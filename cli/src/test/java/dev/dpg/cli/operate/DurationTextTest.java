package dev.dpg.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class DurationTextTest {
    private final DurationText text = new DurationText();

    @Test
    void whatIsTypedIsShownAsItWasTyped() {
        for (String typed : List.of("30s", "90s", "5m", "36h", "90d")) {
            String shown = DurationText.typed(text.convert(typed));

            assertThat(text.convert(shown)).as(typed).isEqualTo(text.convert(typed));
            assertThat(shown).isEqualTo(typed);
        }
        assertThat(DurationText.typed(text.convert("48h"))).isEqualTo("2d");
        assertThat(text.convert("90d")).isEqualTo(Duration.ofDays(90));
    }

    @Test
    void anythingElseIsNoTime() {
        for (String typed : List.of("", "90", "d", "-1d", "1.5h", "90 d", "2w")) {
            assertThatThrownBy(() -> text.convert(typed)).isInstanceOf(TypeConversionException.class);
        }
    }
}
