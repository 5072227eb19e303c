package dev.dpg.system.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.v1.ApplyProductRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** A product with a property of every kind, its records, and what clients have to print of them. */
final class Trips {
    static final String PRODUCT = "travel.trips";
    static final String TOPIC = "travel.trips";
    static final int PARTITIONS = 2;

    /** A domain beside that of the tests: Python has a package of its own that is called test. */
    static final String DOMAIN = """
              travel:
                title: Travel
                owner: system-tests
                topic-prefixes: [travel.]
            """.stripTrailing();

    private static final int PAYLOAD_BYTES = 1_000;
    private static final Instant FIRST = Instant.parse("2026-01-31T13:30:00.25Z");

    private Trips() {}

    /** Publishes it, with records in JSON. */
    static ApplyProductRequest request() {
        return request(TOPIC, "");
    }

    /** Publishes it on another topic, with more keys of the contract's. */
    static ApplyProductRequest request(String topic, String more) {
        return ApplyProductRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setProduct(TestProduct.document("trips.odps.yaml", """
                        apiVersion: v1.0.0
                        kind: DataProduct
                        id: trips
                        name: Trips
                        version: 1.0.0
                        status: active
                        domain: travel
                        support:
                          - channel: trips@example.com
                            url: mailto:trips@example.com
                        team:
                          name: Travel
                        outputPorts:
                          - name: trips
                            version: 1.0.0
                            contractId: trips
                        """))
                .addContracts(TestProduct.document("trips.odcs.yaml", """
                        apiVersion: v3.1.0
                        kind: DataContract
                        id: trips
                        name: Trips
                        version: 1.0.0
                        status: active
                        schema:
                          - name: trip
                            physicalType: topic
                            physicalName: %s
                            properties:
                              - {name: id, logicalType: string, required: true, description: Never used twice.}
                              - {name: count, logicalType: integer}
                              - {name: ratio, logicalType: number}
                              - {name: price, logicalType: number, physicalType: "decimal(10,2)"}
                              - {name: day, logicalType: date}
                              - {name: at, logicalType: timestamp}
                              - {name: tags, logicalType: array, items: {logicalType: string}}
                              - name: place
                                logicalType: object
                                properties:
                                  - {name: city, logicalType: string}
                              - {name: payload, logicalType: string, logicalTypeOptions: {format: binary}}
                              - {name: note, logicalType: string}
                        """.formatted(topic) + more))
                .build();
    }

    /** Writes records, spread over the partitions in turn, and returns when the broker has them. */
    static void write(String bootstrapServers, int records) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = 0; i < records; i++) {
                // What could not be written shows by what is missing.
                Future<RecordMetadata> unused =
                        producer.send(new ProducerRecord<>(TOPIC, i % PARTITIONS, "\"" + i + "\"", json(i)));
            }
        }
    }

    /** What a client prints of so many records. */
    static List<String> lines(int records) {
        return IntStream.range(0, records).mapToObj(Trips::line).toList();
    }

    /** Holds what a client printed to the records that there are: each partition in its order, whatever comes in between. */
    static void assertAll(String what, List<String> printed, int records) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<String> found = ofPartition(partition, printed);
            List<String> written = ofPartition(partition, lines(records));
            for (int i = 0;
                    i < Math.max(found.size(), written.size());
                    i++) { // only the first difference is of interest
                assertThat(i < found.size() ? found.get(i) : "nothing")
                        .as("%s, partition %d, record %d", what, partition, i)
                        .isEqualTo(i < written.size() ? written.get(i) : "nothing");
            }
        }
        assertThat(printed).as(what).hasSize(records);
    }

    private static List<String> ofPartition(int partition, List<String> lines) {
        return lines.stream().filter(line -> line.startsWith(partition + "|")).toList();
    }

    /** What a client prints of a record that was given as the contract's JSON. */
    static String line(int partition, long offset, JsonNode trip) {
        Instant at = Instant.parse(trip.path("at").asText());
        List<String> tags = new ArrayList<>();
        trip.path("tags").forEach(tag -> tags.add(tag.asText()));
        return String.join(
                "|",
                Integer.toString(partition),
                Long.toString(offset),
                trip.path("id").asText(),
                trip.path("count").asText(),
                trip.path("ratio").asText(),
                trip.path("price").asText(),
                trip.path("day").asText(),
                at.getEpochSecond() + ".%09d".formatted(at.getNano()),
                String.join(",", tags),
                trip.path("place").path("city").asText(),
                trip.path("payload").asText(),
                trip.path("note").isTextual() ? trip.path("note").asText() : "-");
    }

    /** What a client prints of a record. */
    private static String line(int i) {
        Instant at = FIRST.plusSeconds(i);
        return String.join(
                "|",
                Integer.toString(i % PARTITIONS),
                Integer.toString(i / PARTITIONS),
                id(i),
                Long.toString(count(i)),
                i + ".5",
                price(i),
                "2026-01-31",
                at.getEpochSecond() + ".%09d".formatted(at.getNano()),
                "a,b" + i,
                "Zürich",
                payload(i),
                i % 3 == 0 ? "-" : "");
    }

    /** What is stored of a record, and what it is in JSON. */
    static String json(int i) {
        String note = i % 3 == 0 ? "" : ",\"note\":\"\"";
        return """
                {"id":"%s","count":%d,"ratio":%d.5,"price":"%s","day":"2026-01-31","at":"%s","tags":["a","b%d"],\
                "place":{"city":"Zürich"},"payload":"%s"%s}""".formatted(id(i), count(i), i, price(i), FIRST.plusSeconds(i), i, payload(i), note);
    }

    private static String id(int i) {
        return "trip-" + i;
    }

    /** Larger than what a double holds exactly. */
    static long count(int i) {
        return 9_007_199_254_740_993L + i;
    }

    private static String price(int i) {
        return (i % 5 == 0 ? "-" : "") + i + ".07";
    }

    /** So large that a partition's records come in several batches. */
    private static String payload(int i) {
        byte[] bytes = new byte[PAYLOAD_BYTES];
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = (byte) (31 * i + at);
        }
        return Base64.getEncoder().encodeToString(bytes);
    }
}
