package dev.dpg.cli.fakes;

import com.google.rpc.Code;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Looks at the tokens of calls, and lets in only the right one if it is told to. */
final class Doorkeeper implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String BEARER = "Bearer ";

    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private volatile @Nullable String wanted;

    void demand(String token) {
        wanted = token;
    }

    List<String> tokens() {
        return List.copyOf(tokens);
    }

    @Override
    public <Q, T> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, T> call, Metadata headers, ServerCallHandler<Q, T> next) {
        if (!call.getMethodDescriptor().getFullMethodName().startsWith("dpg.v1.")) {
            return next.startCall(call, headers);
        }
        String header = headers.get(AUTHORIZATION);
        String token = header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
        tokens.add(token);
        if (wanted == null || token.equals(wanted)) {
            return next.startCall(call, headers);
        }
        StatusRuntimeException refusal = token.isEmpty()
                ? Refusals.of(
                        Code.UNAUTHENTICATED, "NO_CREDENTIALS", "this gateway asks who calls; send a token", Map.of())
                : Refusals.of(Code.UNAUTHENTICATED, "TOKEN_EXPIRED", "the token has expired; send a new one", Map.of());
        Metadata trailers = refusal.getTrailers();
        call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
        return new ServerCall.Listener<>() {};
    }
}
