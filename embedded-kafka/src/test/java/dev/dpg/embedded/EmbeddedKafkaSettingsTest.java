package dev.dpg.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaSettingsTest {
    @Test
    void theDefaultPortIsKafkasOwn() {
        assertThat(EmbeddedKafkaSettings.in(Path.of("data")).port()).isEqualTo(9092);
    }

    @Test
    void theDirectoryIsMadeAbsolute() {
        EmbeddedKafkaSettings settings =
                EmbeddedKafkaSettings.in(Path.of("some/../data")).withPort(0);

        assertThat(settings.dataDirectory()).isEqualTo(Path.of("data").toAbsolutePath());
    }

    @Test
    void aPortBeyondTheRangeIsRefusedWithTheRange() {
        assertThatThrownBy(() -> EmbeddedKafkaSettings.in(Path.of("data")).withPort(65_536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("between 0 (any free one) and 65535, not 65536");
    }
}
