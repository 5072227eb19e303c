package dev.dpg.system.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.dpg.system.fixture.Connection;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.Frame;
import dev.dpg.v1.GetDescriptorSetRequest;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Record;
import dev.dpg.v1.RecordBatch;
import dev.dpg.v1.SchemaInfo;
import dev.dpg.v1.Start;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;

/** Reads the trips in Java, and gives what clients in other languages print of them. */
final class JavaClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Descriptor value;
    private final Map<Integer, Schema> schemas = new HashMap<>();

    private JavaClient(Descriptor value) {
        this.value = value;
    }

    /** All records, in an encoding of {@code dpg.v1.DataService}. */
    static List<String> read(Connection gateway, Encoding encoding) throws IOException, DescriptorValidationException {
        JavaClient client = new JavaClient(valueMessage(gateway));
        List<String> lines = new ArrayList<>();
        for (Frame frame : gateway.readAll(ReadRequest.newBuilder()
                .setProduct(Trips.PRODUCT)
                .setStart(Start.newBuilder().setEdge(Edge.EDGE_EARLIEST))
                .setEncoding(encoding)
                .build())) {
            client.note(frame.getSchemaInfo());
            RecordBatch batch = frame.getBatch();
            for (Record record : batch.getRecordsList()) {
                lines.add(Trips.line(batch.getPartition(), record.getOffset(), client.values(record)));
            }
        }
        return lines;
    }

    private void note(SchemaInfo info) {
        if (info.getFormat() == SchemaInfo.Format.FORMAT_AVRO) {
            schemas.put(info.getSchemaId(), new Schema.Parser().parse(info.getSchema()));
        }
    }

    private JsonNode values(Record record) throws IOException {
        return switch (record.getValueCase()) {
            case JSON -> JSON.readTree(record.getJson());
            case MESSAGE -> values(record.getMessage());
            case RAW -> stored(record.getRaw().toByteArray(), record.getSchemaId());
            default -> throw new AssertionError("offset " + record.getOffset() + ": " + record.getDecodeError());
        };
    }

    private JsonNode stored(byte[] bytes, int schemaId) throws IOException {
        return schemas.isEmpty()
                ? JSON.readTree(bytes)
                : AvroTrips.fromAvro(Objects.requireNonNull(schemas.get(schemaId)), bytes);
    }

    private JsonNode values(ByteString bytes) throws InvalidProtocolBufferException {
        Message trip = DynamicMessage.parseFrom(value, bytes);
        assertThat(trip.getUnknownFields().asMap()).isEmpty();
        ObjectNode values = JSON.createObjectNode();
        trip.getAllFields().forEach((field, of) -> {
            switch (field.getName()) {
                case "at" -> values.put("at", instant((Message) of).toString());
                case "tags" ->
                    ((List<?>) of).forEach(tag -> values.withArray("tags").add((String) tag));
                case "place" -> values.putObject("place").put("city", (String) get((Message) of, "city"));
                case "payload" ->
                    values.put("payload", Base64.getEncoder().encodeToString(((ByteString) of).toByteArray()));
                default -> values.put(field.getName(), String.valueOf(of));
            }
        });
        return values;
    }

    private static Instant instant(Message timestamp) {
        return Instant.ofEpochSecond((Long) get(timestamp, "seconds"), (Integer) get(timestamp, "nanos"));
    }

    private static Object get(Message message, String name) {
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
        return message.getField(field);
    }

    /** The type of values as the gateway describes it, built from nothing else. */
    private static Descriptor valueMessage(Connection gateway)
            throws InvalidProtocolBufferException, DescriptorValidationException {
        FileDescriptorSet set = FileDescriptorSet.parseFrom(gateway.schemas()
                .getDescriptorSet(GetDescriptorSetRequest.newBuilder()
                        .addProducts(Trips.PRODUCT)
                        .build())
                .getDescriptorSet());
        Map<String, FileDescriptor> built = new HashMap<>();
        for (FileDescriptorProto file : set.getFileList()) {
            FileDescriptor[] imports = file.getDependencyList().stream()
                    .map(name -> Objects.requireNonNull(built.get(name)))
                    .toArray(FileDescriptor[]::new);
            built.put(file.getName(), FileDescriptor.buildFrom(file, imports));
        }
        return built.values().stream()
                .filter(file -> file.getPackage().equals(Trips.PRODUCT + ".v1"))
                .map(file -> file.findMessageTypeByName("TripsValue"))
                .findFirst()
                .orElseThrow();
    }
}
