package dev.dpg.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void theArgumentNamesTheFile() {
        assertThat(Main.configurationFile(List.of("--config", "a.yaml"), Map.of("DPG_CONFIG", "b.yaml")))
                .contains(Path.of("a.yaml"));
    }

    @Test
    void withoutAnArgumentTheVariableNamesIt() {
        assertThat(Main.configurationFile(List.of(), Map.of("DPG_CONFIG", "b.yaml")))
                .contains(Path.of("b.yaml"));
        assertThat(Main.configurationFile(List.of(), Map.of())).isEmpty();
    }

    @Test
    void anythingElseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Main.configurationFile(List.of("--port", "1"), Map.of()))
                .withMessageContaining("--config FILE");
    }
}
