package dev.dpg.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
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

    @Test
    void aNodeOfAClusterNeedsAPortThatItKeeps() {
        ClusterMembership cluster = new ClusterMembership("a-cluster", 1, new TreeMap<>(Map.of(1, 21_001)));

        assertThatThrownBy(() ->
                        EmbeddedKafkaSettings.in(Path.of("data")).withPort(0).asNodeOf(cluster))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a port of its own");
    }

    @Test
    void votersAreReadAsTheyAreWritten() {
        var ports = new TreeMap<>(Map.of(1, 21_001, 2, 21_002, 3, 21_003));
        ClusterMembership cluster = new ClusterMembership("a-cluster", 2, ports);

        assertThat(cluster.voters()).isEqualTo("1@127.0.0.1:21001,2@127.0.0.1:21002,3@127.0.0.1:21003");
        assertThat(ClusterMembership.parseVoters(cluster.voters())).isEqualTo(ports);
        assertThatThrownBy(() -> ClusterMembership.parseVoters("1:21001"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("voters must be");
    }
}
