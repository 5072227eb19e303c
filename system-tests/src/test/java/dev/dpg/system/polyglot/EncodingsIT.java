package dev.dpg.system.polyglot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dpg.gateway.app.Gateway;
import dev.dpg.system.fixture.ApicurioServer;
import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.InProcessGateway;
import dev.dpg.system.fixture.OwnBroker;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.Topics;
import dev.dpg.v1.ApplyProductRequest;
import dev.dpg.v1.Encoding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same records through {@code RAW}, {@code JSON} and {@code PROTOBUF}, in Java, Python, Node, Go and grpcurl, carry the values
 * that were written: stored as JSON text, and in Avro with their schema in a real registry. A language whose tools are not here
 * is skipped with a word, and so is Avro without a registry.
 */
class EncodingsIT {
    private static final int RECORDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Resources RESOURCES = new Resources();
    private static final Map<Format, Gateway> GATEWAYS = new EnumMap<>(Format.class);

    /** How the records are stored. */
    enum Format {
        JSON_TEXT,
        AVRO
    }

    @AfterAll
    static void stopGateways() throws Exception {
        RESOURCES.closeAll();
    }

    @ParameterizedTest
    @EnumSource
    void java(Format format) throws Exception {
        Connection gateway = Connection.to(gateway(format).address(), RESOURCES);

        for (Encoding encoding : List.of(Encoding.ENCODING_RAW, Encoding.ENCODING_JSON, Encoding.ENCODING_PROTOBUF)) {
            Trips.assertAll(encoding.name(), JavaClient.read(gateway, encoding), RECORDS);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "python, JSON_TEXT",
        "python, AVRO",
        "node, JSON_TEXT",
        "node, AVRO",
        "go, JSON_TEXT",
        "go, AVRO",
    })
    void otherLanguages(String language, Format format) throws Exception {
        String address = gateway(format).address();
        Client client = Client.of(language, address);

        Trips.assertAll("typed", client.run(address, "read"), RECORDS);
        Trips.assertAll("JSON", client.run(address, "json"), RECORDS);
        Trips.assertAll("RAW", client.run(address, "raw"), RECORDS);
    }

    @ParameterizedTest
    @EnumSource
    void grpcurl(Format format) throws Exception {
        String address = gateway(format).address();
        Workplace place = Workplace.of("grpcurl");

        Trips.assertAll("typed", grpcurl(place, address, "travel.trips.v1.Trips/Read", ""), RECORDS);
        String data = "dpg.v1.DataService/Read";
        Trips.assertAll("JSON", grpcurl(place, address, data, ",\"product\":\"travel.trips\""), RECORDS);
        Trips.assertAll(
                "RAW",
                grpcurl(place, address, data, ",\"product\":\"travel.trips\",\"encoding\":\"ENCODING_RAW\""),
                RECORDS);
    }

    private static List<String> grpcurl(Workplace place, String address, String method, String more)
            throws IOException {
        String request = "{\"start\":{\"edge\":\"EDGE_EARLIEST\"}" + more + "}";
        String answer = place.require(List.of("bin/grpcurl", "-plaintext", "-d", request, address, method));
        Schema schema = new Schema.Parser().parse(AvroTrips.SCHEMA);
        List<String> lines = new ArrayList<>();
        try (var frames = JSON.readerFor(JsonNode.class).<JsonNode>readValues(answer)) {
            while (frames.hasNext()) {
                JsonNode batch = frames.next().path("batch");
                for (JsonNode record : batch.path("records")) {
                    lines.add(Trips.line(
                            batch.path("partition").asInt(),
                            record.path("offset").asLong(),
                            values(schema, record)));
                }
            }
        }
        return lines;
    }

    /** What grpcurl prints of a record: fields by name, a text that is JSON, or the bytes in base64. */
    private static JsonNode values(Schema schema, JsonNode record) throws IOException {
        if (record.has("message")) {
            return record.path("message");
        }
        if (record.has("json")) {
            return JSON.readTree(record.path("json").asText());
        }
        byte[] stored = record.path("raw").binaryValue();
        return record.has("schemaId") ? AvroTrips.fromAvro(schema, stored) : JSON.readTree(stored);
    }

    private static Gateway gateway(Format format) throws IOException {
        Gateway running = GATEWAYS.get(format);
        if (running == null) {
            running = format == Format.AVRO ? withAvro() : withJson();
            GATEWAYS.put(format, running);
        }
        return running;
    }

    private static Gateway withJson() {
        String kafka = broker(Trips.TOPIC);
        Trips.write(kafka, RECORDS);
        return serving(on(kafka), Trips.request());
    }

    private static Gateway withAvro() throws IOException {
        ApicurioServer registry = ApicurioServer.shared();
        String kafka = broker(AvroTrips.TOPIC);
        int schemaId = registry.registerAvro(AvroTrips.TOPIC + "-value", AvroTrips.SCHEMA);
        AvroTrips.write(kafka, schemaId, RECORDS);
        return serving(on(kafka).with("registries: { main: { url: '" + registry.url() + "' } }"), AvroTrips.request());
    }

    /** One for each format: the products are called the same. */
    private static String broker(String topic) {
        OwnBroker broker = OwnBroker.of(RESOURCES).start();
        try (var topics = new Topics(broker.bootstrapServers())) {
            topics.create(topic, Trips.PARTITIONS);
        }
        return broker.bootstrapServers();
    }

    private static GatewaySetup on(String kafka) {
        return GatewaySetup.on(kafka).with(Trips.DOMAIN);
    }

    private static Gateway serving(GatewaySetup setup, ApplyProductRequest product) {
        Gateway gateway = InProcessGateway.start(setup, RESOURCES);
        Connection connection = Connection.to(gateway.address(), RESOURCES).awaitReady();
        connection.products().applyProduct(product);
        Awaitility.await().until(() -> connection.names().contains("travel.trips.v1"));
        return gateway;
    }
}
