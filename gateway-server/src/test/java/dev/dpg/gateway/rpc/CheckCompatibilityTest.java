package dev.dpg.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import dev.dpg.gateway.fakes.MemoryCatalog;
import dev.dpg.gateway.fakes.SamplePorts;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.v1.Change;
import dev.dpg.v1.CheckCompatibilityRequest;
import dev.dpg.v1.CheckCompatibilityResponse;
import dev.dpg.v1.GetSchemaRequest;
import dev.dpg.v1.SchemaInfo;
import dev.dpg.v1.SchemaInfo.Format;
import dev.dpg.v1.SchemaServiceGrpc;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code CheckCompatibility}, as callers meet it. */
class CheckCompatibilityTest {
    private static final String AVRO = "{'type':'record','name':'R','fields':[{'name':'a','type':'%s'}]}";
    private static final String JSON = "{'type':'object','properties':{'a':{'type':'%s'}}}";
    private static final String PROTO = "syntax = \"proto3\"; message R { %s a = 1; }";

    private final MemoryCatalog memory = MemoryCatalog.open("sales");
    private final RunningServer server = new RunningServer(
            ListenerSettings.defaults(),
            10,
            new SchemaServiceEndpoint(memory.catalog(), new ServedTypes(memory.catalog())).bindService());

    @AfterEach
    void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "FORMAT_AVRO, int, int, true, ''",
        "FORMAT_AVRO, int, string, false, a",
        "FORMAT_JSON_SCHEMA, integer, integer, true, ''",
        "FORMAT_JSON_SCHEMA, integer, string, false, a",
        "FORMAT_PROTOBUF, int32, int32, true, ''",
        "FORMAT_PROTOBUF, int32, string, false, a"
    })
    void twoSchemasAreCompared(Format format, String before, String after, boolean compatible, String path) {
        CheckCompatibilityResponse answer =
                check(request(format).setOldSchema(schema(format, before)).setNewSchema(schema(format, after)));

        assertThat(answer.getCompatible()).isEqualTo(compatible);
        assertThat(answer.getChangesList())
                .extracting(Change::getPath)
                .isEqualTo(path.isEmpty() ? List.of() : List.of(path));
        assertThat(answer.getChangesList()).allSatisfy(change -> {
            assertThat(change.getRule()).isNotEmpty();
            assertThat(change.getBreaking()).isTrue();
            assertThat(change.getMessage()).isNotEmpty();
            assertThat(change.getConsequence()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({"FORMAT_AVRO, AVRO, int", "FORMAT_JSON_SCHEMA, JSON, integer", "FORMAT_PROTOBUF, PROTOBUF, int32"})
    void theSchemaThatAProductIsReadAsIsTakenWhereItIsOfTheFormat(Format format, PayloadFormat stored, String before) {
        memory.publish(SamplePorts.stored("sales.orders.v1", stored, schema(format, before)));
        CheckCompatibilityRequest.Builder request = request(format).setProduct("sales.orders");

        assertThat(check(request.setNewSchema(schema(format, before))).getChangesList())
                .isEmpty();
        assertThat(check(request.setNewSchema(schema(format, "string"))).getCompatible())
                .isFalse();
    }

    @Test
    void theOwnMessageOfAProductIsComparedByNumberAndName() {
        memory.publish(SamplePorts.withFields(
                "sales.orders.v1",
                "1.0.0",
                List.of(
                        new Field("id", FieldType.STRING, true, "").numbered(1),
                        new Field("amount", FieldType.NUMBER, false, "").numbered(2))));
        CheckCompatibilityRequest.Builder request =
                request(Format.FORMAT_PROTOBUF).setProduct("sales.orders");

        assertThat(check(request.setNewSchema(ownTypes("sales.orders"))).getChangesList())
                .isEmpty();
        assertThat(check(
                                request.setNewSchema(
                                        "syntax = \"proto3\"; package sales.orders.v1;"
                                                + " message Other {} message OrdersValue { optional string id = 1; optional double total = 2; }"))
                        .getChangesList())
                .extracting(Change::getPath, Change::getBreaking)
                .containsExactly(tuple("amount", true));
        assertThat(check(request.setNewSchema("message Other {}")).getChangesList())
                .extracting(Change::getRule)
                .containsExactly("message.removed");
    }

    @Test
    void theJsonSchemaOfAProductIsThatOfItsFields() {
        memory.publish("sales.orders.v1", "1.0.0");
        CheckCompatibilityRequest.Builder request =
                request(Format.FORMAT_JSON_SCHEMA).setProduct("sales.orders.v1");
        String same = stub().getSchema(
                        GetSchemaRequest.newBuilder().setProduct("sales.orders").build())
                .getSchema()
                .getSchema();

        assertThat(check(request.setNewSchema(same)).getChangesList()).isEmpty();
        assertThat(check(request.setNewSchema(same.replace("\"required\"", "\"$comment\"")))
                        .getCompatible())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"FORMAT_AVRO", "FORMAT_JSON_SCHEMA", "FORMAT_PROTOBUF"})
    void nonsenseIsRefusedByTheNameOfItsField(Format format) {
        String good = schema(format, "string");
        for (String nonsense : List.of("nonsense", "{", "[[", "\u0000", "{\"type\":7}", "9")) {
            assertBad(request(format).setOldSchema(good).setNewSchema(nonsense), "new_schema");
            assertBad(request(format).setOldSchema(nonsense).setNewSchema(good), "old_schema");
        }
        assertBad(request(format).setOldSchema(good), "new_schema");
        assertBad(request(format).setNewSchema(good), "old_schema");
    }

    @Test
    void aFormatHasToBeNamed() {
        assertBad(request(Format.FORMAT_UNSPECIFIED).setOldSchema("{}").setNewSchema("{}"), "format");
        assertBad(
                CheckCompatibilityRequest.newBuilder()
                        .setFormatValue(99)
                        .setOldSchema("{}")
                        .setNewSchema("{}"),
                "format");
    }

    @Test
    void aReferenceThatIsNoneIsJudgedAndNoFault() {
        String odd = "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/%zz\"}}}";

        assertThat(check(request(Format.FORMAT_JSON_SCHEMA).setOldSchema("{}").setNewSchema(odd))
                        .getChangesCount())
                .isLessThan(10);
        assertThat(check(request(Format.FORMAT_JSON_SCHEMA).setOldSchema(odd).setNewSchema("{}"))
                        .getCompatible())
                .isFalse();
    }

    @Test
    void aProductIsFoundOrTheRefusalSaysWhy() {
        memory.publish("sales.orders.v1", "1.0.0");

        assertThat(reason(refusal(request(Format.FORMAT_AVRO)
                        .setProduct("sales.order")
                        .setNewSchema(schema(Format.FORMAT_AVRO, "int")))))
                .isEqualTo("PRODUCT_NOT_FOUND");
        assertThat(reason(refusal(request(Format.FORMAT_AVRO)
                        .setProduct("sales.orders")
                        .setNewSchema(schema(Format.FORMAT_AVRO, "int")))))
                .isEqualTo("WRONG_STATE");
    }

    @Test
    void anAnswerStaysSmallEnoughForAnyClientAndTellsFirstWhatBreaks() {
        String field = "{'name':'" + "f".repeat(400) + "%d','type':'string','default':''},";
        String many = IntStream.range(0, 1_900).mapToObj(field::formatted).collect(Collectors.joining());
        String before = AVRO.replace("[", "[" + many).formatted("int").replace('\'', '"');
        memory.publish(SamplePorts.stored("sales.orders.v1", PayloadFormat.AVRO, before));

        CheckCompatibilityResponse answer = check(request(Format.FORMAT_AVRO)
                .setProduct("sales.orders")
                .setNewSchema(schema(Format.FORMAT_AVRO, "string")));

        assertThat(answer.getSerializedSize()).isLessThanOrEqualTo(1 << 20);
        assertThat(answer.getChangesCount()).isBetween(100, 1_899);
        assertThat(answer.getChanges(0).getPath()).isEqualTo("a");
        assertThat(answer.getChangesList().subList(1, 100)).noneMatch(Change::getBreaking);
    }

    private static String schema(Format format, String type) {
        return switch (format) {
            case FORMAT_AVRO -> AVRO.formatted(type).replace('\'', '"');
            case FORMAT_JSON_SCHEMA -> JSON.formatted(type).replace('\'', '"');
            default -> PROTO.formatted(type);
        };
    }

    private String ownTypes(String product) {
        SchemaInfo own = stub().getSchema(GetSchemaRequest.newBuilder()
                        .setProduct(product)
                        .setFormat(Format.FORMAT_PROTOBUF)
                        .build())
                .getSchema();
        return Base64.getEncoder().encodeToString(own.getDescriptorSet().toByteArray());
    }

    private static CheckCompatibilityRequest.Builder request(Format format) {
        return CheckCompatibilityRequest.newBuilder().setFormat(format);
    }

    private CheckCompatibilityResponse check(CheckCompatibilityRequest.Builder request) {
        return stub().checkCompatibility(request.build());
    }

    private SchemaServiceGrpc.SchemaServiceBlockingStub stub() {
        return SchemaServiceGrpc.newBlockingStub(server.channel());
    }

    private void assertBad(CheckCompatibilityRequest.Builder request, String field) {
        com.google.rpc.Status refused = refusal(request);
        assertThat(reason(refused)).isEqualTo("BAD_REQUEST");
        assertThat(refused.getDetailsList())
                .filteredOn(detail -> detail.is(BadRequest.class))
                .flatExtracting(detail -> unpacked(detail, BadRequest.class).getFieldViolationsList())
                .extracting(BadRequest.FieldViolation::getField)
                .containsExactly(field);
    }

    private com.google.rpc.Status refusal(CheckCompatibilityRequest.Builder request) {
        return Objects.requireNonNull(StatusProto.fromThrowable(assertThatThrownBy(() -> check(request))
                .as("%s", request)
                .asInstanceOf(type(StatusRuntimeException.class))
                .actual()));
    }

    private static String reason(com.google.rpc.Status refused) {
        return refused.getDetailsList().stream()
                .filter(detail -> detail.is(ErrorInfo.class))
                .map(detail -> unpacked(detail, ErrorInfo.class).getReason())
                .findFirst()
                .orElse("");
    }

    private static <M extends com.google.protobuf.Message> M unpacked(Any detail, Class<M> kind) {
        try {
            return detail.unpack(kind);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
