package dev.dpg.cli.fakes;

import dev.dpg.v1.ApplyProductRequest;
import dev.dpg.v1.ApplyProductResponse;
import dev.dpg.v1.DeprecateProductRequest;
import dev.dpg.v1.DeprecateProductResponse;
import dev.dpg.v1.DraftProductRequest;
import dev.dpg.v1.DraftProductResponse;
import dev.dpg.v1.PlanProductRequest;
import dev.dpg.v1.PlanProductResponse;
import dev.dpg.v1.Product;
import dev.dpg.v1.ProductServiceGrpc.ProductServiceImplBase;
import dev.dpg.v1.RetireProductRequest;
import dev.dpg.v1.RetireProductResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes every document, remembers it, and answers as it is told. */
public final class FakePublishing extends ProductServiceImplBase {
    private static final String ANY = "";

    private final List<ApplyProductRequest> requests = new CopyOnWriteArrayList<>();
    private final List<PlanProductRequest> plans = new CopyOnWriteArrayList<>();
    private final List<DraftProductRequest> drafts = new CopyOnWriteArrayList<>();
    private final Map<String, StatusRuntimeException> refusals = new ConcurrentHashMap<>();
    private volatile ApplyProductResponse response = ApplyProductResponse.getDefaultInstance();
    private volatile PlanProductResponse plan = PlanProductResponse.getDefaultInstance();
    private volatile DraftProductResponse draft = DraftProductResponse.getDefaultInstance();

    /** From now on this is the answer to what is applied. */
    public void answerWith(ApplyProductResponse next) {
        response = next;
    }

    /** From now on this is every plan. */
    public void planWith(PlanProductResponse next) {
        plan = next;
    }

    /** From now on this is every draft. */
    public void draftWith(DraftProductResponse next) {
        draft = next;
    }

    /** From now on everything is refused. */
    public void refuseWith(StatusRuntimeException next) {
        refusals.put(ANY, next);
    }

    /** From now on the product document of this name is refused. */
    public void refuse(String fileName, StatusRuntimeException next) {
        refusals.put(fileName, next);
    }

    /** What was to be applied, in order. */
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
    public void deprecateProduct(DeprecateProductRequest request, StreamObserver<DeprecateProductResponse> answer) {
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

    /** What was to be planned, in order. */
    public List<PlanProductRequest> plans() {
        return plans;
    }

    /** What was to be drafted, in order. */
    public List<DraftProductRequest> drafts() {
        return drafts;
    }

    @Override
    public void applyProduct(ApplyProductRequest request, StreamObserver<ApplyProductResponse> answer) {
        requests.add(request);
        answer(request.getProduct().getFileName(), response, answer);
    }

    @Override
    public void planProduct(PlanProductRequest request, StreamObserver<PlanProductResponse> answer) {
        plans.add(request);
        answer(request.getProduct().getFileName(), plan, answer);
    }

    @Override
    public void draftProduct(DraftProductRequest request, StreamObserver<DraftProductResponse> answer) {
        drafts.add(request);
        answer(request.getProduct(), draft, answer);
    }

    private <A> void answer(String name, A response, StreamObserver<A> answer) {
        StatusRuntimeException refused = refusals.getOrDefault(name, refusals.get(ANY));
        if (refused != null) {
            answer.onError(refused);
        } else {
            answer.onNext(response);
            answer.onCompleted();
        }
    }
}
