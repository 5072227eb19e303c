package dev.dpg.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.fakes.FakeCatalogWriter;
import dev.dpg.gateway.fakes.FakeClusters;
import dev.dpg.gateway.fakes.OrderDocuments;
import dev.dpg.gateway.publication.Publisher;
import dev.dpg.v1.AppliedProduct;
import dev.dpg.v1.ApplyProductRequest;
import dev.dpg.v1.ApplyProductResponse;
import dev.dpg.v1.Document;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Field;
import dev.dpg.v1.Finding;
import dev.dpg.v1.LifecycleState;
import dev.dpg.v1.Product;
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
import org.junit.jupiter.api.Test;

class ProductServiceEndpointTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00.5Z");

    private final Publisher publisher = new Publisher(
            List.of(OrderDocuments.SALES),
            new FakeClusters("sales.orders"),
            SchemaSource.NONE,
            new FakeCatalogWriter(),
            InstantSource.fixed(NOW));
    private final Answers answers = new Answers();

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
                                        .addFields(Field.newBuilder()
                                                .setPath("order_id")
                                                .setLogicalType("string"))
                                        .setFormat("json")
                                        .setDefaultStart(Edge.EDGE_EARLIEST)
                                        .setApplyTime(Timestamp.newBuilder()
                                                .setSeconds(NOW.getEpochSecond())
                                                .setNanos(500_000_000))))
                        .build());
    }

    @Test
    void findingsThatDoNotBlockComeAlong() {
        apply(Runnable::run, request(OrderDocuments.contract("1.0.0").replace("status:", "statu: x\nstatus:")));

        assertThat(answers.answers.get(0).getFindingsList())
                .containsExactly(Finding.newBuilder()
                        .setRule("document.unknown_key")
                        .setSeverity(Finding.Severity.SEVERITY_WARNING)
                        .setFileName("contract-1.odcs.yaml")
                        .setLine(6)
                        .setColumn(1)
                        .setMessage("The standard has no key \"statu\" here; it is ignored.")
                        .setRemedy("Did you mean \"status\"?")
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
    void anExecutorThatRefusesMeansLater() {
        apply(
                work -> {
                    throw new RejectedExecutionException();
                },
                request(OrderDocuments.contract("1.0.0")));

        assertThat(status().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }

    private void apply(Executor executor, ApplyProductRequest request) {
        new ProductServiceEndpoint(publisher, executor).applyProduct(request, answers);
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

    private static final class Answers implements StreamObserver<ApplyProductResponse> {
        private final List<ApplyProductResponse> answers = new ArrayList<>();
        private Optional<Throwable> failure = Optional.empty();
        private boolean completed;

        @Override
        public void onNext(ApplyProductResponse answer) {
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
