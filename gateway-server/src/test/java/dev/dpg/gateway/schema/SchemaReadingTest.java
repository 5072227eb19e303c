package dev.dpg.gateway.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.PayloadFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaReadingTest {
    @Test
    void anAvroRecordBecomesItsProperties() {
        String text = """
                {"type":"record","name":"Order","namespace":"shop","fields":[
                  {"name":"id","type":"string","doc":"Number of the order."},
                  {"name":"count","type":["null","int"],"default":null},
                  {"name":"total","type":{"type":"bytes","logicalType":"decimal","precision":12,"scale":2}},
                  {"name":"day","type":{"type":"int","logicalType":"date"}},
                  {"name":"at","type":{"type":"long","logicalType":"timestamp-micros"}},
                  {"name":"time","type":{"type":"int","logicalType":"time-millis"}},
                  {"name":"state","type":{"type":"enum","name":"State","symbols":["NEW","SENT"]}},
                  {"name":"hash","type":{"type":"fixed","name":"Hash","size":16}},
                  {"name":"labels","type":{"type":"map","values":"string"}},
                  {"name":"either","type":["int","string"]},
                  {"name":"lines","type":{"type":"array","items":{"type":"record","name":"Line","fields":[
                    {"name":"sku","type":"string"},
                    {"name":"parent","type":["null","Order"]}]}}}]}
                """;
        assertThat(read(PayloadFormat.AVRO, text))
                .containsExactly(
                        "id string string required",
                        "count integer integer",
                        "total number decimal required",
                        "day date date required",
                        "at timestamp timestamp required",
                        "time time time required",
                        "state string string required",
                        "hash string bytes required",
                        "labels object any required",
                        "either object any required",
                        "lines array array required",
                        "lines[] object object",
                        "lines[].sku string string required",
                        "lines[].parent object any");
        assertThat(SchemaReading.fields(PayloadFormat.AVRO, text, Map.of(), "")
                        .get(0)
                        .description())
                .isEqualTo("Number of the order.");
    }

    @Test
    void anAvroSchemaMayNameTypesOfOthers() {
        String money = "{\"type\":\"record\",\"name\":\"Money\",\"namespace\":\"base\",\"fields\":"
                + "[{\"name\":\"cents\",\"type\":\"long\"}]}";
        String order =
                "{\"type\":\"record\",\"name\":\"Order\",\"fields\":[{\"name\":\"price\",\"type\":\"base.Money\"}]}";
        assertThat(describe(SchemaReading.fields(PayloadFormat.AVRO, order, Map.of("base.Money", money), "")))
                .containsExactly("price object object required", "price.cents integer integer required");
    }

    @Test
    void aProtobufMessageBecomesItsProperties() {
        String text = """
                syntax = "proto3";
                package shop;
                import "google/protobuf/timestamp.proto";
                import "google/protobuf/wrappers.proto";
                import "google/protobuf/struct.proto";
                import "google/type/date.proto";
                import "confluent/type/decimal.proto";
                // An order.
                message Order {
                  // Number of the order.
                  string id = 1;
                  optional int32 count = 2;
                  uint64 big = 3;
                  double weight = 4;
                  bytes hash = 5;
                  State state = 6;
                  google.protobuf.Timestamp at = 7;
                  google.protobuf.StringValue note = 8;
                  google.protobuf.Struct free = 9;
                  google.type.Date day = 10;
                  confluent.type.Decimal total = 11;
                  map<string, int32> labels = 12;
                  repeated Line lines = 13;
                  repeated int32 sizes = 14;
                  oneof paid { string card = 15; bool cash = 16; }
                  Order parent = 17;
                  message Line { string sku = 1; bool gift = 2; }
                  enum State { NEW = 0; SENT = 1; }
                }
                """;
        assertThat(read(PayloadFormat.PROTOBUF, text))
                .containsExactlyInAnyOrder(
                        "id string string required",
                        "count integer integer",
                        "big integer integer required",
                        "weight number number required",
                        "hash string bytes required",
                        "state string string required",
                        "at timestamp timestamp",
                        "note string string",
                        "free object any",
                        "day date date",
                        "total number decimal",
                        "labels object any required",
                        "lines array array required",
                        "lines[] object object",
                        "lines[].sku string string required",
                        "lines[].gift boolean boolean required",
                        "sizes array array required",
                        "sizes[] integer integer",
                        "card string string",
                        "cash boolean boolean",
                        "parent object any");
        assertThat(SchemaReading.fields(PayloadFormat.PROTOBUF, text, Map.of(), "Order")
                        .get(0)
                        .description())
                .isEqualTo("Number of the order.");
    }

    @Test
    void aJsonSchemaBecomesItsProperties() {
        String text = """
                {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
                 "required":["id","at","lines","note"],
                 "properties":{
                  "id":{"type":"string","description":"Number of the order."},
                  "count":{"type":"integer"},
                  "at":{"type":"string","format":"date-time"},
                  "day":{"type":"string","format":"date"},
                  "hash":{"type":"string","contentEncoding":"base64"},
                  "note":{"type":["string","null"]},
                  "state":{"enum":["NEW","SENT"]},
                  "weight":{"oneOf":[{"type":"null"},{"type":"number"}]},
                  "either":{"anyOf":[{"type":"string"},{"type":"integer"}]},
                  "free":{"type":"object"},
                  "parent":{"$ref":"#"},
                  "a.b":{"type":"string"},
                  "lines":{"type":"array","items":{"$ref":"#/$defs/line"}}},
                 "$defs":{"line":{"type":"object","required":["sku"],"allOf":[
                   {"properties":{"sku":{"type":"string"}}},{"properties":{"price":{"$ref":"money.json#/$defs/money"}}}]}}}
                """;
        String money = "{\"$defs\":{\"money\":{\"type\":\"number\"}}}";
        List<Field> fields = SchemaReading.fields(PayloadFormat.JSON, text, Map.of("money.json", money), "");
        assertThat(describe(fields))
                .containsExactly(
                        "id string string required",
                        "count integer integer",
                        "at timestamp timestamp required",
                        "day date date",
                        "hash string bytes",
                        "note string string",
                        "state string string",
                        "weight number number",
                        "either object any",
                        "free object any",
                        "parent object any",
                        "lines array array required",
                        "lines[] object object",
                        "lines[].sku string string required",
                        "lines[].price number number");
        assertThat(fields.get(0).description()).isEqualTo("Number of the order.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "AVRO|hello|no JSON",
                "AVRO|{}|an Avro schema",
                "AVRO|{\"type\":\"record\",\"name\":\"A\"}|an Avro schema",
                "AVRO|\"string\"|its type is string",
                "AVRO|{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"a\",\"type\":\"B\"}]}|B",
                "AVRO|{\"type\":\"record\",\"name\":\"A\",\"fields\":[],\"fields\":[]}|no JSON",
                "PROTOBUF|hello world|a protobuf schema",
                "PROTOBUF|{\"type\":\"object\"}|a protobuf schema",
                "PROTOBUF|message A { string a = 1; string b = 1; }|a protobuf schema",
                "PROTOBUF|message A { B b = 1; }|B",
                "PROTOBUF|syntax = \"proto3\"; package a;|declares no message",
                "PROTOBUF|message A { optional group B = 1 { } }|group",
                "PROTOBUF|import \"b.proto\"; message A { optional b.B b = 1; }|b.proto",
                "PROTOBUF|aGVsbG8=|a protobuf schema",
                "JSON|[]|a list",
                "JSON|{\"a\":1}|without any keyword",
                "JSON|{\"type\":\"bananas\"}|\"type\"",
                "JSON|{\"type\":\"object\",\"properties\":[]}|\"properties\"",
                "JSON|{\"type\":\"object\",\"properties\":{\"a\":5}}|\"a\"",
                "JSON|{\"type\":\"object\",\"required\":\"a\"}|\"required\"",
                "JSON|{\"type\":\"string\"}|no object with properties",
                "JSON|true|no object with properties",
                "JSON|``|empty",
            })
    void whatIsNoSchemaIsRefusedWithItsReason(PayloadFormat format, String text, String part) {
        assertThatThrownBy(() -> SchemaReading.fields(format, text, Map.of(), ""))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().reason()).isEqualTo(Reason.BAD_REQUEST);
                    assertThat(e.problem().message())
                            .contains("cannot be read as")
                            .contains(part);
                });
    }

    @Test
    void schemasThatBlowUpAreRefusedQuickly() {
        String deep = "message A {".repeat(20_000) + "}".repeat(20_000);
        assertRefused(PayloadFormat.PROTOBUF, deep);
        assertRefused(PayloadFormat.JSON, "{\"items\":".repeat(5_000) + "{}" + "}".repeat(5_000));
        assertRefused(PayloadFormat.AVRO, "{\"type\":".repeat(5_000) + "\"int\"" + "}".repeat(5_000));
        assertRefused(PayloadFormat.AVRO, "\"" + "a".repeat(2 << 20) + "\"");
        String fan = IntStream.range(0, 30)
                .mapToObj(i -> "message M" + i + " { M" + (i + 1) + " a = 1; M" + (i + 1) + " b = 2; }\n")
                .reduce("syntax = \"proto3\";\n", String::concat);
        assertRefused(PayloadFormat.PROTOBUF, fan + "message M30 { string x = 1; }");
        String choices = IntStream.range(0, 30)
                .mapToObj(i -> "\"m" + i + "\":{\"anyOf\":[{\"$ref\":\"#/$defs/m" + (i + 1)
                        + "\"},{\"$ref\":\"#/$defs/m" + (i + 1) + "\"}]},")
                .reduce("{\"properties\":{\"a\":{\"$ref\":\"#/$defs/m0\"}},\"$defs\":{", String::concat);
        assertRefused(PayloadFormat.JSON, "{\"allOf\":[" + "{},".repeat(300_000) + "{}]}");
        assertRefused(PayloadFormat.JSON, "{\"properties\":{\"" + "a".repeat(500_000) + "\":{}}}");
        assertRefused(PayloadFormat.JSON, choices + "\"m30\":{\"type\":\"object\",\"properties\":{\"x\":{}}}}}");
    }

    private static void assertRefused(PayloadFormat format, String text) {
        assertThatThrownBy(() -> SchemaReading.fields(format, text, Map.of(), ""))
                .isInstanceOf(ProblemException.class);
    }

    private static List<String> read(PayloadFormat format, String text) {
        return describe(SchemaReading.fields(format, text, Map.of(), ""));
    }

    private static List<String> describe(List<Field> fields) {
        return fields.stream()
                .map(field -> field.path() + " " + field.type().standardName() + " "
                        + field.kind().kindName() + (field.required() ? " required" : ""))
                .toList();
    }
}
