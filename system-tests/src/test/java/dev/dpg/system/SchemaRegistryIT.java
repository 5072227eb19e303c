package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import dev.dpg.system.fixture.ApicurioServer;
import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.InProcessGateway;
import dev.dpg.system.fixture.PythonEnvironment;
import dev.dpg.system.fixture.RawStream;
import dev.dpg.system.fixture.Relay;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.SharedBroker;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.Topics;
import dev.dpg.v1.ApplyProductRequest;
import dev.dpg.v1.DecodeError;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.Frame;
import dev.dpg.v1.GetProductRequest;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Record;
import dev.dpg.v1.SchemaInfo;
import dev.dpg.v1.Start;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
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
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A topic whose schemas are in a real registry, written by Avro's own library and by Confluent's serializer for Python. */
class SchemaRegistryIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Instant PLACED = Instant.parse("2026-03-01T08:00:00.125Z");
    private static final String FIRST = order("");
    private static final String CHANNEL = ",{\"name\":\"channel\",\"type\":\"string\",\"default\":\"unknown\"}";
    private static final String SECOND = order(CHANNEL);
    private static final String THIRD =
            order(CHANNEL + ",{\"name\":\"weight\",\"type\":[\"null\",\"int\"],\"default\":null}");

    @RegisterExtension
    final Resources resources = new Resources();

    private final String port = "orders_" + UUID.randomUUID().toString().substring(0, 8);
    private final String topic = "test." + port;

    @Test
    void recordsOfOldAndNewSchemasReadAsTheContractSays() throws Exception {
        ApicurioServer registry = ApicurioServer.shared();
        Connection gateway = gatewayOn(registry.url());
        createTopic();
        int first = registry.registerAvro(topic + "-value", FIRST);
        write(first, FIRST, "j1", "99999.99", "kräftig");
        registry.registerAvro(topic + "-value", SECOND);
        Path schema = Files.writeString(resources.directory().resolve("order.avsc"), SECOND);
        PythonEnvironment.with("python-serializer", "confluent-kafka[avro,schemaregistry]", "fastavro")
                .run(
                        SchemaRegistryIT.class,
                        "write_orders.py",
                        SharedBroker.bootstrapServers(),
                        registry.url(),
                        topic,
                        schema.toString());
        publish(gateway);

        List<Record> json = read(gateway, Encoding.ENCODING_JSON, 3).firstRecords();
        assertThat(json)
                .extracting(Record::getJson)
                .containsExactlyInAnyOrder(
                        json("j1", "99999.99", "\"kräftig\"", "unknown"),
                        json("p1", "12.50", "null", "web"),
                        json("p2", "-0.07", "\"grün\"", "shop"));
        List<String> texts = json.stream().map(Record::getJson).toList();
        assertThat(stored(gateway)).containsExactlyInAnyOrderElementsOf(texts);
        assertThat(messages(gateway)).containsExactlyInAnyOrderElementsOf(texts);
    }

    @Test
    void whileTheRegistryIsAwayKnownSchemasServe() throws Exception {
        ApicurioServer registry = ApicurioServer.shared();
        Relay relay = resources.add(new Relay(registry.url()));
        Connection gateway = gatewayOn(relay.url());
        createTopic();
        int first = registry.registerAvro(topic + "-value", FIRST);
        registry.registerAvro(topic + "-value", SECOND);
        write(first, FIRST, "j1", "1.00", "a");
        publish(gateway);
        assertThat(read(gateway, Encoding.ENCODING_JSON, 1).firstRecords()).noneMatch(Record::hasDecodeError);

        int third = registry.registerAvro(topic + "-value", THIRD);
        relay.close();
        write(third, THIRD, "j2", "2.00", "b");
        List<Record> records = read(gateway, Encoding.ENCODING_JSON, 2).firstRecords();

        assertThat(records.get(0).getJson()).contains("\"j1\"");
        assertThat(records.get(1).getDecodeError().getReason()).isEqualTo(DecodeError.Reason.REASON_UNKNOWN_SCHEMA);
    }

    /** The product's messages, taken apart by the numbers of its fields, as the JSON that the gateway makes of the same. */
    private List<String> messages(Connection gateway) throws InvalidProtocolBufferException {
        Map<String, Integer> numbers = new HashMap<>();
        gateway.catalog()
                .getProduct(
                        GetProductRequest.newBuilder().setName("test." + port).build())
                .getProduct()
                .getFieldsList()
                .forEach(field -> numbers.put(field.getPath(), field.getNumber()));
        List<String> texts = new ArrayList<>();
        for (Record record : read(gateway, Encoding.ENCODING_PROTOBUF, 3).firstRecords()) {
            UnknownFieldSet message = UnknownFieldSet.parseFrom(record.getMessage());
            Function<String, List<ByteString>> values = name ->
                    message.getField(Objects.requireNonNull(numbers.get(name))).getLengthDelimitedList();
            Timestamp placed = Timestamp.parseFrom(values.apply("placed").get(0));
            assertThat(Instant.ofEpochSecond(placed.getSeconds(), placed.getNanos()))
                    .isEqualTo(PLACED);
            List<ByteString> note = values.apply("note");
            texts.add(json(
                    values.apply("id").get(0).toStringUtf8(),
                    values.apply("amount").get(0).toStringUtf8(),
                    note.isEmpty() ? "null" : "\"" + note.get(0).toStringUtf8() + "\"",
                    values.apply("channel").get(0).toStringUtf8()));
        }
        return texts;
    }

    /** The stored bytes, read with the schemas that came along, as the JSON that the gateway should make of them. */
    private List<String> stored(Connection gateway) {
        RawStream stream = read(gateway, Encoding.ENCODING_RAW, 3);
        Map<Integer, Schema> schemas = new HashMap<>();
        for (Frame frame : stream.frames(Frame.FrameCase.SCHEMA_INFO)) {
            SchemaInfo info = frame.getSchemaInfo();
            assertThat(info.getFormat()).isEqualTo(SchemaInfo.Format.FORMAT_AVRO);
            schemas.put(info.getSchemaId(), new Schema.Parser().parse(info.getSchema()));
        }
        assertThat(schemas).hasSize(2);
        return stream.firstRecords().stream()
                .map(record ->
                        json(record.getRaw().toByteArray(), Objects.requireNonNull(schemas.get(record.getSchemaId()))))
                .toList();
    }

    private static String json(byte[] framed, Schema writer) {
        try {
            GenericRecord order = new GenericDatumReader<GenericRecord>(writer, new Schema.Parser().parse(SECOND))
                    .read(null, DecoderFactory.get().binaryDecoder(framed, 5, framed.length - 5, null));
            ByteBuffer amount = (ByteBuffer) order.get("amount");
            byte[] digits = new byte[amount.remaining()];
            amount.get(digits);
            Object note = order.get("note");
            return json(
                    order.get("id").toString(),
                    new BigDecimal(new BigInteger(digits), 2).toPlainString(),
                    note == null ? "null" : "\"" + note + "\"",
                    order.get("channel").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(String id, String amount, String note, String channel) {
        return "{\"id\":\"" + id + "\",\"amount\":\"" + amount + "\",\"placed\":\"" + PLACED + "\",\"note\":" + note
                + ",\"channel\":\"" + channel + "\"}";
    }

    private static String order(String more) {
        return "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"test\",\"fields\":["
                + "{\"name\":\"id\",\"type\":\"string\"},"
                + "{\"name\":\"amount\",\"type\":{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":9,\"scale\":2}},"
                + "{\"name\":\"placed\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}},"
                + "{\"name\":\"note\",\"type\":[\"null\",\"string\"],\"default\":null}" + more + "]}";
    }

    private Connection gatewayOn(String registry) {
        var gateway = InProcessGateway.start(
                GatewaySetup.on(SharedBroker.bootstrapServers())
                        .with("registries: { main: { url: '" + registry + "' } }"),
                resources);
        return Connection.to("127.0.0.1:" + gateway.port(), resources).awaitReady();
    }

    private void createTopic() {
        resources.add(new Topics(SharedBroker.bootstrapServers())).create(topic, 1);
    }

    /** As Confluent's serializers do: a zero byte, the schema's number, and what Avro's library makes of the order. */
    private void write(int schemaId, String text, String id, String amount, String note)
            throws IOException, ExecutionException, InterruptedException {
        Schema schema = new Schema.Parser().parse(text);
        GenericRecord order = new GenericData.Record(schema);
        order.put("id", id);
        order.put(
                "amount", ByteBuffer.wrap(new BigDecimal(amount).unscaledValue().toByteArray()));
        order.put("placed", PLACED.toEpochMilli());
        order.put("note", note);
        if (schema.getField("channel") != null) {
            order.put("channel", "java");
        }
        var bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(schemaId).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(order, encoder);
        encoder.flush();
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", SharedBroker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), bytes.toByteArray()))
                    .get();
        }
    }

    private void publish(Connection gateway) {
        TestProduct product = TestProduct.named(port);
        ApplyProductRequest request = product.request();
        String contract = request.getContracts(0).getContent().toStringUtf8();
        String properties = contract.substring(0, contract.indexOf("      - name: id")) + """
                          - {name: id, logicalType: string}
                          - {name: amount, logicalType: number, physicalType: "decimal(9,2)"}
                          - {name: placed, logicalType: timestamp}
                          - {name: note, logicalType: string}
                          - {name: channel, logicalType: string}
                servers: [{server: main, type: kafka, host: "kafka:9092", format: avro}]
                customProperties: [{property: schemaRegistry, value: main}]
                """;
        gateway.products()
                .applyProduct(request.toBuilder()
                        .setContracts(0, TestProduct.document(port + ".odcs.yaml", properties))
                        .build());
        await().atMost(LONG).until(() -> gateway.names().contains(product.name() + ".v1"));
    }

    private RawStream read(Connection gateway, Encoding encoding, long records) {
        RawStream stream = gateway.read(ReadRequest.newBuilder()
                        .setProduct("test." + port)
                        .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST))
                        .setEncoding(encoding)
                        .setLimit(records)
                        .build())
                .flow();
        assertThat(stream.ended()).succeedsWithin(LONG);
        assertThat(stream.records()).isEqualTo(records);
        return stream;
    }
}
