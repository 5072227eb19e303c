package dev.dpg.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.fakes.FakeClusters;
import dev.dpg.gateway.fakes.MemoryAccess;
import dev.dpg.gateway.fakes.MemoryCatalog;
import dev.dpg.gateway.fakes.OrderDocuments;
import dev.dpg.gateway.identity.Identity;
import dev.dpg.gateway.publication.DocumentCheck;
import dev.dpg.gateway.publication.Drafter;
import dev.dpg.gateway.publication.LifecycleChanges;
import dev.dpg.gateway.publication.LiveReaders;
import dev.dpg.gateway.publication.Planner;
import dev.dpg.gateway.publication.Publisher;
import dev.dpg.v1.AppliedProduct;
import dev.dpg.v1.ApplyProductRequest;
import dev.dpg.v1.ApplyProductResponse;
import dev.dpg.v1.DeprecateProductRequest;
import dev.dpg.v1.DeprecateProductResponse;
import dev.dpg.v1.Deprecation;
import dev.dpg.v1.Document;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Field;
import dev.dpg.v1.Finding;
import dev.dpg.v1.LifecycleState;
import dev.dpg.v1.PlanProductRequest;
import dev.dpg.v1.PlanProductResponse;
import dev.dpg.v1.PortPlan;
import dev.dpg.v1.Product;
import dev.dpg.v1.RetireProductRequest;
import dev.dpg.v1.RetireProductResponse;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProductServiceEndpointTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00.5Z");

    private final MemoryCatalog catalog = MemoryCatalog.open("sales");
    private final DocumentCheck check =
            new DocumentCheck(List.of(OrderDocuments.SALES), new FakeClusters("sales.orders"), SchemaSource.NONE);
    private final Publisher publisher =
            new Publisher(check, LiveReaders.NONE, catalog.store(), InstantSource.fixed(NOW));
    private final Collected<ApplyProductResponse> answers = new Collected<>();
    private final Drafter drafter = new Drafter(
            List.of(OrderDocuments.SALES),
            new FakeClusters("sales.orders"),
            SchemaSource.NONE,
            InstantSource.fixed(NOW));
    private final Context call = CallingIdentity.contextOf(Identity.DEVELOPER);
    private final Context before = call.attach();

    @AfterEach
    void endCall() {
        call.detach(before);
    }

    @Test
    void whatIsPublishedComesBackWhole() {
        apply(Runnable::run, request(OrderDocuments.contract("1.0.0")));

        assertThat(answers.failure).isEmpty();
        assertThat(answers.completed).isTrue();
        assertThat(answers.answers)
                .containsExactly(ApplyProductResponse.newBuilder()
                        .addProducts(AppliedProduct.newBuilder()
                                .setOutcome(AppliedProduct.Outcome.OUTCOME_CREATED)
                                .setProduct(Product.newBuilder()
                                        .setName("sales.orders.v1")
                                        .setVersion("1.0.0")
                                        .setState(LifecycleState.LIFECYCLE_STATE_ACTIVE)
                                        .setDomain("sales")
                                        .setTitle("Orders")
                                        .setOwner("Order Management")
                                        .addSupport("mailto:sales-data@example.com")
                                        .addFields(Field.newBuilder()
                                                .setPath("order_id")
                                                .setLogicalType("string")
                                                .setNumber(1)
                                                .setKind("string"))
                                        .setFormat("json")
                                        .setDefaultStart(Edge.EDGE_EARLIEST)
                                        .setService("sales.orders.v1.Orders")
                                        .setApplyTime(Timestamp.newBuilder()
                                                .setSeconds(NOW.getEpochSecond())
                                                .setNanos(500_000_000))))
                        .build());
    }

    @Test
    void findingsThatDoNotBlockComeAlong() {
        apply(Runnable::run, request(OrderDocuments.contract("1.0.0").replace("name: Orders\n", "")));

        assertThat(answers.answers.get(0).getFindingsList())
                .containsExactly(Finding.newBuilder()
                        .setRule("contract.name")
                        .setSeverity(Finding.Severity.SEVERITY_WARNING)
                        .setFileName("contract-1.odcs.yaml")
                        .setLine(1)
                        .setColumn(1)
                        .setPath("name")
                        .setMessage("name is missing.")
                        .setRemedy("Give the contract a name that people recognise.")
                        .build());
    }

    @Test
    void findingsThatBlockAreAStatus() {
        apply(Runnable::run, request("{"));

        assertThat(answers.answers).isEmpty();
        assertThat(status().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status().getDescription()).contains("contract-1.odcs.yaml:1:2", "document.syntax");
    }

    @Test
    void anEmptyRequestIsBad() {
        apply(Runnable::run, ApplyProductRequest.getDefaultInstance());

        assertThat(status().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status().getDescription()).startsWith("request_id has to be");
    }

    @Test
    void aPlanTellsWhatWouldBecomeOfEachPort() {
        apply(Runnable::run, request(OrderDocuments.contract("1.0.0")));
        var plans = new Collected<PlanProductResponse>();

        endpoint(Runnable::run)
                .planProduct(
                        PlanProductRequest.newBuilder()
                                .setProduct(document(OrderDocuments.product("1.1.0")))
                                .addContracts(document(OrderDocuments.contract("1.1.0")
                                        .replace("logicalType: string", "logicalType: integer")))
                                .build(),
                        plans);

        PlanProductResponse plan = plans.answers.get(0);
        assertThat(plan.getApplicable()).isFalse();
        assertThat(plan.getFindings(0).getRule()).isEqualTo("contract.incompatible");
        assertThat(plan.getPorts(0).getProduct()).isEqualTo("sales.orders.v1");
        assertThat(plan.getPorts(0).getPublishedVersion()).isEqualTo("1.0.0");
        assertThat(plan.getPorts(0).getRequiredStep()).isEqualTo(PortPlan.Step.STEP_MAJOR);
        assertThat(plan.getPorts(0).getRequiredVersion()).isEqualTo("2.0.0");
        assertThat(plan.getPorts(0).getChanges(0).getRule()).isEqualTo("field.type");
    }

    @Test
    void theEndOfALineIsAnnouncedAndShownAndMade() {
        apply(Runnable::run, request(OrderDocuments.contract("1.0.0")));
        var announced = new Collected<DeprecateProductResponse>();
        var made = new Collected<RetireProductResponse>();
        Timestamp sunset = Timestamp.newBuilder()
                .setSeconds(NOW.getEpochSecond() + 31 * 86_400L)
                .build();

        endpoint(Runnable::run)
                .deprecateProduct(
                        DeprecateProductRequest.newBuilder()
                                .setRequestId("d")
                                .setProduct("sales.orders.v1")
                                .setReason("nobody orders")
                                .setSunsetTime(sunset)
                                .build(),
                        announced);
        endpoint(Runnable::run)
                .retireProduct(
                        RetireProductRequest.newBuilder()
                                .setRequestId("end")
                                .setProduct("sales.orders.v1")
                                .build(),
                        made);

        Product deprecated = announced.answers.get(0).getProduct();
        assertThat(deprecated.getState()).isEqualTo(LifecycleState.LIFECYCLE_STATE_DEPRECATED);
        assertThat(deprecated.getDeprecation())
                .isEqualTo(Deprecation.newBuilder()
                        .setReason("nobody orders")
                        .setSunsetTime(sunset)
                        .build());
        assertThat(made.answers.get(0).getProduct().getState()).isEqualTo(LifecycleState.LIFECYCLE_STATE_RETIRED);
    }

    @Test
    void aDeprecationWithoutADayIsBad() {
        var announced = new Collected<DeprecateProductResponse>();

        endpoint(Runnable::run).deprecateProduct(DeprecateProductRequest.getDefaultInstance(), announced);

        assertThat(Status.fromThrowable(announced.failure.orElseThrow()).getDescription())
                .startsWith("sunset_time is missing");
    }

    @Test
    void anExecutorThatRefusesMeansLater() {
        apply(
                work -> {
                    throw new RejectedExecutionException();
                },
                request(OrderDocuments.contract("1.0.0")));

        assertThat(status().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }

    private void apply(Executor executor, ApplyProductRequest request) {
        endpoint(executor).applyProduct(request, answers);
    }

    private ProductServiceEndpoint endpoint(Executor executor) {
        return new ProductServiceEndpoint(
                publisher,
                new Planner(check, LiveReaders.NONE, catalog.catalog()),
                new LifecycleChanges(catalog.catalog(), catalog.store(), LiveReaders.NONE, InstantSource.fixed(NOW)),
                drafter,
                MemoryAccess.NO_ROLES,
                new BlockingCalls("publish", executor));
    }

    private Status status() {
        return Status.fromThrowable(answers.failure.orElseThrow());
    }

    private static ApplyProductRequest request(String contract) {
        return ApplyProductRequest.newBuilder()
                .setRequestId("r")
                .setProduct(document(OrderDocuments.product("1.0.0")))
                .addContracts(document(contract))
                .build();
    }

    private static Document document(String text) {
        return Document.newBuilder().setContent(ByteString.copyFromUtf8(text)).build();
    }

    private static final class Collected<A> implements StreamObserver<A> {
        private final List<A> answers = new ArrayList<>();
        private Optional<Throwable> failure = Optional.empty();
        private boolean completed;

        @Override
        public void onNext(A answer) {
            answers.add(answer);
        }

        @Override
        public void onError(Throwable thrown) {
            assertThat(thrown).isInstanceOf(StatusRuntimeException.class);
            failure = Optional.of(thrown);
        }

        @Override
        public void onCompleted() {
            completed = true;
        }
    }
}
