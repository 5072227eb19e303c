package dev.dpg.cli.fakes;

import io.grpc.BindableService;
import io.grpc.Grpc;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.TlsServerCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** A gateway on a free port of this machine that answers with what a test gave it. */
public final class FakeGateway implements AutoCloseable {
    private final FakeCatalog catalog = new FakeCatalog();
    private final FakeData data = new FakeData();
    private final FakePublishing publishing = new FakePublishing();
    private final FakeSchemas schemas = new FakeSchemas();
    private final FakeAdmin admin = new FakeAdmin();
    private final FakeAccess access = new FakeAccess();
    private final HealthStatusManager health = new HealthStatusManager();
    private final Server server;

    private final Doorkeeper doorkeeper = new Doorkeeper();

    private FakeGateway(ServerBuilder<?> builder) {
        List<BindableService> services = List.of(
                catalog,
                data,
                publishing,
                schemas,
                admin,
                access,
                health.getHealthService(),
                ProtoReflectionServiceV1.newInstance());
        services.forEach(builder::addService);
        builder.intercept(doorkeeper);
        try {
            server = builder.build().start();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    /** Starts one without products. */
    public static FakeGateway start() {
        return new FakeGateway(ServerBuilder.forPort(0));
    }

    /** Starts one without products behind TLS. */
    public static FakeGateway startWithTls(Path certificates, Path key) throws IOException {
        return new FakeGateway(
                Grpc.newServerBuilderForPort(0, TlsServerCredentials.create(certificates.toFile(), key.toFile())));
    }

    /** Lets only calls in that bring this token; health and reflection are for everybody. */
    public void demand(String token) {
        doorkeeper.demand(token);
    }

    /** The tokens that calls brought, each as it was; empty texts where there was none. */
    public List<String> tokens() {
        return doorkeeper.tokens();
    }

    /** What there is. */
    public FakeCatalog catalog() {
        return catalog;
    }

    /** The records of every product. */
    public FakeData data() {
        return data;
    }

    /** What may be published. */
    public FakePublishing publishing() {
        return publishing;
    }

    /** The types of products. */
    public FakeSchemas schemas() {
        return schemas;
    }

    /** Sessions and drain. */
    public FakeAdmin admin() {
        return admin;
    }

    /** Requests and grants. */
    public FakeAccess access() {
        return access;
    }

    /** What it says of its own health, and of its products'; nothing is said of what was not set. */
    public void setHealth(String service, ServingStatus status) {
        health.setStatus(service, status);
    }

    /** Host and port. */
    public String address() {
        return "127.0.0.1:" + server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
