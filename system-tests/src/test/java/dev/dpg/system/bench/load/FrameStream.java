package dev.dpg.system.bench.load;

import dev.dpg.v1.Frame;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A stream on bare gRPC that asks for as much as it takes, and no more. */
final class FrameStream {
    private final ClientCall<?, Frame> call;
    private final CompletableFuture<Status> ended = new CompletableFuture<>();

    /**
     * Opens one.
     *
     * @param frames gets each, on the connection's event loop
     */
    <Q> FrameStream(Channel channel, MethodDescriptor<Q, Frame> method, Q request, Consumer<Frame> frames) {
        ClientCall<Q, Frame> opened = channel.newCall(method, CallOptions.DEFAULT);
        call = opened;
        opened.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(Frame frame) {
                        frames.accept(frame);
                        opened.request(1);
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        ended.complete(status);
                    }
                },
                new Metadata());
        opened.request(Connections.AHEAD);
        opened.sendMessage(request);
        opened.halfClose();
    }

    void cancel() {
        call.cancel("seen enough", null);
    }

    /** How it ended; completed when it has. */
    CompletableFuture<Status> ended() {
        return ended;
    }
}
