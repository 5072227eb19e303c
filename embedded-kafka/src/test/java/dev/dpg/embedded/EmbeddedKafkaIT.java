package dev.dpg.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.dpg.embedded.EmbeddedKafkaException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    @SuppressWarnings("NullAway.Init") // set by JUnit
    @TempDir
    private Path directory;

    @Test
    void whatWasProducedIsConsumed() throws Exception {
        try (EmbeddedKafka kafka = start()) {
            Clients.createTopic(kafka.bootstrapServers(), "orders");

            Clients.produce(kafka.bootstrapServers(), "orders", "one", "two");

            assertThat(Clients.consume(kafka.bootstrapServers(), "orders", 2)).containsExactly("one", "two");
        }
    }

    @Test
    void aRestartIsQuickAndKeepsDataAndIdentities() throws Exception {
        int port;
        String clusterId;
        Uuid topicId;
        try (EmbeddedKafka kafka = start()) {
            port = kafka.port();
            clusterId = kafka.clusterId();
            topicId = Clients.createTopic(kafka.bootstrapServers(), "orders");
            Clients.produce(kafka.bootstrapServers(), "orders", "one");
        }

        long start = System.nanoTime();
        try (EmbeddedKafka kafka = start()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            assertThat(kafka.port()).isEqualTo(port);
            assertThat(kafka.clusterId()).isEqualTo(clusterId);
            assertThat(Clients.topicId(kafka.bootstrapServers(), "orders")).isEqualTo(topicId);
            assertThat(Clients.consume(kafka.bootstrapServers(), "orders", 1)).containsExactly("one");
        }
    }

    @Test
    void aClientThatConnectsDuringTheStartIsAnsweredWhenItIsOver() throws Exception {
        var settings = new EmbeddedKafkaSettings(directory, 0);
        List<CompletableFuture<Uuid>> asked = new ArrayList<>();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(settings, address -> asked.add(create(address, "orders")))) {
            Uuid created = asked.get(0).get();

            assertThat(created).isEqualTo(Clients.topicId(kafka.bootstrapServers(), "orders"));
        }
    }

    @Test
    void aMisspeltTopicIsNotCreated() {
        try (EmbeddedKafka kafka = start()) {
            assertThatThrownBy(() -> Clients.topicId(kafka.bootstrapServers(), "ordesr"))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void aTakenPortIsNamedAndLeavesTheDirectoryFree() {
        try (EmbeddedKafka kafka = start()) {
            EmbeddedKafkaSettings samePort = new EmbeddedKafkaSettings(directory.resolve("other"), kafka.port());
            assertThatThrownBy(() -> EmbeddedKafka.start(samePort))
                    .asInstanceOf(type(EmbeddedKafkaException.class))
                    .satisfies(e -> {
                        assertThat(e.reason()).isEqualTo(Reason.PORT_IN_USE);
                        assertThat(e)
                                .hasMessageContaining("port " + kafka.port())
                                .hasMessageContaining("choose another");
                    });
            try (EmbeddedKafka other = EmbeddedKafka.start(samePort.withPort(0))) {
                assertThat(other.port()).isNotEqualTo(kafka.port());
            }
        }
    }

    @Test
    void aDirectoryInUseIsRefusedAndItsBrokerGoesOn() throws Exception {
        try (EmbeddedKafka kafka = start()) {
            assertThatThrownBy(this::start)
                    .asInstanceOf(type(EmbeddedKafkaException.class))
                    .satisfies(e -> {
                        assertThat(e.reason()).isEqualTo(Reason.DIRECTORY_LOCKED);
                        assertThat(e).hasMessageContaining("in use by another running broker");
                    });
            assertThat(Clients.createTopic(kafka.bootstrapServers(), "orders")).isNotNull();
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeIsRefused() throws Exception {
        // A file in the way refuses also root, who may write everywhere.
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> EmbeddedKafka.start(new EmbeddedKafkaSettings(file.resolve("data"), 0)))
                .asInstanceOf(type(EmbeddedKafkaException.class))
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(Reason.DIRECTORY_NOT_WRITABLE);
                    assertThat(e).hasMessageContaining(file.toString()).hasMessageContaining("choose another");
                });
    }

    @Test
    void closingTwiceIsClosingOnce() {
        EmbeddedKafka kafka = start();

        kafka.close();
        kafka.close();

        assertThat(kafka.ended().toCompletableFuture()).isCompleted();
    }

    private static CompletableFuture<Uuid> create(String servers, String topic) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return Clients.createTopic(servers, topic);
            } catch (Exception refused) {
                throw new CompletionException(refused);
            }
        });
    }

    private EmbeddedKafka start() {
        return EmbeddedKafka.start(new EmbeddedKafkaSettings(directory, 0));
    }
}
