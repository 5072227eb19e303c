package dev.dpg.gateway.rpc;

import dev.dpg.gateway.identity.Authenticator;
import dev.dpg.gateway.identity.Credentials;
import dev.dpg.gateway.identity.Identity;
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
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Finds out who calls, once per call, before anything of the call is looked at. */
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
        var credentials = new Credentials(headers.get(AUTHORIZATION), certificates(call));
        return Contexts.interceptCall(contextOf(authenticator.identify(credentials)), call, headers, next);
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
