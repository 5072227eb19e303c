package dev.dpg.gateway.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.dpg.gateway.problem.ProblemException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProtobufSchemaTest {
    private static final String PROTO2 = """
            package old.shop; // the syntax is proto2 where nothing is said
            message Order {
              required string id = 1;
              optional int32 count = 2 [default = 0x10, json_name = "n"];
              optional string note = 3 [default = "a \\"b\\""];
              optional State state = 4 [default = SENT];
              optional bytes hash = 5 [default = "\\001x"];
              repeated int32 sizes = 6 [packed = true];
              map<string, Line> lines = 7;
              optional float limit = 8 [default = inf];
              message Line { optional .old.shop.Order.State state = 1; }
              enum State { option allow_alias = true; NEW = 0; SENT = 1; GONE = 1; reserved 5 to 7, 9; reserved "LOST"; }
              reserved 20, 30 to 40, 100 to max;
              reserved "gone", "lost";
            }
            message Other { extensions 100 to 200; }
            extend Other { optional string more = 100; }
            service Orders { rpc Get(Order) returns (Order); }
            """;

    @Test
    void whatATextSaysIsInItsDescriptor() {
        Descriptor order = ProtobufSchema.ofText(PROTO2, Map.of(), "").message();
        assertThat(order.getFullName()).isEqualTo("old.shop.Order");
        FieldDescriptor count = order.findFieldByName("count");
        assertThat(count.getDefaultValue()).isEqualTo(16);
        assertThat(count.getJsonName()).isEqualTo("n");
        assertThat(count.hasPresence()).isTrue();
        assertThat(order.findFieldByName("id").isRequired()).isTrue();
        assertThat(order.findFieldByName("note").getDefaultValue()).isEqualTo("a \"b\"");
        assertThat(order.findFieldByName("state").getDefaultValue()).hasToString("SENT");
        assertThat(order.findFieldByName("hash").getDefaultValue().toString()).contains("size=2");
        assertThat(order.findFieldByName("limit").getDefaultValue()).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(order.findFieldByName("sizes").isPacked()).isTrue();
        assertThat(order.findFieldByName("lines").isMapField()).isTrue();
        assertThat(order.findFieldByName("lines")
                        .getMessageType()
                        .findFieldByName("value")
                        .getMessageType()
                        .getName())
                .isEqualTo("Line");
    }

    @Test
    void reservedNumbersAndNamesAreKept() {
        DescriptorProto order =
                ProtobufSchema.ofText(PROTO2, Map.of(), "").message().toProto();
        assertThat(order.getReservedNameList()).containsExactly("gone", "lost");
        assertThat(order.getReservedRangeList())
                .extracting(range -> range.getStart() + "-" + range.getEnd())
                .containsExactly("20-21", "30-41", "100-536870912");
        EnumDescriptorProto state = order.getEnumType(0);
        assertThat(state.getReservedNameList()).containsExactly("LOST");
        assertThat(state.getReservedRangeList())
                .extracting(range -> range.getStart() + "-" + range.getEnd())
                .containsExactly("5-7", "9-9");
    }

    @Test
    void aDescriptorSetSaysTheSameAsItsText() {
        String text = """
                syntax = "proto3";
                package shop;
                import public "money.proto";
                import "google/protobuf/timestamp.proto";
                import "buf/validate/validate.proto";
                message Order {
                  optional string id = 1 [(buf.validate.field).string.min_len = 1];
                  base.Money total = 2;
                  oneof paid { string card = 3; bool cash = 4; }
                  google.protobuf.Timestamp paid_at = 5;
                  map<int32, Kind> kinds = 6;
                  enum Kind { NONE = 0; }
                }
                """;
        String money = "syntax = \"proto3\"; package base; message Money { int64 cents = 1; }";
        ProtobufSchema schema = ProtobufSchema.ofText(text, Map.of("money.proto", money), "");
        assertThat(schema.descriptorSet().getFileList())
                .extracting(FileDescriptorProto::getName)
                .containsExactly("google/protobuf/timestamp.proto", "money.proto", "schema.proto");
        DescriptorProto order = schema.descriptorSet().getFile(2).getMessageType(0);
        assertThat(order.getField(1).getTypeName()).isEqualTo(".base.Money");
        assertThat(order.getField(1).hasType()).isTrue();
        assertThat(order.getField(0).getProto3Optional()).isTrue();
        assertThat(order.getOneofDeclList()).extracting("name").containsExactly("paid", "_id");
        byte[] bytes = schema.descriptorSet().toByteArray();
        ProtobufSchema again = ProtobufSchema.ofDescriptorSet(bytes, "shop.Order");
        assertThat(again.descriptorSet()).isEqualTo(schema.descriptorSet());
        assertThat(again.message().findFieldByName("paid_at").getJsonName()).isEqualTo("paidAt");
        String base64 = Base64.getMimeEncoder().encodeToString(bytes);
        assertThat(ProtobufSchema.ofText(base64, Map.of(), "Order").descriptorSet())
                .isEqualTo(schema.descriptorSet());
    }

    /** As Confluent's serializers for Python and JavaScript register schemas, and as registries that keep texts verbatim give them. */
    @Test
    void aFileInBase64SaysTheSameAsItsTextAndItsImportsMayBeEither() {
        String text = """
                syntax = "proto3";
                package shop;
                import "money.proto";
                import "google/protobuf/timestamp.proto";
                message Order { string id = 1; base.Money total = 2; google.protobuf.Timestamp paid_at = 3; }
                message Other { map<string, int64> counts = 1; }
                """;
        String money = "syntax = \"proto3\"; package base; message Money { int64 cents = 1; }";
        ProtobufSchema schema = ProtobufSchema.ofText(text, Map.of("money.proto", money), "");
        List<FileDescriptorProto> files = schema.descriptorSet().getFileList();
        String moneyFile = base64(files.get(0));
        String orderFile =
                base64(files.get(2).toBuilder().setName("order.proto").build());

        for (String reference : List.of(money, moneyFile)) {
            ProtobufSchema again = ProtobufSchema.ofText(orderFile, Map.of("money.proto", reference), "");
            assertThat(again.descriptorSet()).isEqualTo(schema.descriptorSet());
            assertThat(names(again, 1)).containsExactly("shop.Other");
        }
        assertThatThrownBy(() -> ProtobufSchema.ofText(orderFile, Map.of(), ""))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("money.proto");
        assertThatThrownBy(() -> ProtobufSchema.ofText("AAAA", Map.of(), ""))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("neither a set of descriptors nor that of a file");
    }

    private static String base64(FileDescriptorProto file) {
        return Base64.getEncoder().encodeToString(file.toByteArray());
    }

    @Test
    void messagesAreFoundByNameAndByIndexes() {
        String text = """
                syntax = "proto3";
                message A { map<string, string> m = 1; message B { message C {} } message D {} }
                message E {}
                """;
        ProtobufSchema schema = ProtobufSchema.ofText(text, Map.of(), "A.B.C");
        assertThat(schema.message().getFullName()).isEqualTo("A.B.C");
        assertThat(names(schema, 0)).containsExactly("A");
        assertThat(names(schema, 0, 0, 0)).containsExactly("A.B.C");
        assertThat(names(schema, 0, 1)).containsExactly("A.D");
        assertThat(names(schema, 1)).containsExactly("E");
        assertThat(names(schema, 2)).isEmpty();
        assertThat(names(schema, 0, -1)).isEmpty();
        assertThat(names(schema, 1, 0)).isEmpty();
        assertThat(schema.messages()).hasSize(2);
    }

    @Test
    void aMessageThatIsNotThereIsRefusedWithTheNearestOne() {
        assertThatThrownBy(() -> ProtobufSchema.ofText(PROTO2, Map.of(), "old.shop.Oder"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("old.shop.Order");
    }

    @Test
    void filesThatImportEachOtherAreRefused() {
        Map<String, String> files =
                Map.of("a.proto", "import \"b.proto\"; message A {}", "b.proto", "import \"a.proto\";");
        assertThatThrownBy(() -> ProtobufSchema.ofText("import \"a.proto\"; message M {}", files, ""))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("imports itself");
    }

    @Test
    void editionsAreRefused() {
        assertThatThrownBy(() -> ProtobufSchema.ofText("edition = \"2023\"; message A {}", Map.of(), ""))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("edition is not currently supported");
    }

    @Test
    void aSetOfVeryManyFilesIsRefused() {
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        for (int i = 0; i < 300; i++) {
            var file = set.addFileBuilder().setName("f" + i);
            file.addMessageTypeBuilder().setName("M" + i);
        }
        assertThatThrownBy(() -> ProtobufSchema.ofDescriptorSet(set.build().toByteArray(), ""))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("files");
    }

    private static List<String> names(ProtobufSchema schema, int... indexes) {
        return schema.at(indexes).map(Descriptor::getFullName).stream().toList();
    }
}
