package dev.dpg.system.bench;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.TimestampProto;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.ValueKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** What is encoded: the flights of the samples, and orders, which are wider and nested. Written with Avro's own writer. */
enum BenchRecords {
    /** Five properties. */
    FLIGHT("""
            {"type":"record","name":"Flight","fields":[
              {"name":"departure_time","type":{"type":"long","logicalType":"timestamp-millis"}},
              {"name":"origin","type":"string"},
              {"name":"destination","type":"string"},
              {"name":"delay_minutes","type":["null","int"]},
              {"name":"distance_miles","type":"int"}]}
            """, """
            departure_time timestamp 1
            origin string 2
            destination string 3
            delay_minutes integer 4
            distance_miles integer 5
            """),
    /** Twelve properties, an object and a list of objects among them. */
    ORDER("""
            {"type":"record","name":"Order","fields":[
              {"name":"id","type":"string"},
              {"name":"customer","type":{"type":"record","name":"Customer","fields":[
                {"name":"id","type":"long"},
                {"name":"name","type":"string"},
                {"name":"email","type":["null","string"]},
                {"name":"country","type":"string"}]}},
              {"name":"time","type":{"type":"long","logicalType":"timestamp-millis"}},
              {"name":"status","type":"string"},
              {"name":"total","type":"double"},
              {"name":"discount","type":["null","double"]},
              {"name":"paid","type":"boolean"},
              {"name":"note","type":["null","string"]},
              {"name":"tags","type":{"type":"array","items":"string"}},
              {"name":"channel","type":"int"},
              {"name":"revision","type":"long"},
              {"name":"lines","type":{"type":"array","items":{"type":"record","name":"Line","fields":[
                {"name":"sku","type":"string"},
                {"name":"quantity","type":"int"},
                {"name":"price","type":"double"},
                {"name":"gift","type":"boolean"}]}}}]}
            """, """
            id string 1
            customer object 2
            customer.id integer 1
            customer.name string 2
            customer.email string 3
            customer.country string 4
            time timestamp 3
            status string 4
            total number 5
            discount number 6
            paid boolean 7
            note string 8
            tags array 9
            tags[] string 0
            channel integer 10
            revision integer 11
            lines array 12
            lines[] object 0
            lines[].sku string 1
            lines[].quantity integer 2
            lines[].price number 3
            lines[].gift boolean 4
            """);

    /** Records in turn, so that no branch is always the same. */
    static final int COUNT = 256;

    private final String schemaText;
    private final String fields;

    /**
     * Makes a kind of record.
     *
     * @param schemaText its Avro schema
     * @param fields its properties, one in a line: path, kind, number
     */
    BenchRecords(String schemaText, String fields) {
        this.schemaText = schemaText;
        this.fields = fields;
    }

    String schemaText() {
        return schemaText;
    }

    Schema schema() {
        return new Schema.Parser().parse(schemaText);
    }

    RecordType type() {
        return RecordType.of(fields.lines().map(BenchRecords::field).toList());
    }

    private static Field field(String line) {
        String[] parts = line.split(" ", -1);
        ValueKind kind = ValueKind.ofName(parts[1]).orElseThrow();
        return new Field(parts[0], FieldType.STRING, kind, false, "", Integer.parseInt(parts[2]));
    }

    /** Records as they are stored; the same in every run. */
    List<byte[]> stored() throws IOException {
        Random random = new Random(20260131);
        Schema schema = schema();
        GenericDatumWriter<Object> writer = new GenericDatumWriter<>(schema);
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            writer.write(value(schema, "", random), encoder);
            encoder.flush();
            records.add(bytes.toByteArray());
        }
        return records;
    }

    private static Object value(Schema schema, String name, Random random) {
        return switch (schema.getType()) {
            case RECORD -> {
                GenericData.Record record = new GenericData.Record(schema);
                for (Schema.Field field : schema.getFields()) {
                    boolean nothing = field.schema().isUnion() && random.nextBoolean();
                    if (!nothing) {
                        record.put(field.pos(), value(field.schema(), field.name(), random));
                    }
                }
                yield record;
            }
            case UNION -> value(schema.getTypes().get(1), name, random);
            case ARRAY -> {
                List<Object> items = new ArrayList<>();
                for (int i = random.nextInt(5); i >= 0; i--) {
                    items.add(value(schema.getElementType(), name, random));
                }
                yield items;
            }
            case STRING -> text(name, random);
            case INT -> random.nextInt(3_000) - 20;
            case LONG ->
                schema.getLogicalType() == null
                        ? random.nextInt(1_000_000)
                        : 978_307_200_000L + random.nextInt(1_000_000) * 60_000L;
            case DOUBLE -> random.nextInt(100_000) / 100d;
            default -> random.nextBoolean();
        };
    }

    private static String text(String name, Random random) {
        return switch (name) {
            case "origin", "destination", "country" ->
                Integer.toString(random.nextInt(17_576) + 17_576, 36).toUpperCase(java.util.Locale.ROOT);
            case "note" -> "please leave it with the neighbours on the second floor " + random.nextInt();
            case "email" -> "customer" + random.nextInt() + "@mail.example";
            default -> name + "-" + random.nextInt();
        };
    }

    /** The message type's descriptors, as the schema of a contract. */
    String descriptors() {
        FileDescriptorSet set = FileDescriptorSet.newBuilder()
                .addFile(TimestampProto.getDescriptor().toProto())
                .addFile(file())
                .build();
        return Base64.getEncoder().encodeToString(set.toByteArray());
    }

    private FileDescriptorProto file() {
        return FileDescriptorProto.newBuilder()
                .setName("bench.proto")
                .setSyntax("proto3")
                .addDependency(TimestampProto.getDescriptor().getFullName())
                .addMessageType(message("Value", type()))
                .build();
    }

    /** The message type that a product of these records has. */
    Descriptor message() throws DescriptorValidationException {
        return FileDescriptor.buildFrom(file(), new FileDescriptor[] {TimestampProto.getDescriptor()})
                .getMessageTypes()
                .get(0);
    }

    private static DescriptorProto message(String name, RecordType type) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        for (RecordType.Property property : type.properties()) {
            boolean list = property.type() instanceof RecordType.ValueType.Items;
            RecordType.ValueType single =
                    property.type() instanceof RecordType.ValueType.Items items ? items.item() : property.type();
            FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder()
                    .setName(property.name())
                    .setNumber(property.number())
                    .setLabel(list ? Label.LABEL_REPEATED : Label.LABEL_OPTIONAL)
                    .setType(
                            switch (single.kind()) {
                                case BOOLEAN -> FieldDescriptorProto.Type.TYPE_BOOL;
                                case INTEGER -> FieldDescriptorProto.Type.TYPE_INT64;
                                case NUMBER -> FieldDescriptorProto.Type.TYPE_DOUBLE;
                                case TIMESTAMP, OBJECT -> FieldDescriptorProto.Type.TYPE_MESSAGE;
                                default -> FieldDescriptorProto.Type.TYPE_STRING;
                            });
            if (single instanceof RecordType.ValueType.Structure structure) {
                String nested = "N" + property.number();
                message.addNestedType(message(nested, structure.type()));
                field.setTypeName(nested);
            } else if (single.kind() == ValueKind.TIMESTAMP) {
                field.setTypeName(".google.protobuf.Timestamp");
            } else if (!list) {
                field.setProto3Optional(true).setOneofIndex(message.getOneofDeclCount());
                message.addOneofDeclBuilder().setName("_" + property.name());
            }
            message.addField(field);
        }
        return message.build();
    }
}
