package dev.dpg.cli.samples;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sample topics: what each is called, how it is laid out, and where its rows come from. */
enum SampleTopic {
    FLIGHTS("aviation.flights", "flights.ndjson.gz", 20_000, "origin") {
        @Override
        Instant eventTime(SampleRow row) {
            return Instant.parse(row.text("departure_time"));
        }

        @Override
        List<String> timeFields() {
            return List.of("departure_time");
        }
    },
    AIRPORTS("aviation.airports", "airports.ndjson.gz", 3_376, "iata") {
        @Override
        Instant eventTime(SampleRow row) {
            return AIRPORTS_TIME;
        }

        @Override
        int partitions() {
            return 1;
        }

        @Override
        Map<String, String> configs() {
            Map<String, String> configs = new HashMap<>(super.configs());
            configs.put("cleanup.policy", "compact");
            return configs;
        }
    },
    DAILY_WEATHER("climate.daily-weather", "daily-weather.ndjson.gz", 2_922, "location") {
        @Override
        Instant eventTime(SampleRow row) {
            return LocalDate.parse(row.text("date"))
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        }
    },
    EARTHQUAKES("seismology.earthquakes", "earthquakes.ndjson.gz", 1_707, "id") {
        @Override
        Instant eventTime(SampleRow row) {
            return Instant.parse(row.text("time"));
        }

        @Override
        List<String> timeFields() {
            return List.of("time", "updated");
        }
    };

    /** The source has no date; this is the day from which the flights between these airports are. */
    private static final Instant AIRPORTS_TIME = Instant.parse("2001-01-01T00:00:00Z");

    private final String topicName;
    private final String resource;
    private final int rowCount;
    private final String keyField;

    SampleTopic(String topicName, String resource, int rowCount, String keyField) {
        this.topicName = topicName;
        this.resource = resource;
        this.rowCount = rowCount;
        this.keyField = keyField;
    }

    String topicName() {
        return topicName;
    }

    /** The file with the rows, beside this class. */
    String resource() {
        return resource;
    }

    int rowCount() {
        return rowCount;
    }

    /** The field whose text is the record's key. */
    String keyField() {
        return keyField;
    }

    /** When what the row tells happened: the record's timestamp. */
    abstract Instant eventTime(SampleRow row);

    /** The fields that hold times of the event, and become now when it is replayed. */
    List<String> timeFields() {
        return List.of();
    }

    int partitions() {
        return 3;
    }

    /** The events are years old, and no retention may take them. */
    Map<String, String> configs() {
        return Map.of("retention.ms", "-1", "retention.bytes", "-1");
    }
}
