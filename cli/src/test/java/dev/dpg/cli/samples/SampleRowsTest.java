package dev.dpg.cli.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleRowsTest {
    @ParameterizedTest
    @EnumSource
    void allRowsAreThereInTheOrderOfTheirEvents(SampleTopic topic) {
        List<SampleRow> rows = SampleRows.of(topic);

        assertThat(rows).hasSize(topic.rowCount());
        assertThat(rows.stream().map(topic::eventTime)).isSorted();
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.text(topic.keyField())).isNotBlank());
    }

    @Test
    void aFlightIsKeyedByItsOriginAndStampedWithItsDeparture() {
        List<SampleRow> flights = SampleRows.of(SampleTopic.FLIGHTS);

        ProducerRecord<byte[], byte[]> last = flights.get(flights.size() - 1).asHistory();

        assertThat(last.key()).asString(StandardCharsets.UTF_8).isEqualTo("CLT");
        assertThat(last.timestamp())
                .isEqualTo(Instant.parse("2001-03-31T22:27:00Z").toEpochMilli());
        assertThat(last.value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"departure_time\":\"2001-03-31T22:27:00Z\",\"origin\":\"CLT\",\"destination\":\"GSO\","
                        + "\"delay_minutes\":-9,\"distance_miles\":83}");
    }

    @Test
    void aLiveEarthquakeHappensNowAndIsOtherwiseAsItWas() {
        SampleRow row = SampleRows.of(SampleTopic.EARTHQUAKES).get(0);
        Instant now = Instant.parse("2026-05-04T03:02:01.123Z");

        ProducerRecord<byte[], byte[]> live = row.asLiveEvent(now);

        String former = row.json()
                .replace(row.text("time"), "2026-05-04T03:02:01.123Z")
                .replace(row.text("updated"), "2026-05-04T03:02:01.123Z");
        assertThat(live.timestamp()).isEqualTo(now.toEpochMilli());
        assertThat(live.value()).asString(StandardCharsets.UTF_8).isEqualTo(former);
    }
}
