package dev.dpg.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerMainIT {
    @SuppressWarnings("NullAway.Init") // set by JUnit
    @TempDir
    private Path directory;

    @Test
    void aKilledBrokerIsBackWithItsDataInUnderSevenSeconds() throws Exception {
        Uuid topicId;
        try (BrokerProcess broker = BrokerProcess.start(directory, 0)) {
            topicId = Clients.createTopic(broker.bootstrapServers(), "orders");
            Clients.produce(broker.bootstrapServers(), "orders", "one", "two");
            broker.kill();
        }

        try (BrokerProcess broker = BrokerProcess.start(directory, 0)) {
            assertThat(broker.startTime()).isLessThan(Duration.ofSeconds(7));
            assertThat(Clients.topicId(broker.bootstrapServers(), "orders")).isEqualTo(topicId);
            assertThat(Clients.consume(broker.bootstrapServers(), "orders", 2)).containsExactly("one", "two");
        }
    }

    @Test
    void aBrokerStopsInOrderWhenAsked() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(directory, 0)) {
            assertThat(broker.firstLine()).startsWith("ready 127.0.0.1:");

            broker.stop();
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(new EmbeddedKafkaSettings(directory, 0))) {
            assertThat(kafka.clusterId()).isNotEmpty();
        }
    }

    @Test
    void aDirectoryOfAnotherProcessIsRefused() throws Exception {
        try (BrokerProcess first = BrokerProcess.start(directory, 0);
                BrokerProcess second = BrokerProcess.start(directory, 0)) {
            assertThat(first.firstLine()).startsWith("ready ");
            assertThat(second.firstLine()).contains("in use by another running broker");
            assertThat(second.exitCode()).isEqualTo(1);
        }
    }
}
