package dev.dpg.gateway.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.product.ValueKind;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Record;
import dev.dpg.v1.RecordBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductDescriptorTest {
    private static final PortName ORDERS = PortName.parse("sales.orders.v1").orElseThrow();

    @Test
    void aProductIsAServiceInAFileAndPackageOfItsOwn() {
        ProductDescriptor product = product(field("id", 1));

        assertThat(product.serviceName()).isEqualTo("sales.orders.v1.Orders");
        assertThat(product.file().getName()).isEqualTo("sales/orders/v1/orders.proto");
        assertThat(product.file().getMessageTypes())
                .extracting(Descriptor::getFullName)
                .containsExactly(
                        "sales.orders.v1.OrdersFrame",
                        "sales.orders.v1.OrdersRecordBatch",
                        "sales.orders.v1.OrdersRecord",
                        "sales.orders.v1.OrdersValue");
        assertThat(product.file().getServices().get(0).getMethods())
                .extracting(
                        MethodDescriptor::getName,
                        method -> method.getInputType().getFullName(),
                        method -> method.getOutputType().getFullName(),
                        MethodDescriptor::isServerStreaming)
                .containsExactly(
                        tuple("Read", "dpg.v1.ReadRequest", "sales.orders.v1.OrdersFrame", true),
                        tuple("Subscribe", "dpg.v1.SubscribeRequest", "sales.orders.v1.OrdersFrame", true));
    }

    @Test
    void framesAgreeWithThoseOfTheContractFieldByField() {
        ProductDescriptor product = product(field("id", 1));
        Map<String, Descriptor> originals = Map.of(
                "OrdersFrame", Frame.getDescriptor(),
                "OrdersRecordBatch", RecordBatch.getDescriptor(),
                "OrdersRecord", Record.getDescriptor());
        Map<String, String> ownTypes = new HashMap<>();
        originals.forEach((name, original) -> ownTypes.put("sales.orders.v1." + name, original.getFullName()));

        originals.forEach((name, original) -> {
            Descriptor copy = product.file().findMessageTypeByName(name);
            assertThat(copy.getFields()).hasSameSizeAs(original.getFields());
            for (FieldDescriptor field : original.getFields()) {
                FieldDescriptor copied = copy.findFieldByNumber(field.getNumber());
                assertThat(copied.getName()).isEqualTo(field.getName());
                assertThat(copied.isRepeated()).isEqualTo(field.isRepeated());
                assertThat(oneof(copied)).isEqualTo(oneof(field));
                if (field.getFullName().equals("dpg.v1.Record.message")) {
                    // Bytes and messages have one form on the wire.
                    assertThat(field.getType()).isEqualTo(FieldDescriptor.Type.BYTES);
                    assertThat(copied.getMessageType()).isEqualTo(product.valueMessage());
                } else {
                    assertThat(copied.getType()).isEqualTo(field.getType());
                    assertThat(typeName(copied, ownTypes)).isEqualTo(typeName(field, ownTypes));
                }
            }
        });
    }

    @Test
    void eachKindOfValueHasItsType() {
        List<Field> fields = new ArrayList<>();
        for (ValueKind kind : ValueKind.values()) {
            fields.add(new Field(kind.kindName(), FieldType.STRING, kind, true, "", fields.size() + 1));
        }
        fields.add(field("object.inner", 1));
        fields.add(new Field("array[]", FieldType.INTEGER, false, ""));

        Descriptor value = product(fields).valueMessage();

        Map<String, String> types = new HashMap<>();
        value.getFields()
                .forEach(field -> types.put(
                        field.getName(),
                        (field.isRepeated() ? "repeated " : "")
                                + (field.toProto().getProto3Optional() ? "optional " : "")
                                + (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                                        ? field.getMessageType().getFullName()
                                        : field.getType().name().toLowerCase(Locale.ROOT))));
        assertThat(types)
                .containsOnly(
                        Map.entry("boolean", "optional bool"),
                        Map.entry("integer", "optional int64"),
                        Map.entry("number", "optional double"),
                        Map.entry("decimal", "optional string"),
                        Map.entry("string", "optional string"),
                        Map.entry("bytes", "optional bytes"),
                        Map.entry("date", "optional string"),
                        Map.entry("time", "optional string"),
                        Map.entry("timestamp", "google.protobuf.Timestamp"),
                        Map.entry("object", "sales.orders.v1.OrdersValue.Object"),
                        Map.entry("array", "repeated int64"),
                        Map.entry("any", "google.protobuf.Value"));
    }

    @Test
    void fieldsHaveTheirOwnNumbersAndTheNamesOfTheirPropertiesInJson() {
        Descriptor value = product(field("order-id", 7), field("größe", 3), field("2nd", 20_000))
                .valueMessage();

        assertThat(value.getFields())
                .extracting(FieldDescriptor::getNumber, FieldDescriptor::getName, FieldDescriptor::getJsonName)
                .containsExactly(
                        tuple(7, "order_id", "order-id"), tuple(3, "gruf6udfe", "größe"), tuple(20_000, "_2nd", "2nd"));
    }

    @Test
    void objectsListsOfObjectsAndListsOfListsAreNested() {
        Descriptor value = product(
                        field("lines", FieldType.ARRAY, 1),
                        field("lines[]", FieldType.OBJECT, 0),
                        field("lines[].sku", 4),
                        field("grid", FieldType.ARRAY, 2),
                        field("grid[]", FieldType.ARRAY, 0),
                        field("grid[][]", FieldType.ARRAY, 0),
                        field("grid[][][]", FieldType.NUMBER, 0),
                        field("tags", FieldType.ARRAY, 3))
                .valueMessage();

        assertThat(value.findFieldByName("lines")
                        .getMessageType()
                        .findFieldByName("sku")
                        .getNumber())
                .isEqualTo(4);
        FieldDescriptor outer = value.findFieldByName("grid").getMessageType().findFieldByNumber(1);
        assertThat(outer.isRepeated()).isTrue();
        FieldDescriptor inner = outer.getMessageType().findFieldByNumber(1);
        assertThat(inner.isRepeated()).isTrue();
        assertThat(inner.getType()).isEqualTo(FieldDescriptor.Type.DOUBLE);
        assertThat(value.findFieldByName("tags").getMessageType().getFullName()).isEqualTo("google.protobuf.Value");
    }

    @Test
    void namesAreUniqueInTheirScopeWhateverPropertiesAreCalled() {
        Descriptor value = product(
                        field("address", FieldType.OBJECT, 1),
                        field("address.address", FieldType.OBJECT, 1),
                        field("address.address.city", 1),
                        field("Address", 2),
                        field("_address", 3),
                        field("_Address", 4),
                        field("foo_bar", 5),
                        field("fooBar", 6),
                        field("_foo_bar", 7),
                        field("ordersValue", FieldType.OBJECT, 8),
                        field("ordersValue.x", 1))
                .valueMessage();

        assertThat(value.findFieldByName("address").getMessageType().getName()).isEqualTo("Address");
        assertThat(value.findFieldByNumber(2).getName()).isEqualTo("Address_2");
        assertThat(value.findFieldByName("ordersValue").getMessageType().getName())
                .isEqualTo("OrdersValue_8");
        assertThat(value.findFieldByNumber(6).getName()).isEqualTo("fooBar_6");
        assertThat(value.findFieldByNumber(6).getJsonName()).isEqualTo("fooBar");
        assertUnique(value, new HashSet<>());
    }

    @Test
    void aNameWithANumberMayBeTakenToo() {
        Descriptor fields = product(field("fooBar", 1), field("foo_bar_3", 2), field("foo_bar", 3))
                .valueMessage();
        Descriptor types = product(
                        field("foo", FieldType.OBJECT, 1),
                        field("foo.x", 1),
                        field("Foo_3", 2),
                        field("_foo", FieldType.OBJECT, 3),
                        field("_foo.x", 1),
                        field("builder", FieldType.OBJECT, 4),
                        field("builder.x", 1))
                .valueMessage();

        assertThat(fields.findFieldByNumber(3).getName()).isEqualTo("foo_bar_3_3");
        assertUnique(fields, new HashSet<>());
        assertThat(types.findFieldByNumber(3).getMessageType().getName()).isEqualTo("Foo_3_3");
        assertThat(types.findFieldByNumber(4).getMessageType().getName()).isEqualTo("Builder_4");
        assertUnique(types, new HashSet<>());
    }

    @Test
    void keywordsOfJavaAreNoNamesOfPackages() {
        PortName returns = PortName.parse("retail.return.v1").orElseThrow();
        FileDescriptor keyword = ProductDescriptor.of(returns, "Returns", "", List.of(field("id", 1)))
                .file();

        assertThat(keyword.getPackage()).isEqualTo("retail.return.v1");
        assertThat(keyword.getOptions().getJavaPackage()).isEqualTo("retail.return_.v1");
        assertThat(product(field("id", 1)).file().getOptions().hasJavaPackage()).isFalse();
    }

    @Test
    void namesStayWhenAContractGrows() {
        Descriptor before =
                product(field("a-b", FieldType.OBJECT, 1), field("a-b.x", 1)).valueMessage();
        Descriptor after = product(
                        field("AB", 3),
                        field("a_b", FieldType.OBJECT, 2),
                        field("a_b.x", 1),
                        field("a-b", FieldType.OBJECT, 1),
                        field("a-b.x", 1))
                .valueMessage();

        assertThat(after.findFieldByNumber(1).getName())
                .isEqualTo(before.findFieldByNumber(1).getName());
        assertThat(after.findFieldByNumber(1).getMessageType().getName())
                .isEqualTo(before.findFieldByNumber(1).getMessageType().getName());
    }

    @Test
    void theFileSaysWhatTheContractSays() {
        FileDescriptorProto file = product(
                        new Field("id", FieldType.STRING, true, "Never used twice.").numbered(1),
                        new Field("due", FieldType.DATE, true, "When it is due.").numbered(2))
                .file()
                .toProto();

        assertThat(comment(file, 4, 3)).isEqualTo(" A value of sales.orders.v1: Orders\n All of them.\n");
        assertThat(comment(file, 4, 3, 2, 0)).isEqualTo(" Never used twice.\n");
        assertThat(comment(file, 4, 3, 2, 1))
                .isEqualTo(" When it is due.\n A date as in RFC 3339, for instance 2026-01-31.\n");
        assertThat(comment(file, 6, 0)).startsWith(" Orders\n All of them.\n");
        assertThat(comment(file, 6, 0, 2, 1)).startsWith(" Follows the product from `start` on");
        assertThat(comment(file, 4, 2, 2, 0)).contains("Offset in its partition.");
    }

    @Test
    void theSetHoldsEverythingThatIsImportedInOrder() {
        FileDescriptorSet set = product(field("extra", FieldType.OBJECT, 1)).descriptorSet();

        Set<String> seen = new HashSet<>();
        for (FileDescriptorProto file : set.getFileList()) {
            assertThat(seen).containsAll(file.getDependencyList());
            assertThat(seen.add(file.getName())).isTrue();
        }
        assertThat(seen).contains("sales/orders/v1/orders.proto", "dpg/v1/frame.proto", "google/protobuf/struct.proto");
    }

    @ParameterizedTest
    @CsvSource({
        "sales.orders.v1.Orders, sales.orders.v1",
        "climate.daily_weather.v12.DailyWeather, climate.daily_weather.v12",
        "sales.orders.v1.OrdersFrame,",
        "sales.orders.Orders,",
        "sales.orders.v1.orders,",
        "dpg.v1.DataService,",
        "sales.orders.v1.x.Orders,"
    })
    void aProductIsFoundByTheNameOfItsService(String service, String product) {
        assertThat(TypedName.ofService(service).map(PortName::toString).orElse(null))
                .isEqualTo(product);
    }

    @ParameterizedTest
    @CsvSource({
        "sales/orders/v1/orders.proto, sales.orders.v1",
        "sales/orders/v1/other.proto,",
        "sales.orders/v1/orders.proto,",
        "orders.proto,",
        "dpg/v1/frame.proto,"
    })
    void aProductIsFoundByTheNameOfItsFile(String file, String product) {
        assertThat(TypedName.ofFile(file).map(PortName::toString).orElse(null)).isEqualTo(product);
    }

    private static void assertUnique(Descriptor message, Set<String> enclosing) {
        Set<String> around = new HashSet<>(enclosing);
        around.add(message.getName());
        Set<String> scope = new HashSet<>();
        message.getFields()
                .forEach(field -> assertThat(scope.add(field.getName())).isTrue());
        message.getOneofs()
                .forEach(oneof -> assertThat(scope.add(oneof.getName())).isTrue());
        for (Descriptor nested : message.getNestedTypes()) {
            assertThat(scope.add(nested.getName())).isTrue();
            assertThat(around).doesNotContain(nested.getName());
            assertUnique(nested, around);
        }
    }

    private static String comment(FileDescriptorProto file, Integer... path) {
        return file.getSourceCodeInfo().getLocationList().stream()
                .filter(location -> location.getPathList().equals(List.of(path)))
                .map(Location::getLeadingComments)
                .findFirst()
                .orElse("");
    }

    private static String oneof(FieldDescriptor field) {
        return field.getContainingOneof() == null
                ? ""
                : field.getContainingOneof().getName();
    }

    private static String typeName(FieldDescriptor field, Map<String, String> ownTypes) {
        if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
            return field.getType().name();
        }
        String name = field.getMessageType().getFullName();
        return ownTypes.getOrDefault(name, name);
    }

    private static Field field(String path, int number) {
        return field(path, FieldType.STRING, number);
    }

    private static Field field(String path, FieldType type, int number) {
        return new Field(path, type, false, "").numbered(number);
    }

    private static ProductDescriptor product(Field... fields) {
        return product(List.of(fields));
    }

    private static ProductDescriptor product(List<Field> fields) {
        ProductDescriptor product = ProductDescriptor.of(ORDERS, "Orders", "All of them.", fields);
        FileDescriptor file = product.file();
        assertThat(file.toProto().getSyntax()).isEqualTo("proto3");
        return product;
    }
}
