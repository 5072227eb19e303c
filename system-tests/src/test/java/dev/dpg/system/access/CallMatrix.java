package dev.dpg.system.access;

import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.SharedBroker;
import dev.dpg.system.fixture.TestProduct;
import dev.dpg.system.fixture.Topics;
import dev.dpg.v1.AccessServiceGrpc;
import dev.dpg.v1.AccessTerms;
import dev.dpg.v1.AdminServiceGrpc;
import dev.dpg.v1.CatalogServiceGrpc;
import dev.dpg.v1.CheckCompatibilityRequest;
import dev.dpg.v1.CloseSessionRequest;
import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.DecideAccessRequest;
import dev.dpg.v1.DeprecateProductRequest;
import dev.dpg.v1.DraftProductRequest;
import dev.dpg.v1.DrainRequest;
import dev.dpg.v1.ExplainAccessRequest;
import dev.dpg.v1.Frame;
import dev.dpg.v1.GetDescriptorSetRequest;
import dev.dpg.v1.GetProductRequest;
import dev.dpg.v1.GetSchemaRequest;
import dev.dpg.v1.ListAccessRequestsRequest;
import dev.dpg.v1.ListDomainsRequest;
import dev.dpg.v1.ListGrantsRequest;
import dev.dpg.v1.ListProductsRequest;
import dev.dpg.v1.ListSchemaVersionsRequest;
import dev.dpg.v1.ListSessionsRequest;
import dev.dpg.v1.PlanProductRequest;
import dev.dpg.v1.ProductServiceGrpc;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.RequestAccessRequest;
import dev.dpg.v1.ResolvePositionRequest;
import dev.dpg.v1.RetireProductRequest;
import dev.dpg.v1.RevokeGrantRequest;
import dev.dpg.v1.SchemaServiceGrpc;
import dev.dpg.v1.SubscribeRequest;
import dev.dpg.v1.WatchProductsRequest;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** All calls about one product of the domain {@code sales}, and who may make each of them. */
record CallMatrix(List<CallMatrix.Row<?>> rows) {
    private static final String PRODUCT = "sales.orders_matrix";
    private static final TestProduct DOCUMENTS =
            TestProduct.named("orders_matrix").inDomain("sales");

    private static final Set<Caller> ALL = EnumSet.allOf(Caller.class);
    private static final Set<Caller> KNOWN = EnumSet.complementOf(EnumSet.of(Caller.NOBODY));
    private static final Set<Caller> READERS =
            EnumSet.of(Caller.MEMBER, Caller.DEVELOPER, Caller.STEWARD, Caller.OWNER);
    private static final Set<Caller> PUBLISHERS = EnumSet.of(Caller.DEVELOPER, Caller.OWNER);
    private static final Set<Caller> DECIDERS = EnumSet.of(Caller.STEWARD, Caller.OWNER);
    private static final Set<Caller> OWNER = EnumSet.of(Caller.OWNER);
    private static final Set<Caller> OPERATOR = EnumSet.of(Caller.OPERATOR);

    /** Who calls. */
    enum Caller {
        /** Says nothing of himself. */
        NOBODY,
        /** A program of no domain. */
        STRANGER,
        /** A program of the domain. */
        MEMBER,
        DEVELOPER,
        STEWARD,
        OWNER,
        /** Owns another domain. */
        NEIGHBOUR,
        OPERATOR;

        Connection connect(Mesh mesh) {
            return switch (this) {
                case NOBODY -> Connection.to(mesh.addresses().get(0), mesh.resources());
                case STRANGER -> mesh.application("stranger", "", "");
                case MEMBER -> mesh.application("packing", "warehouse", "sales");
                case DEVELOPER -> mesh.application("sales-ci", "builds", "");
                case STEWARD -> mesh.person("stella", "compliance");
                case OWNER -> mesh.owner("sales");
                case NEIGHBOUR -> mesh.owner("stock");
                case OPERATOR -> mesh.person("otto", "platform");
            };
        }
    }

    /**
     * A call.
     *
     * @param method which
     * @param request makes a request; each is used once
     * @param allowed who may make it
     * @param hides whether it is told others that what it is about is not there
     */
    record Row<Q>(MethodDescriptor<Q, ?> method, Supplier<Q> request, Set<Caller> allowed, boolean hides) {
        String name() {
            return method.getFullMethodName();
        }

        Status call(Channel channel) {
            return FirstAnswer.of(channel, method, request.get());
        }
    }

    static CallMatrix prepared(Mesh mesh, Resources resources) {
        resources.add(new Topics(SharedBroker.bootstrapServers())).create(DOCUMENTS.topic(), 1);
        Connection owner = mesh.owner("sales");
        owner.publish(DOCUMENTS);
        Connection asker = mesh.application("asker", "", "");
        return new CallMatrix(List.of(
                row(CatalogServiceGrpc.getListDomainsMethod(), ListDomainsRequest.getDefaultInstance(), KNOWN),
                row(CatalogServiceGrpc.getListProductsMethod(), ListProductsRequest.getDefaultInstance(), KNOWN),
                row(
                        CatalogServiceGrpc.getGetProductMethod(),
                        GetProductRequest.newBuilder().setName(PRODUCT).build(),
                        KNOWN),
                row(CatalogServiceGrpc.getWatchProductsMethod(), WatchProductsRequest.getDefaultInstance(), KNOWN),
                row(SchemaServiceGrpc.getGetSchemaMethod(), GetSchemaRequest.getDefaultInstance(), KNOWN),
                row(
                        SchemaServiceGrpc.getListSchemaVersionsMethod(),
                        ListSchemaVersionsRequest.getDefaultInstance(),
                        KNOWN),
                row(SchemaServiceGrpc.getGetDescriptorSetMethod(), GetDescriptorSetRequest.getDefaultInstance(), KNOWN),
                row(
                        SchemaServiceGrpc.getCheckCompatibilityMethod(),
                        CheckCompatibilityRequest.getDefaultInstance(),
                        KNOWN),
                row(
                        DataServiceGrpc.getReadMethod(),
                        ReadRequest.newBuilder().setProduct(PRODUCT).build(),
                        READERS),
                row(
                        DataServiceGrpc.getSubscribeMethod(),
                        SubscribeRequest.newBuilder().setProduct(PRODUCT).build(),
                        READERS),
                row(
                        DataServiceGrpc.getResolvePositionMethod(),
                        ResolvePositionRequest.newBuilder().setProduct(PRODUCT).build(),
                        READERS),
                row(typedRead("sales.orders_matrix.v1.OrdersMatrix"), ReadRequest.getDefaultInstance(), READERS),
                row(ProductServiceGrpc.getPlanProductMethod(), plan(), PUBLISHERS),
                row(ProductServiceGrpc.getApplyProductMethod(), DOCUMENTS.request(), PUBLISHERS),
                row(
                        ProductServiceGrpc.getDraftProductMethod(),
                        DraftProductRequest.newBuilder()
                                .setProduct("sales.drafted")
                                .setTopic(DOCUMENTS.topic())
                                .build(),
                        PUBLISHERS),
                row(
                        ProductServiceGrpc.getDeprecateProductMethod(),
                        DeprecateProductRequest.newBuilder()
                                .setProduct(PRODUCT + ".v1")
                                .build(),
                        OWNER),
                row(
                        ProductServiceGrpc.getRetireProductMethod(),
                        RetireProductRequest.newBuilder()
                                .setProduct(PRODUCT + ".v1")
                                .setRequestId("matrix")
                                .build(),
                        OWNER),
                row(
                        AccessServiceGrpc.getRequestAccessMethod(),
                        RequestAccessRequest.newBuilder()
                                .setRequestId("matrix")
                                .setTerms(AccessTerms.newBuilder()
                                        .setProduct(PRODUCT)
                                        .setPurpose("a matrix"))
                                .build(),
                        KNOWN),
                row(
                        AccessServiceGrpc.getListAccessRequestsMethod(),
                        ListAccessRequestsRequest.getDefaultInstance(),
                        KNOWN),
                row(AccessServiceGrpc.getListGrantsMethod(), ListGrantsRequest.getDefaultInstance(), KNOWN),
                row(
                        AccessServiceGrpc.getExplainAccessMethod(),
                        ExplainAccessRequest.newBuilder().setProduct(PRODUCT).build(),
                        KNOWN),
                new Row<>(
                        AccessServiceGrpc.getDecideAccessMethod(),
                        () -> DecideAccessRequest.newBuilder()
                                .setId(Mesh.ask(asker, PRODUCT).getId())
                                .setDecision(DecideAccessRequest.Decision.DECISION_REJECT)
                                .setReason("a matrix")
                                .build(),
                        DECIDERS,
                        true),
                new Row<>(
                        AccessServiceGrpc.getRevokeGrantMethod(),
                        () -> RevokeGrantRequest.newBuilder()
                                .setId(Mesh.approve(owner, Mesh.ask(asker, PRODUCT))
                                        .getId())
                                .setReason("a matrix")
                                .build(),
                        DECIDERS,
                        true),
                row(AdminServiceGrpc.getListSessionsMethod(), ListSessionsRequest.getDefaultInstance(), OPERATOR),
                row(AdminServiceGrpc.getCloseSessionMethod(), CloseSessionRequest.getDefaultInstance(), OPERATOR),
                row(HealthGrpc.getCheckMethod(), HealthCheckRequest.getDefaultInstance(), ALL),
                row(HealthGrpc.getWatchMethod(), HealthCheckRequest.getDefaultInstance(), ALL),
                row(
                        ServerReflectionGrpc.getServerReflectionInfoMethod(),
                        ServerReflectionRequest.newBuilder().setListServices("").build(),
                        KNOWN),
                // The last one: the gateway goes away then.
                row(AdminServiceGrpc.getDrainMethod(), DrainRequest.getDefaultInstance(), OPERATOR)));
    }

    private static <Q> Row<Q> row(MethodDescriptor<Q, ?> method, Q request, Set<Caller> allowed) {
        return new Row<>(method, () -> request, allowed, false);
    }

    private static PlanProductRequest plan() {
        var apply = DOCUMENTS.request();
        return PlanProductRequest.newBuilder()
                .setProduct(apply.getProduct())
                .addAllContracts(apply.getContractsList())
                .build();
    }

    /** The call of a product's own service. */
    static MethodDescriptor<ReadRequest, Frame> typedRead(String service) {
        return DataServiceGrpc.getReadMethod().toBuilder()
                .setFullMethodName(service + "/Read")
                .build();
    }
}
