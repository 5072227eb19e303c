package dev.dpg.system.access;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Makes a call of any kind, and is content with its first answer, or with how it ended without one. */
final class FirstAnswer<A> extends ClientCall.Listener<A> {
    private static final long SECONDS_MAX = 60;

    private final CompletableFuture<Status> outcome = new CompletableFuture<>();

    private FirstAnswer() {}

    /** OK where an answer came; else how the call ended. */
    static <Q, A> Status of(Channel channel, MethodDescriptor<Q, A> method, Q request) {
        ClientCall<Q, A> call = channel.newCall(method, CallOptions.DEFAULT);
        FirstAnswer<A> answer = new FirstAnswer<>();
        call.start(answer, new Metadata());
        call.request(1);
        call.sendMessage(request);
        call.halfClose();
        Status status = answer.outcome.orTimeout(SECONDS_MAX, TimeUnit.SECONDS).join();
        call.cancel("one answer is enough", null);
        return status;
    }

    @Override
    public void onMessage(A message) {
        outcome.complete(Status.OK);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        outcome.complete(status);
    }
}
