package dev.dpg.system.polyglot;

import dev.dpg.system.fixture.TestProduct;
import dev.dpg.v1.ApplyProductRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
    static final String TOPIC = "travel.trips";
    static final int PARTITIONS = 2;

    /** A domain beside that of the tests: Python has a package of its own that is called test. */
    static final String DOMAIN = """
              travel:
                title: Travel
                owner: system-tests
                topic-prefixes: [travel.]
            """.stripTrailing();

    private static final Instant FIRST = Instant.parse("2026-01-31T13:30:00.25Z");

    private Trips() {}

    /** Publishes it. */
    static ApplyProductRequest request() {
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
                            physicalName: travel.trips
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
                        """))
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

    /** What a client prints of one partition: these fields in this order. */
    static List<String> lines(int partition, int records) {
        return IntStream.range(0, records)
                .filter(i -> i % PARTITIONS == partition)
                .mapToObj(Trips::line)
                .toList();
    }

    /** What a client prints of all records. */
    static List<String> all(int records) {
        return IntStream.range(0, records).mapToObj(Trips::line).toList();
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

    private static String json(int i) {
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
        return i + ".50";
    }

    private static String payload(int i) {
        return Base64.getEncoder().encodeToString(("\u0000ÿ" + i).getBytes(StandardCharsets.ISO_8859_1));
    }
}
