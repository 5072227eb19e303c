package dev.dpg.client.fakes;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Lets calls in by their tokens, and remembers what they brought. */
public final class TokenGuard implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Predicate<String> admits;
    private final String reason;
    private final List<String> seen = new CopyOnWriteArrayList<>();

    /**
     * @param admits whether a call may come in, by its header; empty without one
     * @param reason of the refusal otherwise
     */
    public TokenGuard(Predicate<String> admits, String reason) {
        this.admits = admits;
        this.reason = reason;
    }

    /** Lets a token in once: whoever comes again needs another one. */
    public static TokenGuard once() {
        Set<String> used = ConcurrentHashMap.newKeySet();
        return new TokenGuard(used::add, "TOKEN_EXPIRED");
    }

    /** The headers of all calls so far; empty texts where there was none. */
    public List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public <Q, T> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, T> call, Metadata headers, ServerCallHandler<Q, T> next) {
        String header = headers.get(AUTHORIZATION);
        seen.add(header == null ? "" : header);
        if (admits.test(header == null ? "" : header)) {
            return next.startCall(call, headers);
        }
        StatusRuntimeException refusal = Frames.refusal(Status.Code.UNAUTHENTICATED, reason);
        Metadata trailers = refusal.getTrailers();
        call.close(refusal.getStatus(), trailers == null ? new Metadata() : trailers);
        return new ServerCall.Listener<>() {};
    }
}
