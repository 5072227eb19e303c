package dev.dpg.gateway.rpc;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Document;
import dev.dpg.gateway.publication.Publication;
import dev.dpg.gateway.publication.PublishRequest;
import dev.dpg.gateway.publication.Publisher;
import dev.dpg.v1.ApplyProductRequest;
import dev.dpg.v1.ApplyProductResponse;
import dev.dpg.v1.ProductServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;

/** The calls with which a domain publishes. They block while clusters answer, and so run on an executor of their own. */
public final class ProductServiceEndpoint extends ProductServiceGrpc.ProductServiceImplBase {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Publisher publisher;
    private final Executor executor;

    /**
     * @param publisher does the work
     * @param executor runs it; may refuse
     */
    public ProductServiceEndpoint(Publisher publisher, Executor executor) {
        this.publisher = publisher;
        this.executor = executor;
    }

    @Override
    public void applyProduct(ApplyProductRequest request, StreamObserver<ApplyProductResponse> answers) {
        try {
            executor.execute(() -> answer(request, answers));
        } catch (RejectedExecutionException refused) {
            answers.onError(ProblemStatus.of(Problem.of(
                            Reason.OVERLOADED,
                            "this gateway is busy with other requests to publish; try again in a moment")
                    .with(new Problem.RetryAfter(RETRY_AFTER))
                    .asException()));
        }
    }

    private void answer(ApplyProductRequest request, StreamObserver<ApplyProductResponse> answers) {
        ApplyProductResponse response;
        try {
            response = response(publisher.apply(publishRequest(request)));
        } catch (RuntimeException e) {
            answers.onError(ProblemStatus.of(e));
            return;
        }
        answers.onNext(response);
        answers.onCompleted();
    }

    private static PublishRequest publishRequest(ApplyProductRequest request) {
        List<Document> contracts = IntStream.range(0, request.getContractsCount())
                .mapToObj(i -> document(request.getContracts(i), "contract-" + (i + 1) + ".odcs.yaml"))
                .toList();
        return new PublishRequest(
                request.getRequestId(), document(request.getProduct(), "product.odps.yaml"), contracts);
    }

    /** A document, under a name that findings can name where its sender gave none. */
    private static Document document(dev.dpg.v1.Document message, String nameIfNone) {
        Document document = ProductMessages.document(message);
        return document.fileName().isEmpty() ? new Document(nameIfNone, document.content()) : document;
    }

    private static ApplyProductResponse response(Publication publication) {
        return ApplyProductResponse.newBuilder()
                .addAllProducts(publication.ports().stream()
                        .map(ProductMessages::applied)
                        .toList())
                .addAllFindings(publication.findings().stream()
                        .map(ProductMessages::finding)
                        .toList())
                .build();
    }
}
