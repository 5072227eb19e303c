package dev.dpg.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.v1.AccessServiceGrpc;
import dev.dpg.v1.AdminServiceGrpc;
import dev.dpg.v1.CatalogServiceGrpc;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.ProductServiceGrpc;
import dev.dpg.v1.SchemaServiceGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallRulesTest {
    private static final List<ServiceDescriptor> SERVICES = List.of(
            AccessServiceGrpc.getServiceDescriptor(),
            AdminServiceGrpc.getServiceDescriptor(),
            CatalogServiceGrpc.getServiceDescriptor(),
            DataServiceGrpc.getServiceDescriptor(),
            ProductServiceGrpc.getServiceDescriptor(),
            SchemaServiceGrpc.getServiceDescriptor(),
            HealthGrpc.getServiceDescriptor());

    @Test
    void everyCallHasARule() {
        assertThat(SERVICES.stream()
                        .flatMap(service -> service.getMethods().stream())
                        .map(MethodDescriptor::getFullMethodName))
                .allSatisfy(name -> assertThat(CallRules.of(name)).as(name).isNotNull());
    }

    @Test
    void everyServiceOfTheContractIsLookedAt() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../proto/src/main/proto/dpg/v1"))) {
            long declared = files.filter(file -> file.toString().endsWith("_service.proto"))
                    .count();
            assertThat(SERVICES.stream().filter(service -> service.getName().startsWith("dpg.v1.")))
                    .hasSize((int) declared);
        }
    }

    @Test
    void whatNobodyKnowsHasNone() {
        assertThat(CallRules.of("dpg.v1.DataService/Anything")).isNull();
        assertThat(CallRules.of("sales.orders.v1.Orders/Read")).isEqualTo(CallRule.KNOWN);
        assertThat(CallRules.of("grpc.health.v1.Health/Check")).isEqualTo(CallRule.ANYBODY);
    }
}
