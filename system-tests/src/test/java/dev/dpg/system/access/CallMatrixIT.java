package dev.dpg.system.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.system.access.CallMatrix.Caller;
import dev.dpg.system.access.CallMatrix.Row;
import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.Resources;
import dev.dpg.v1.AccessServiceGrpc;
import dev.dpg.v1.AdminServiceGrpc;
import dev.dpg.v1.CatalogServiceGrpc;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.ProductServiceGrpc;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.SchemaServiceGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every call by everybody: a call is let through for those who may make it, and for nobody else. */
@Tag("access")
class CallMatrixIT {
    private static final Set<Status.Code> REFUSALS = Set.of(Status.Code.UNAUTHENTICATED, Status.Code.PERMISSION_DENIED);

    private static final Logger LOG = LoggerFactory.getLogger(CallMatrixIT.class);

    @RegisterExtension
    private final Resources resources = new Resources();

    @Test
    void everyCallIsForThoseWhoMayMakeIt() {
        Mesh mesh = Mesh.start(1, resources);
        CallMatrix matrix = CallMatrix.prepared(mesh, resources);
        Map<Caller, Connection> callers = new EnumMap<>(Caller.class);
        for (Caller caller : Caller.values()) {
            callers.put(caller, caller.connect(mesh));
        }
        Connection nobody = Objects.requireNonNull(callers.get(Caller.NOBODY));
        assertThat(typedRead(nobody, "sales.absent.v1.Absent"))
                .as("who is not known learns nothing of what there is")
                .isEqualTo(typedRead(nobody, "sales.orders_matrix.v1.OrdersMatrix"));
        List<String> lines = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Row<?> row : matrix.rows()) {
            StringBuilder line = new StringBuilder("%-46s".formatted(row.name()));
            for (Caller caller : Caller.values()) {
                Status status =
                        row.call(Objects.requireNonNull(callers.get(caller)).channel());
                boolean passed = !isRefused(status, row);
                line.append("%-12s".formatted(passed ? "yes" : "-"));
                if (passed != row.allowed().contains(caller)) {
                    wrong.add(row.name() + " by " + caller + ": " + status);
                }
            }
            lines.add(line.toString());
        }
        String head = " ".repeat(46)
                + Stream.of(Caller.values())
                        .map(caller -> "%-12s".formatted(caller.name().toLowerCase(Locale.ROOT)))
                        .collect(Collectors.joining());
        LOG.info("who may make which call:\n{}\n{}", head, String.join("\n", lines));

        assertThat(wrong).isEmpty();
        List<String> tried = matrix.rows().stream().map(Row::name).toList();
        assertThat(tried).as("every call of every service is in the table").containsAll(declared());
    }

    private static String typedRead(Connection caller, String service) {
        return FirstAnswer.of(caller.channel(), CallMatrix.typedRead(service), ReadRequest.getDefaultInstance())
                .toString();
    }

    /** What is refused for not being there, because who asks may not know of it, is refused. */
    private static boolean isRefused(Status status, Row<?> row) {
        return REFUSALS.contains(status.getCode()) || (row.hides() && status.getCode() == Status.Code.NOT_FOUND);
    }

    private static Set<String> declared() {
        return Stream.of(
                        AccessServiceGrpc.getServiceDescriptor(),
                        AdminServiceGrpc.getServiceDescriptor(),
                        CatalogServiceGrpc.getServiceDescriptor(),
                        DataServiceGrpc.getServiceDescriptor(),
                        ProductServiceGrpc.getServiceDescriptor(),
                        SchemaServiceGrpc.getServiceDescriptor(),
                        HealthGrpc.getServiceDescriptor(),
                        ServerReflectionGrpc.getServiceDescriptor())
                .map(ServiceDescriptor::getMethods)
                .flatMap(methods -> methods.stream())
                .map(MethodDescriptor::getFullMethodName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
