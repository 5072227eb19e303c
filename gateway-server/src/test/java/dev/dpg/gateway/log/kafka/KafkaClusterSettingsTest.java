package dev.dpg.gateway.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaClusterSettingsTest {
    private static final Map<String, String> SERVERS = Map.of("bootstrap.servers", "localhost:9092");

    @Test
    void defaultsAreWhatTheyAre() {
        assertThat(KafkaClusterSettings.of("main", SERVERS))
                .isEqualTo(new KafkaClusterSettings(
                        "main",
                        SERVERS,
                        2,
                        8 * 1024 * 1024,
                        4,
                        2 * 1024 * 1024,
                        10_000,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10)));
    }

    @Test
    void howToConnectMayBeSet() {
        Map<String, String> properties =
                Map.of("bootstrap.servers", "localhost:9092", "security.protocol", "SSL", "ssl.truststore.type", "PEM");

        assertThat(KafkaClusterSettings.of("main", properties).clientProperties())
                .isEqualTo(properties);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "isolation.level",
                "auto.offset.reset",
                "group.id",
                "interceptor.classes",
                "key.deserializer",
                "sslx.protocol"
            })
    void whatDecidesAboutTheMeaningOfReadingMayNot(String property) {
        Map<String, String> properties = Map.of("bootstrap.servers", "localhost:9092", property, "any");

        assertThatThrownBy(() -> KafkaClusterSettings.of("main", properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(property);
    }

    @Test
    void aClusterWithoutServersIsRefused() {
        assertThatThrownBy(() -> KafkaClusterSettings.of("main", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bootstrap.servers");
    }
}
