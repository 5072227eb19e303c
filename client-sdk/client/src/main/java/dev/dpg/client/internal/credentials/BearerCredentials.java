package dev.dpg.client.internal.credentials;

import io.grpc.CallCredentials;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.SecurityLevel;
import io.grpc.Status;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;

/** Puts a token on one call, unless it would travel in the clear to another machine. */
final class BearerCredentials extends CallCredentials {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Tokens tokens;
    private final TokenUse use;
    private final boolean alsoInTheClear;

    BearerCredentials(Tokens tokens, TokenUse use, boolean alsoInTheClear) {
        this.tokens = tokens;
        this.use = use;
        this.alsoInTheClear = alsoInTheClear;
    }

    @Override
    public void applyRequestMetadata(RequestInfo call, Executor executor, MetadataApplier applier) {
        if (!alsoInTheClear && travelsInTheClear(call)) {
            applier.fail(Status.UNAUTHENTICATED
                    .withDescription(
                            "a token is not sent in the clear to another machine, where anybody on the way could take it;"
                                    + " connect by TLS (tls(), DPG_TLS=true), or say tokensInTheClear() where the network encrypts")
                    .withCause(new IllegalStateException("connection without TLS")));
            return;
        }
        var unused = tokens.current().whenComplete((token, failure) -> {
            if (failure == null) {
                use.sent(tokens, token);
                var headers = new Metadata();
                headers.put(AUTHORIZATION, "Bearer " + token);
                applier.apply(headers);
            } else {
                applier.fail(status(failure));
            }
        });
    }

    private static boolean travelsInTheClear(RequestInfo call) {
        SocketAddress to = call.getTransportAttrs().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        boolean here = to instanceof InetSocketAddress address
                && address.getAddress() != null
                && address.getAddress().isLoopbackAddress();
        return call.getSecurityLevel() != SecurityLevel.PRIVACY_AND_INTEGRITY && !here;
    }

    /** What cannot be reached now may be reached later; anything else is for the caller to put right. */
    private static Status status(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TimeoutException) {
            return Status.UNAVAILABLE
                    .withDescription("the source of tokens did not answer within 30 s")
                    .withCause(cause);
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return (cause instanceof IOException ? Status.UNAVAILABLE : Status.UNAUTHENTICATED)
                .withDescription("no token: " + message)
                .withCause(cause);
    }
}
