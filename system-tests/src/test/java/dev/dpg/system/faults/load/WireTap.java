package dev.dpg.system.faults.load;

import dev.dpg.system.faults.history.Session;
import dev.dpg.system.fixture.Refusal;
import dev.dpg.v1.Frame;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sits below one reader's client and writes down what comes off the wire, stream by stream. Thread-safe. */
final class WireTap implements ClientInterceptor {
    private final List<SessionRecorder> recorders = new ArrayList<>();

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        ClientCall<Q, A> call = next.newCall(method, options);
        if (method.getType() != MethodDescriptor.MethodType.SERVER_STREAMING) {
            return call;
        }
        return new Tapped<>(call, recorder());
    }

    /** The streams so far, in the order they were opened. */
    synchronized List<Session> sessions() {
        return recorders.stream().map(SessionRecorder::session).toList();
    }

    private synchronized SessionRecorder recorder() {
        SessionRecorder recorder = new SessionRecorder(recorders.size() + 1);
        recorders.add(recorder);
        return recorder;
    }

    private static final class Tapped<Q, A> extends SimpleForwardingClientCall<Q, A> {
        private final SessionRecorder recorder;

        Tapped(ClientCall<Q, A> call, SessionRecorder recorder) {
            super(call);
            this.recorder = recorder;
        }

        @Override
        public void start(Listener<A> listener, Metadata headers) {
            super.start(
                    new SimpleForwardingClientCallListener<A>(listener) {
                        @Override
                        public void onMessage(A message) {
                            if (message instanceof Frame frame) {
                                recorder.frame(frame);
                            }
                            super.onMessage(message);
                        }

                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            Refusal end = Refusal.of(status, trailers);
                            recorder.ended(end.code().name(), end.reason());
                            super.onClose(status, trailers);
                        }
                    },
                    headers);
        }

        @Override
        public void cancel(@Nullable String message, @Nullable Throwable cause) {
            recorder.cancelled();
            super.cancel(message, cause);
        }
    }
}
