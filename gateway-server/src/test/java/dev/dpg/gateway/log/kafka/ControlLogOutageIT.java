package dev.dpg.gateway.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.dpg.embedded.EmbeddedKafka;
import dev.dpg.embedded.EmbeddedKafkaSettings;
import dev.dpg.gateway.log.ControlRecord;
import dev.dpg.gateway.log.HeardRecords;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A control log while its broker, one of this test's own, comes and goes. */
class ControlLogOutageIT {
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final HeardRecords heard = new HeardRecords();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private @Nullable EmbeddedKafka broker;

    @AfterEach
    void stopBroker() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void aLogRecoversByItselfFromABrokerThatIsDownAtTheStartAndLater() {
        EmbeddedKafkaSettings settings = settingsOfABrokerThatIsDown();
        Map<String, String> properties = Map.of("bootstrap.servers", "127.0.0.1:" + settings.port());
        try (KafkaControlLog log =
                new KafkaControlLog("__dpg.outage", properties, ControlRetention.STATE, Thread::new, this::now)) {
            log.follow(heard);
            await().during(Duration.ofSeconds(2)).until(() -> !heard.isConfirmed());

            broker = EmbeddedKafka.start(settings);
            await().atMost(WITHIN).until(heard::isConfirmed);
            write(log, "a", "1");
            await().atMost(WITHIN).until(() -> heard.table().containsKey("a"));

            broker.close();
            assertThatThrownBy(() -> write(log, "a", "2"))
                    .asInstanceOf(type(ProblemException.class))
                    .extracting(failure -> failure.problem().reason())
                    .isEqualTo(Reason.CLUSTER_DOWN);
            Instant confirmed = heard.confirmed();
            ahead.set(Duration.ofHours(13));

            broker = EmbeddedKafka.start(settings);
            await().atMost(WITHIN).until(() -> heard.confirmed().isAfter(confirmed));
            write(log, "b", "1");
            await().atMost(WITHIN).until(() -> heard.table().keySet().containsAll(List.of("a", "b")));
            assertThat(heard.restarts())
                    .as("read anew after half a day's absence")
                    .isEqualTo(1);
        }
    }

    @Test
    void closingDoesNotWaitForABrokerThatIsDown() {
        EmbeddedKafkaSettings settings = settingsOfABrokerThatIsDown();
        Map<String, String> properties = Map.of("bootstrap.servers", "127.0.0.1:" + settings.port());
        KafkaControlLog log =
                new KafkaControlLog("__dpg.outage", properties, ControlRetention.STATE, Thread::new, this::now);
        log.follow(heard);

        long started = System.nanoTime();
        log.close();

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
    }

    /** Where a broker was, and can be again. */
    private EmbeddedKafkaSettings settingsOfABrokerThatIsDown() {
        try (EmbeddedKafka former = EmbeddedKafka.start(new EmbeddedKafkaSettings(directory, 0))) {
            return new EmbeddedKafkaSettings(directory, former.port());
        }
    }

    private Instant now() {
        return Instant.now().plus(ahead.get());
    }

    private static void write(KafkaControlLog log, String key, String value) {
        List<ControlRecord> records = List.of(new ControlRecord(key, value.getBytes(StandardCharsets.UTF_8)));
        log.claim();
        OptionalLong end = log.commit(records);
        if (end.isEmpty()) {
            log.claim();
            end = log.commit(records);
        }
        assertThat(end).isPresent();
    }
}
