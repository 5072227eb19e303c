package dev.dpg.client.internal.credentials;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall;
import io.grpc.ForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;

/**
 * Has every call carry a token, but for those that bring credentials of their own, and notes which tokens are refused. A call
 * without a stream is asked once more.
 */
public final class CredentialsInterceptor implements ClientInterceptor {
    private final Tokens tokens;
    private final boolean renewable;
    private final boolean alsoInTheClear;

    /**
     * @param tokens gives them
     * @param renewable whether there can be another one than the one that was refused
     * @param alsoInTheClear whether they may be sent to other machines without TLS
     */
    public CredentialsInterceptor(Tokens tokens, boolean renewable, boolean alsoInTheClear) {
        this.tokens = tokens;
        this.renewable = renewable;
        this.alsoInTheClear = alsoInTheClear;
    }

    @Override
    public <Q, T> ClientCall<Q, T> interceptCall(MethodDescriptor<Q, T> method, CallOptions options, Channel next) {
        if (options.getCredentials() != null) {
            return next.newCall(method, options);
        }
        if (renewable && method.getType() == MethodDescriptor.MethodType.UNARY) {
            return new RenewingCall<>(() -> call(method, options.withOption(TokenUse.KEY, new TokenUse()), next));
        }
        return call(method, options, next);
    }

    private <Q, T> ClientCall<Q, T> call(MethodDescriptor<Q, T> method, CallOptions options, Channel next) {
        TokenUse given = options.getOption(TokenUse.KEY);
        TokenUse use = given == null ? new TokenUse() : given;
        return new NotingCall<>(
                next.newCall(method, options.withCallCredentials(new BearerCredentials(tokens, use, alsoInTheClear))),
                use);
    }

    /** Whether a gateway, or what stands before it, did not take the credentials; not whether there were none to send. */
    static boolean isRefusal(Status status) {
        return status.getCode() == Status.Code.UNAUTHENTICATED && status.getCause() == null;
    }

    /** Notes that the call's token was refused. */
    private static final class NotingCall<Q, T> extends ForwardingClientCall.SimpleForwardingClientCall<Q, T> {
        private final TokenUse use;

        NotingCall(ClientCall<Q, T> call, TokenUse use) {
            super(call);
            this.use = use;
        }

        @Override
        public void start(Listener<T> listener, Metadata headers) {
            super.start(
                    new ForwardingClientCallListener.SimpleForwardingClientCallListener<>(listener) {
                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            if (isRefusal(status)) {
                                use.refused();
                            }
                            super.onClose(status, trailers);
                        }
                    },
                    headers);
        }
    }
}
