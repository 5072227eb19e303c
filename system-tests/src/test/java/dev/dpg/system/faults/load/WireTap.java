package dev.dpg.system.faults.load;

import dev.dpg.system.faults.history.Session;
import dev.dpg.system.fixture.Refusal;
import dev.dpg.v1.Frame;
import dev.dpg.v1.SubscribeRequest;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sits below a client and writes down what comes off the wire, stream by stream. One client serves many readers, which are
 * told apart by the nanoseconds of the heartbeat that they ask for. Thread-safe.
 */
final class WireTap implements ClientInterceptor {
    private final Map<Integer, List<SessionRecorder>> recorders = new HashMap<>();

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        ClientCall<Q, A> call = next.newCall(method, options);
        boolean isStream = method.getType() == MethodDescriptor.MethodType.SERVER_STREAMING;
        return isStream ? new Tapped<>(call, this) : call;
    }

    /** A reader's streams so far, in the order they were opened. */
    synchronized List<Session> sessions(int reader) {
        return recorders.getOrDefault(reader, List.of()).stream()
                .map(SessionRecorder::session)
                .toList();
    }

    @SuppressWarnings("ProtoDurationGetSecondsGetNano") // the nanoseconds alone are the reader's number
    private synchronized void opened(SessionRecorder recorder, SubscribeRequest request) {
        List<SessionRecorder> ofReader =
                recorders.computeIfAbsent(request.getHeartbeat().getNanos(), reader -> new ArrayList<>());
        ofReader.add(recorder);
        recorder.number(ofReader.size());
    }

    private static final class Tapped<Q, A> extends SimpleForwardingClientCall<Q, A> {
        private final SessionRecorder recorder = new SessionRecorder();
        private final WireTap tap;

        Tapped(ClientCall<Q, A> call, WireTap tap) {
            super(call);
            this.tap = tap;
        }

        @Override
        public void sendMessage(Q message) {
            if (message instanceof SubscribeRequest request) {
                tap.opened(recorder, request);
            }
            super.sendMessage(message);
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
