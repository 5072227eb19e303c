package dev.dpg.cli.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.embedded.EmbeddedKafka;
import dev.dpg.embedded.EmbeddedKafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleReplayIT {
    private static final Instant NOW = Instant.parse("2026-05-04T03:02:01.123456Z");
    private static final String NOW_TEXT = "2026-05-04T03:02:01.123Z";

    @SuppressWarnings("NullAway.Init") // set by JUnit
    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private EmbeddedKafka kafka;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    @BeforeEach
    void startBrokerWithSamples() {
        kafka = EmbeddedKafka.start(new EmbeddedKafkaSettings(directory, 0));
        SampleLoader.load(client(), (topic, rows, of) -> {});
    }

    @AfterEach
    void stopBroker() {
        scheduler.shutdownNow();
        kafka.close();
    }

    @Test
    void flightsAndEarthquakesHappenAgainNow() {
        try (SampleReplay replay = replay()) {
            assertThat(replay).isNotNull();
            awaitEvents(SampleTopic.FLIGHTS, 2);
            awaitEvents(SampleTopic.EARTHQUAKES, 2);
        }

        assertThat(live(SampleTopic.FLIGHTS))
                .allSatisfy(flight -> assertThat(flight.value()).contains("\"departure_time\":\"" + NOW_TEXT + "\""));
        assertThat(live(SampleTopic.EARTHQUAKES))
                .allSatisfy(earthquake -> assertThat(earthquake.value())
                        .contains("\"time\":\"" + NOW_TEXT + "\"")
                        .contains("\"updated\":\"" + NOW_TEXT + "\""));
    }

    @Test
    void aSecondReplayGoesOnAfterTheFirst() {
        try (SampleReplay replay = replay()) {
            assertThat(replay).isNotNull();
            awaitEvents(SampleTopic.FLIGHTS, 2);
        }
        int played = live(SampleTopic.FLIGHTS).size();

        try (SampleReplay replay = replay()) {
            assertThat(replay).isNotNull();
            awaitEvents(SampleTopic.FLIGHTS, played + 1);
        }

        List<SampleRow> expected = SampleRows.of(SampleTopic.FLIGHTS)
                .subList(0, live(SampleTopic.FLIGHTS).size());
        assertThat(live(SampleTopic.FLIGHTS).stream().map(ConsumerRecord::value))
                .containsExactlyInAnyOrderElementsOf(expected.stream()
                        .map(row -> row.json().replace(row.text("departure_time"), NOW_TEXT))
                        .toList());
    }

    @Test
    void aReplayIsNoReasonToLoadAgain() {
        try (SampleReplay replay = replay()) {
            assertThat(replay).isNotNull();
            awaitEvents(SampleTopic.FLIGHTS, 1);
        }

        assertThat(SampleLoader.load(client(), (topic, rows, of) -> {})).noneMatch(LoadedTopic::loadedNow);
    }

    private SampleReplay replay() {
        return SampleReplay.start(client(), scheduler, InstantSource.fixed(NOW));
    }

    private void awaitEvents(SampleTopic topic, int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> live(topic).size() >= count);
    }

    /** The events that were stamped with the test's time. */
    private List<ConsumerRecord<String, String>> live(SampleTopic topic) {
        return ReadTopic.all(kafka.bootstrapServers(), topic).stream()
                .filter(record -> record.timestamp() == NOW.toEpochMilli())
                .toList();
    }

    private Map<String, String> client() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }
}
