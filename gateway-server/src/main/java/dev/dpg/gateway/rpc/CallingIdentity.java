package dev.dpg.gateway.rpc;

import dev.dpg.gateway.identity.Authenticator;
import dev.dpg.gateway.identity.Credentials;
import dev.dpg.gateway.identity.Identity;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls, once per call, before anything of the call is looked at. Only probes of {@code grpc.health.v1.Health} are
 * not asked: they have nothing to show.
 */
public final class CallingIdentity implements ServerInterceptor {
    /** Who makes the current call. */
    private static final Context.Key<Identity> KEY = Context.key("identity");

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Authenticator authenticator;

    public CallingIdentity(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** Who makes the current call. Only within a call. */
    static Identity current() {
        Identity identity = KEY.get();
        if (identity == null) {
            throw new IllegalStateException("no call is being served here, so nobody makes it");
        }
        return identity;
    }

    /** This context, with a call that somebody makes. */
    static Context contextOf(Identity identity) {
        return Context.current().withValue(KEY, identity);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (CallRules.of(call.getMethodDescriptor().getFullMethodName()) == CallRule.ANYBODY) {
            return next.startCall(call, headers);
        }
        var credentials = new Credentials(authorization(headers), certificates(call));
        return Contexts.interceptCall(contextOf(authenticator.identify(credentials)), call, headers, next);
    }

    private static @Nullable String authorization(Metadata headers) {
        Iterable<String> all = headers.getAll(AUTHORIZATION);
        if (all == null) {
            return null;
        }
        Iterator<String> sent = all.iterator();
        String only = sent.next();
        if (sent.hasNext()) {
            throw Problem.of(
                            Reason.BAD_TOKEN_SIGNATURE,
                            "the metadata authorization is there more than once; send it once, with one token")
                    .asException();
        }
        return only;
    }

    private static List<X509Certificate> certificates(ServerCall<?, ?> call) {
        SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        if (session == null) {
            return List.of();
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            return Arrays.stream(chain)
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException none) {
            return List.of();
        }
    }
}
