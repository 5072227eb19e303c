package dev.dpg.system.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.system.soak.SoakOptions.Form;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoakOptionsTest {
    @Test
    void halfAnHourIsSoakedUnlessToldOtherwise() {
        assertThat(SoakOptions.parse(List.of()).form().soak()).isEqualTo(Duration.ofMinutes(30));
        assertThat(SoakOptions.parse(List.of("--minutes", "3")).form().soak()).isEqualTo(Duration.ofMinutes(3));
        assertThat(SoakOptions.parse(List.of("--short")).form()).isEqualTo(Form.SHORT);
        assertThat(SoakOptions.parse(List.of("--seed", "42")).seed()).isEqualTo(42);
    }

    @Test
    void whatIsNotUnderstoodIsRefusedWithASentence() {
        assertThatThrownBy(() -> SoakOptions.parse(List.of("--minutes", "0")))
                .hasMessage("--minutes must be 1 to 10080, not \"0\"");
        assertThatThrownBy(() -> SoakOptions.parse(List.of("--minutes"))).hasMessage("--minutes needs a value");
        assertThatThrownBy(() -> SoakOptions.parse(List.of("--hours"))).hasMessage("what is \"--hours\"?");
    }
}
