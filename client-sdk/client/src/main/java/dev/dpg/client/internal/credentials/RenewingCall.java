package dev.dpg.client.internal.credentials;

import io.grpc.Attributes;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call with one request and one answer that is made once more where its credentials are refused: what was done to the first
 * call is done to the second one too. Whoever made it sees one call. The second one brings the refusal if it is refused again.
 */
final class RenewingCall<Q, T> extends ClientCall<Q, T> {
    private final Supplier<ClientCall<Q, T>> calls;
    private final Object lock = new Object();

    /** What was done up to now; a call of this kind has few steps. Guarded by {@code lock}. */
    private final List<Consumer<ClientCall<Q, T>>> steps = new ArrayList<>();

    /** Guarded by {@code lock}. */
    private ClientCall<Q, T> call;

    /** Guarded by {@code lock}. */
    private boolean cancelled;

    /**
     * @param calls makes a call with the token of the moment
     */
    RenewingCall(Supplier<ClientCall<Q, T>> calls) {
        this.calls = calls;
        this.call = calls.get();
    }

    @Override
    public void start(Listener<T> listener, Metadata headers) {
        var again = new Metadata();
        again.merge(headers);
        current().start(new Renewing(listener, again), headers);
    }

    @Override
    public void request(int messages) {
        does(started -> started.request(messages));
    }

    @Override
    public void sendMessage(Q message) {
        does(started -> started.sendMessage(message));
    }

    @Override
    public void halfClose() {
        does(ClientCall::halfClose);
    }

    @Override
    public void setMessageCompression(boolean enabled) {
        does(started -> started.setMessageCompression(enabled));
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
        ClientCall<Q, T> now;
        synchronized (lock) {
            cancelled = true;
            now = call;
        }
        now.cancel(message, cause);
    }

    @Override
    public boolean isReady() {
        return current().isReady();
    }

    @Override
    public Attributes getAttributes() {
        return current().getAttributes();
    }

    private ClientCall<Q, T> current() {
        synchronized (lock) {
            return call;
        }
    }

    private void does(Consumer<ClientCall<Q, T>> step) {
        synchronized (lock) {
            steps.add(step);
            step.accept(call);
        }
    }

    /** Makes the call again; false where nobody wants it any more. */
    private boolean renew(Listener<T> listener, Metadata headers) {
        synchronized (lock) {
            if (cancelled) {
                return false;
            }
            call = calls.get();
            call.start(listener, headers);
            steps.forEach(step -> step.accept(call));
            return true;
        }
    }

    private final class Renewing extends ForwardingClientCallListener.SimpleForwardingClientCallListener<T> {
        private final Metadata again;

        Renewing(Listener<T> listener, Metadata again) {
            super(listener);
            this.again = again;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (!CredentialsInterceptor.isRefusal(status) || !renew(delegate(), again)) {
                super.onClose(status, trailers);
            }
        }
    }
}
