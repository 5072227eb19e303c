package dev.dpg.cli.fakes;

import dev.dpg.v1.ApplyProductRequest;
import dev.dpg.v1.ApplyProductResponse;
import dev.dpg.v1.DeprecateProductRequest;
import dev.dpg.v1.DeprecateProductResponse;
import dev.dpg.v1.Product;
import dev.dpg.v1.ProductServiceGrpc.ProductServiceImplBase;
import dev.dpg.v1.RetireProductRequest;
import dev.dpg.v1.RetireProductResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Takes every document, remembers it, and answers as it is told. */
public final class FakePublishing extends ProductServiceImplBase {
    private final List<ApplyProductRequest> requests = new CopyOnWriteArrayList<>();
    private volatile ApplyProductResponse response = ApplyProductResponse.getDefaultInstance();
    private volatile @Nullable StatusRuntimeException refusal;

    /** From now on this is the answer. */
    public void answerWith(ApplyProductResponse next) {
        response = next;
    }

    /** From now on everything is refused. */
    public void refuseWith(StatusRuntimeException next) {
        refusal = next;
    }

    /** What was asked for, in order. */
    public List<ApplyProductRequest> requests() {
        return requests;
    }

    private final List<DeprecateProductRequest> deprecations = new CopyOnWriteArrayList<>();
    private final List<RetireProductRequest> retirements = new CopyOnWriteArrayList<>();

    /** The announcements that were asked for, in order. */
    public List<DeprecateProductRequest> deprecations() {
        return deprecations;
    }

    /** The ends that were asked for, in order. */
    public List<RetireProductRequest> retirements() {
        return retirements;
    }

    @Override
    public void deprecateProduct(
            DeprecateProductRequest request, StreamObserver<DeprecateProductResponse> answer) {
        deprecations.add(request);
        answer.onNext(DeprecateProductResponse.newBuilder()
                .setProduct(Product.newBuilder().setName(request.getProduct()))
                .build());
        answer.onCompleted();
    }

    @Override
    public void retireProduct(RetireProductRequest request, StreamObserver<RetireProductResponse> answer) {
        retirements.add(request);
        answer.onNext(RetireProductResponse.newBuilder()
                .setProduct(Product.newBuilder().setName(request.getProduct()))
                .build());
        answer.onCompleted();
    }

    @Override
    public void applyProduct(ApplyProductRequest request, StreamObserver<ApplyProductResponse> answer) {
        requests.add(request);
        StatusRuntimeException refused = refusal;
        if (refused != null) {
            answer.onError(refused);
        } else {
            answer.onNext(response);
            answer.onCompleted();
        }
    }
}
