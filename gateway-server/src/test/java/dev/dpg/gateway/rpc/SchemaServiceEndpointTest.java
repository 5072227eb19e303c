package dev.dpg.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.dpg.gateway.fakes.MemoryCatalog;
import dev.dpg.v1.GetDescriptorSetRequest;
import dev.dpg.v1.GetDescriptorSetResponse;
import dev.dpg.v1.GetSchemaRequest;
import dev.dpg.v1.GetSchemaResponse;
import dev.dpg.v1.ListSchemaVersionsRequest;
import dev.dpg.v1.SchemaInfo;
import dev.dpg.v1.SchemaServiceGrpc;
import dev.dpg.v1.SchemaVersion;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaServiceEndpointTest {
    private final MemoryCatalog memory = MemoryCatalog.open("sales");
    private final RunningServer server = new RunningServer(
            ListenerSettings.defaults(),
            10,
            new SchemaServiceEndpoint(memory.catalog(), new ServedTypes(memory.catalog())).bindService());

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void theSetOfProductsHoldsAllThatTheirServicesNeedInOrder() throws Exception {
        memory.publish("sales.orders.v1", "1.0.0");
        memory.publish("sales.returns.v2", "2.0.0");

        GetDescriptorSetResponse answer = set("sales.orders", "sales.returns.v2", "sales.orders.v1");

        assertThat(answer.getServicesList()).containsExactly("sales.orders.v1.Orders", "sales.returns.v2.Returns");
        assertThat(names(answer))
                .contains(
                        "sales/orders/v1/orders.proto",
                        "sales/returns/v2/returns.proto",
                        "dpg/v1/data_service.proto",
                        "google/protobuf/timestamp.proto")
                .doesNotContain("dpg/v1/admin_service.proto");
    }

    @Test
    void withoutNamesEverythingIsInIt() throws Exception {
        memory.publish("sales.orders.v1", "1.0.0");

        GetDescriptorSetResponse answer = set();

        assertThat(answer.getServicesList()).containsExactly("sales.orders.v1.Orders");
        assertThat(names(answer))
                .contains(
                        "sales/orders/v1/orders.proto", "dpg/v1/admin_service.proto", "google/rpc/error_details.proto");
    }

    @Test
    void aProductHasASchemaInEveryWordsThatItsValuesAreGivenIn() throws Exception {
        memory.publishDescribed("sales.orders.v1", "1.2.0", "Never used twice.");

        GetSchemaResponse stored = schema("sales.orders", SchemaInfo.Format.FORMAT_UNSPECIFIED);
        assertThat(stored.getProduct()).isEqualTo("sales.orders.v1");
        assertThat(stored.getVersion()).isEqualTo("1.2.0");
        assertThat(stored.getSchema().getFormat()).isEqualTo(SchemaInfo.Format.FORMAT_JSON_SCHEMA);
        assertThat(stored.getSchema().getSchema()).contains("\"id\"").contains("Never used twice.");

        SchemaInfo message =
                schema("sales.orders", SchemaInfo.Format.FORMAT_PROTOBUF).getSchema();
        assertThat(message.getMessageName()).isEqualTo("sales.orders.v1.OrdersValue");
        assertThat(FileDescriptorSet.parseFrom(message.getDescriptorSet()).getFileList())
                .anyMatch(file -> file.getMessageTypeList().stream()
                        .anyMatch(type -> type.getName().equals("OrdersValue")));
    }

    @Test
    void theVersionsOfALineAreListedNewestFirst() {
        memory.publish("sales.orders.v1", "1.0.0");
        memory.publish("sales.orders.v1", "1.1.0");

        assertThat(SchemaServiceGrpc.newBlockingStub(server.channel())
                        .listSchemaVersions(ListSchemaVersionsRequest.newBuilder()
                                .setProduct("sales.orders")
                                .build())
                        .getVersionsList())
                .extracting(SchemaVersion::getVersion)
                .containsExactly("1.1.0", "1.0.0");
    }

    @Test
    void aSchemaOfAFormatThatValuesAreNotStoredInIsRefused() {
        memory.publish("sales.orders.v1", "1.0.0");

        assertThat(refusal(() -> schema("sales.orders", SchemaInfo.Format.FORMAT_AVRO)))
                .isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(refusal(() -> schema("sales.order", SchemaInfo.Format.FORMAT_PROTOBUF)))
                .isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void unknownProductsAndTooManyAreRefused() {
        assertThat(refused("sales.orders")).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(refused(IntStream.range(0, 65).mapToObj(i -> "sales.p" + i).toArray(String[]::new)))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void aSetThatClientsWouldNotTakeIsRefused() {
        for (int i = 0; i < 10; i++) {
            memory.publishDescribed("sales.p" + i + ".v1", "1.0.0", "x".repeat(400_000));
        }

        assertThat(refused()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(set("sales.p1", "sales.p2").getServicesCount()).isEqualTo(2);
    }

    private GetDescriptorSetResponse set(String... products) {
        return SchemaServiceGrpc.newBlockingStub(server.channel())
                .getDescriptorSet(GetDescriptorSetRequest.newBuilder()
                        .addAllProducts(List.of(products))
                        .build());
    }

    private GetSchemaResponse schema(String product, SchemaInfo.Format format) {
        return SchemaServiceGrpc.newBlockingStub(server.channel())
                .getSchema(GetSchemaRequest.newBuilder()
                        .setProduct(product)
                        .setFormat(format)
                        .build());
    }

    private Status.Code refused(String... products) {
        return refusal(() -> set(products));
    }

    private static Status.Code refusal(ThrowingCallable call) {
        return assertThatThrownBy(call)
                .asInstanceOf(type(StatusRuntimeException.class))
                .actual()
                .getStatus()
                .getCode();
    }

    private static Set<String> names(GetDescriptorSetResponse answer) throws InvalidProtocolBufferException {
        Set<String> names = new HashSet<>();
        for (FileDescriptorProto file :
                FileDescriptorSet.parseFrom(answer.getDescriptorSet()).getFileList()) {
            assertThat(names).containsAll(file.getDependencyList());
            names.add(file.getName());
        }
        return names;
    }
}
