package dev.dpg.system.polyglot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dpg.v1.ApplyProductRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The trips of {@link Trips}, stored in Avro with their schema in a registry: written and read by Avro's own library. */
final class AvroTrips {
    static final String TOPIC = "travel.avro-trips";

    static final String SCHEMA = """
            {"type": "record", "name": "Trip", "namespace": "travel", "fields": [
              {"name": "id", "type": "string"},
              {"name": "count", "type": "long"},
              {"name": "ratio", "type": "double"},
              {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 10, "scale": 2}},
              {"name": "day", "type": {"type": "int", "logicalType": "date"}},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "tags", "type": {"type": "array", "items": "string"}},
              {"name": "place", "type": {"type": "record", "name": "Place", "fields": [
                {"name": "city", "type": "string"}]}},
              {"name": "payload", "type": "bytes"},
              {"name": "note", "type": ["null", "string"], "default": null}]}
            """;

    private static final int FRAMING_BYTES = 5;
    private static final int PRICE_SCALE = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private AvroTrips() {}

    /** Publishes them. */
    static ApplyProductRequest request() {
        return Trips.request(TOPIC, """
                servers: [{server: main, type: kafka, host: "kafka:9092", format: avro}]
                customProperties: [{property: schemaRegistry, value: main}]
                """);
    }

    /** Writes records, spread over the partitions in turn, and returns when the broker has them. */
    static void write(String bootstrapServers, int schemaId, int records) throws IOException {
        Schema schema = new Schema.Parser().parse(SCHEMA);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < records; i++) {
                byte[] stored = stored(schema, schemaId, JSON.readTree(Trips.json(i)));
                // What could not be written shows by what is missing.
                Future<RecordMetadata> unused =
                        producer.send(new ProducerRecord<>(TOPIC, i % Trips.PARTITIONS, new byte[0], stored));
            }
        }
    }

    /** As Confluent's serializers do: a zero byte, the schema's number, and what Avro's library makes of the trip. */
    private static byte[] stored(Schema schema, int schemaId, JsonNode trip) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(FRAMING_BYTES)
                .put((byte) 0)
                .putInt(schemaId)
                .array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(toAvro(schema, trip), encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static GenericRecord toAvro(Schema schema, JsonNode trip) {
        GenericRecord avro = new GenericData.Record(schema);
        avro.put("id", trip.path("id").asText());
        avro.put("count", trip.path("count").asLong());
        avro.put("ratio", trip.path("ratio").asDouble());
        avro.put(
                "price",
                ByteBuffer.wrap(new BigDecimal(trip.path("price").asText())
                        .unscaledValue()
                        .toByteArray()));
        avro.put("day", (int) LocalDate.parse(trip.path("day").asText()).toEpochDay());
        avro.put("at", Instant.parse(trip.path("at").asText()).toEpochMilli());
        List<String> tags = new ArrayList<>();
        trip.path("tags").forEach(tag -> tags.add(tag.asText()));
        avro.put("tags", tags);
        GenericRecord place = new GenericData.Record(schema.getField("place").schema());
        place.put("city", trip.path("place").path("city").asText());
        avro.put("place", place);
        avro.put(
                "payload",
                ByteBuffer.wrap(Base64.getDecoder().decode(trip.path("payload").asText())));
        avro.put("note", trip.has("note") ? trip.path("note").asText() : null);
        return avro;
    }

    /** What is stored, as the contract's JSON. */
    static JsonNode fromAvro(Schema writer, byte[] stored) throws IOException {
        GenericRecord avro = new GenericDatumReader<GenericRecord>(writer)
                .read(
                        null,
                        DecoderFactory.get().binaryDecoder(stored, FRAMING_BYTES, stored.length - FRAMING_BYTES, null));
        ObjectNode trip = JSON.createObjectNode();
        trip.put("id", avro.get("id").toString());
        trip.put("count", (Long) avro.get("count"));
        trip.put("ratio", (Double) avro.get("ratio"));
        trip.put("price", new BigDecimal(new BigInteger(bytes(avro.get("price"))), PRICE_SCALE).toPlainString());
        trip.put("day", LocalDate.ofEpochDay((Integer) avro.get("day")).toString());
        trip.put("at", Instant.ofEpochMilli((Long) avro.get("at")).toString());
        ((List<?>) avro.get("tags")).forEach(tag -> trip.withArray("tags").add(tag.toString()));
        trip.putObject("place")
                .put("city", ((GenericRecord) avro.get("place")).get("city").toString());
        trip.put("payload", Base64.getEncoder().encodeToString(bytes(avro.get("payload"))));
        Object note = avro.get("note");
        trip.put("note", note == null ? null : note.toString());
        return trip;
    }

    private static byte[] bytes(Object buffer) {
        ByteBuffer from = (ByteBuffer) buffer;
        byte[] to = new byte[from.remaining()];
        from.get(to);
        return to;
    }
}
