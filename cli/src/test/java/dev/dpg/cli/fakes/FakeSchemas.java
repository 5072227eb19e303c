package dev.dpg.cli.fakes;

import dev.dpg.v1.GetDescriptorSetRequest;
import dev.dpg.v1.GetDescriptorSetResponse;
import dev.dpg.v1.SchemaServiceGrpc.SchemaServiceImplBase;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Answers for the types of products as it is told. */
public final class FakeSchemas extends SchemaServiceImplBase {
    private final List<GetDescriptorSetRequest> requests = new CopyOnWriteArrayList<>();
    private volatile GetDescriptorSetResponse response = GetDescriptorSetResponse.getDefaultInstance();
    private volatile @Nullable StatusRuntimeException refusal;

    /** From now on this is the answer. */
    public void answerWith(GetDescriptorSetResponse next) {
        response = next;
    }

    /** From now on everything is refused. */
    public void refuseWith(StatusRuntimeException next) {
        refusal = next;
    }

    /** What was asked for, in order. */
    public List<GetDescriptorSetRequest> requests() {
        return requests;
    }

    @Override
    public void getDescriptorSet(GetDescriptorSetRequest request, StreamObserver<GetDescriptorSetResponse> answer) {
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
