package dev.dpg.gateway.rpc;

import io.grpc.Context;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what a method throws, or hands to {@code onError}, into the status that {@link ProblemStatus} makes of it. So a
 * method just throws. Forwards readiness untouched.
 */
public final class ProblemInterceptor implements ServerInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemInterceptor.class);

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var answering = new Answering<>(call, Context.current());
        try {
            return new Guarded<>(next.startCall(answering, headers), answering);
        } catch (RuntimeException e) {
            answering.fail(e);
            return new ServerCall.Listener<>() {};
        }
    }

    /** Replaces the library's guess at a status ({@code UNKNOWN}) by ours, wherever the cause is known. */
    private static final class Answering<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final Context context;
        private final AtomicBoolean closed = new AtomicBoolean();

        Answering(ServerCall<Q, A> call, Context context) {
            super(call);
            this.context = context;
        }

        @Override
        public void close(Status status, Metadata trailers) {
            closed.set(true);
            Throwable cause = status.getCause();
            if (status.getCode() == Status.Code.UNKNOWN && cause != null && !isCancelled()) {
                closeWith(cause);
            } else {
                super.close(status, trailers);
            }
        }

        void fail(RuntimeException failure) {
            if (isCancelled()) {
                LOG.debug("A call failed after its client had gone", failure); // senders throw then; it is no fault
            } else if (closed.compareAndSet(false, true)) {
                closeWith(failure);
            } else {
                LOG.error("A call failed after it was answered", failure);
            }
        }

        private void closeWith(Throwable failure) {
            Context before = context.attach(); // the request's id is in there
            try {
                StatusRuntimeException answer = ProblemStatus.of(failure);
                Metadata trailers = answer.getTrailers();
                super.close(answer.getStatus(), trailers == null ? new Metadata() : trailers);
            } finally {
                context.detach(before);
            }
        }
    }

    private static final class Guarded<Q> extends ServerCall.Listener<Q> {
        private final ServerCall.Listener<Q> inner;
        private final Answering<Q, ?> call;

        Guarded(ServerCall.Listener<Q> inner, Answering<Q, ?> call) {
            this.inner = inner;
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            guarded(() -> inner.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            guarded(inner::onHalfClose);
        }

        @Override
        public void onReady() {
            guarded(inner::onReady);
        }

        @Override
        public void onCancel() {
            inner.onCancel();
        }

        @Override
        public void onComplete() {
            inner.onComplete();
        }

        private void guarded(Runnable callback) {
            try {
                callback.run();
            } catch (RuntimeException e) {
                call.fail(e);
            }
        }
    }
}
