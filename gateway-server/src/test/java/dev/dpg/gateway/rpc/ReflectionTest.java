package dev.dpg.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.fakes.MemoryCatalog;
import dev.dpg.gateway.fakes.SamplePorts;
import dev.dpg.gateway.product.Lifecycle;
import dev.dpg.v1.Frame;
import dev.dpg.v1.GetSchemaRequest;
import dev.dpg.v1.ListSessionsRequest;
import dev.dpg.v1.PlanProductRequest;
import dev.dpg.v1.PositionErrorDetail;
import dev.dpg.v1.Product;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.SchemaServiceGrpc;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.reflection.v1.ExtensionRequest;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReflectionTest {
    private static final String V1 = "grpc.reflection.v1.ServerReflection";
    private static final String V1_ALPHA = "grpc.reflection.v1alpha.ServerReflection";

    private final MemoryCatalog memory = MemoryCatalog.open("sales", "climate");
    private final List<RunningServer> servers = new ArrayList<>();

    @AfterEach
    void stopServers() {
        servers.forEach(RunningServer::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, V1_ALPHA})
    void servicesOfTheGatewayAndOfProductsAreListed(String service) {
        memory.publish("sales.orders.v1", "1.0.0");
        memory.publish("climate.daily_weather.v2", "2.0.0");

        assertThat(listed(service))
                .containsExactly(
                        "climate.daily_weather.v2.DailyWeather",
                        SchemaServiceGrpc.SERVICE_NAME,
                        V1,
                        V1_ALPHA,
                        "sales.orders.v1.Orders");
    }

    @Test
    void aProductIsShownFromItsApplyToItsRetirement() {
        assertThat(error(symbol("sales.orders.v1.Orders"))).isEqualTo(Status.Code.NOT_FOUND);
        PublishedPort port = memory.publish("sales.orders.v1", "1.0.0");
        assertThat(files(symbol("sales.orders.v1.Orders")).get(0).getName()).isEqualTo("sales/orders/v1/orders.proto");

        PublishedPort retired = SamplePorts.port("sales.orders.v1", "1.1.0");
        memory.publish(new PublishedPort(
                retired.content(),
                new Lifecycle(Lifecycle.State.RETIRED, port.lifecycle().deprecation()),
                retired.applyTime()));

        assertThat(listed(V1)).doesNotContain("sales.orders.v1.Orders");
        assertThat(error(symbol("sales.orders.v1.Orders"))).isEqualTo(Status.Code.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sales.orders.v1.Orders",
                "sales.orders.v1.Orders.Read",
                "sales.orders.v1.OrdersValue",
                ".sales.orders.v1.OrdersValue.id",
                "dpg.v1.DataService",
                "dpg.v1.ReadRequest.filter",
                "dpg.v1.ENCODING_RAW",
                "dpg.v1.PositionErrorDetail",
                "google.rpc.ErrorInfo",
                "google.rpc.BadRequest.FieldViolation",
                "google.rpc.Status",
                "grpc.health.v1.Health",
                "google.protobuf.Timestamp"
            })
    void theFileOfASymbolComesWithAllThatItImportsAndIsWhole(String symbol) throws Exception {
        memory.publish("sales.orders.v1", "1.0.0");

        FileDescriptor file = ReflectionClient.linked(files(symbol(symbol)));

        assertThat(file.getPackage())
                .isIn("sales.orders.v1", "dpg.v1", "google.rpc", "grpc.health.v1", "google.protobuf");
    }

    @Test
    void whatItShowsIsWhatTheProductSays() throws Exception {
        memory.publishDescribed("sales.orders.v1", "1.0.0", "Never used twice.");

        FileDescriptorProto file = files(symbol("sales.orders.v1.OrdersValue")).get(0);

        assertThat(ReflectionClient.linked(files(symbol("sales.orders.v1.OrdersValue")))
                        .findMessageTypeByName("OrdersValue")
                        .getFields())
                .extracting(FieldDescriptor::getName)
                .containsExactly("id");
        assertThat(file.getSourceCodeInfo().getLocationList())
                .anyMatch(location -> location.getLeadingComments().contains("Never used twice."));
    }

    @Test
    void theGatewaysOwnTypesCarryTheirComments() {
        assertThat(files(symbol("dpg.v1.DataService"))
                        .get(0)
                        .getSourceCodeInfo()
                        .getLocationList())
                .anyMatch(location -> location.getLeadingComments().contains("Reads a bounded part"));
    }

    @Test
    void whatAStreamHasHadIsNotSentAgainExceptTheFileItAsksFor() {
        List<ServerReflectionResponse> answers = ask(V1, symbol("dpg.v1.Frame"), symbol("dpg.v1.Record"));

        assertThat(files(answers.get(0)).size()).isGreaterThan(1);
        assertThat(files(answers.get(1)))
                .extracting(FileDescriptorProto::getName)
                .containsExactly("dpg/v1/frame.proto");
    }

    @Test
    void filesAreFoundByTheirNames() {
        memory.publish("sales.orders.v1", "1.0.0");

        for (String name :
                List.of("sales/orders/v1/orders.proto", "dpg/v1/frame.proto", "google/rpc/error_details.proto")) {
            assertThat(files(ServerReflectionRequest.newBuilder()
                                    .setFileByFilename(name)
                                    .build())
                            .get(0)
                            .getName())
                    .isEqualTo(name);
        }
    }

    @Test
    void whatIsNotThereIsAnErrorWithinTheStream() {
        memory.publish("sales.orders.v1", "1.0.0");
        List<ServerReflectionRequest> missing = List.of(
                symbol("sales.orders.v1.Other"),
                symbol("sales.orders.v2.Orders"),
                symbol("x"),
                symbol(""),
                ServerReflectionRequest.newBuilder()
                        .setFileByFilename("no.proto")
                        .build(),
                ServerReflectionRequest.newBuilder()
                        .setFileContainingExtension(
                                ExtensionRequest.newBuilder().setContainingType("dpg.v1.Frame"))
                        .build(),
                ServerReflectionRequest.newBuilder()
                        .setAllExtensionNumbersOfType("dpg.v1.No")
                        .build());

        List<ServerReflectionResponse> answers = ask(V1, missing.toArray(ServerReflectionRequest[]::new));

        assertThat(answers)
                .hasSameSizeAs(missing)
                .allMatch(answer -> answer.getErrorResponse().getErrorCode() == Status.Code.NOT_FOUND.value());
        assertThat(answers)
                .extracting(ServerReflectionResponse::getOriginalRequest)
                .isEqualTo(missing);
        assertThat(error(ServerReflectionRequest.getDefaultInstance())).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void noFileHasExtensions() {
        var request = ServerReflectionRequest.newBuilder()
                .setAllExtensionNumbersOfType("dpg.v1.Frame")
                .build();

        assertThat(ask(V1, request).get(0).getAllExtensionNumbersResponse().getExtensionNumberCount())
                .isZero();
        assertThat(ServedTypes.own().all())
                .allMatch(file -> file.getExtensions().isEmpty())
                .allMatch(file -> file.getMessageTypes().stream()
                        .allMatch(type -> type.getExtensions().isEmpty()));
    }

    @Test
    void everyTypeOfTheGeneratedContractIsShownWithTheSameFields() {
        List<Descriptor> types = List.of(
                        Frame.getDescriptor(),
                        ReadRequest.getDescriptor(),
                        Product.getDescriptor(),
                        PlanProductRequest.getDescriptor(),
                        GetSchemaRequest.getDescriptor(),
                        ListSessionsRequest.getDescriptor(),
                        PositionErrorDetail.getDescriptor())
                .stream()
                .flatMap(type -> type.getFile().getMessageTypes().stream())
                .toList();
        for (Descriptor generated : types) {
            Descriptor shown = ServedTypes.own()
                    .declaring(generated.getFullName())
                    .orElseThrow()
                    .findMessageTypeByName(generated.getName());
            assertThat(withoutJsonNames(shown.toProto())).isEqualTo(withoutJsonNames(generated.toProto()));
        }
    }

    /** Java's generated code leaves them out. */
    private static DescriptorProto withoutJsonNames(DescriptorProto message) {
        DescriptorProto.Builder without = message.toBuilder();
        without.getFieldBuilderList().forEach(FieldDescriptorProto.Builder::clearJsonName);
        for (int i = 0; i < without.getNestedTypeCount(); i++) {
            without.setNestedType(i, withoutJsonNames(without.getNestedType(i)));
        }
        return without.build();
    }

    /** Both versions are served by one implementation, so they have to be one on the wire. */
    @Test
    void bothVersionsOfTheProtocolAreTheSameOnTheWire() {
        assertSameWire(
                ServerReflectionRequest.getDescriptor(),
                io.grpc.reflection.v1alpha.ServerReflectionRequest.getDescriptor());
        assertSameWire(
                ServerReflectionResponse.getDescriptor(),
                io.grpc.reflection.v1alpha.ServerReflectionResponse.getDescriptor());
    }

    @Test
    void beforeTheCatalogueWasReadTheGatewaysOwnServicesAreShown() {
        MemoryCatalog unread = MemoryCatalog.unread("sales");

        assertThat(ReflectionClient.ask(server(unread), V1, listRequest())
                        .get(0)
                        .getListServicesResponse()
                        .getServiceList())
                .extracting(ServiceResponse::getName)
                .containsExactly(SchemaServiceGrpc.SERVICE_NAME, V1, V1_ALPHA);
    }

    private static void assertSameWire(Descriptor one, Descriptor other) {
        assertThat(one.getFields()).hasSameSizeAs(other.getFields());
        for (FieldDescriptor field : one.getFields()) {
            FieldDescriptor same = other.findFieldByNumber(field.getNumber());
            assertThat(same.getType()).isEqualTo(field.getType());
            assertThat(same.isRepeated()).isEqualTo(field.isRepeated());
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                    && !field.getMessageType().equals(one)
                    && !field.getName().equals("original_request")) {
                assertSameWire(field.getMessageType(), same.getMessageType());
            }
        }
    }

    private List<String> listed(String service) {
        return ask(service, listRequest()).get(0).getListServicesResponse().getServiceList().stream()
                .map(ServiceResponse::getName)
                .toList();
    }

    private static ServerReflectionRequest listRequest() {
        return ServerReflectionRequest.newBuilder().setListServices("").build();
    }

    private static ServerReflectionRequest symbol(String name) {
        return ServerReflectionRequest.newBuilder()
                .setFileContainingSymbol(name)
                .build();
    }

    private Status.Code error(ServerReflectionRequest request) {
        return Status.fromCodeValue(ask(V1, request).get(0).getErrorResponse().getErrorCode())
                .getCode();
    }

    private List<FileDescriptorProto> files(ServerReflectionRequest request) {
        return files(ask(V1, request).get(0));
    }

    private static List<FileDescriptorProto> files(ServerReflectionResponse answer) {
        assertThat(answer.getErrorResponse().getErrorMessage()).isEmpty();
        return answer.getFileDescriptorResponse().getFileDescriptorProtoList().stream()
                .map(ReflectionClient::parsed)
                .toList();
    }

    private List<ServerReflectionResponse> ask(String service, ServerReflectionRequest... requests) {
        if (servers.isEmpty()) {
            server(memory);
        }
        return ReflectionClient.ask(servers.get(0), service, requests);
    }

    private RunningServer server(MemoryCatalog catalog) {
        var types = new ServedTypes(catalog.catalog());
        var own = List.of(new SchemaServiceEndpoint(catalog.catalog(), types).bindService());
        var services = new ArrayList<>(own);
        services.addAll(new Reflection(types, own).services());
        RunningServer server =
                new RunningServer(ListenerSettings.defaults(), 10, services.toArray(ServerServiceDefinition[]::new));
        servers.add(server);
        return server;
    }
}
