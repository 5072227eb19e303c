package dev.dpg.gateway.rpc;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.v1.DataServiceGrpc;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Decides where calls run. Streams of data stay on their connection's event loop, where their demand arrives; their methods
 * must not block and hand the opening over. All other calls go to the control pool, and no more than a fixed number of them
 * is open at a time: one more is refused with a delay. Since a call has at most one task in the pool, that number bounds
 * the pool's queue as well.
 *
 * <p>Three hooks of the library work together: the tracer counts a call from its first byte to its last, the supplier picks
 * its executor, the interceptor refuses it. All must be registered with the same server.
 */
public final class ControlCalls extends ServerStreamTracer.Factory
        implements ServerCallExecutorSupplier, ServerInterceptor {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Set<String> ON_THE_EVENT_LOOP = Set.of(
            DataServiceGrpc.getReadMethod().getFullMethodName(),
            DataServiceGrpc.getSubscribeMethod().getFullMethodName());
    private static final Context.Key<Boolean> REFUSED = Context.keyWithDefault("refused", false);

    private final Executor pool;
    private final int openMax;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger openings = new AtomicInteger();

    /**
     * @param pool runs control calls; must accept {@code openMax} waiting tasks
     * @param openMax control calls open at a time
     */
    public ControlCalls(Executor pool, int openMax) {
        this.pool = pool;
        this.openMax = openMax;
    }

    /**
     * Runs the openings of streams in the control pool. It refuses by throwing {@code OVERLOADED} when as many wait as
     * control calls may be open.
     */
    public Executor openings() {
        return opening -> {
            if (openings.incrementAndGet() > openMax) {
                openings.decrementAndGet();
                throw overloaded("opening " + openMax + " streams");
            }
            pool.execute(() -> {
                openings.decrementAndGet();
                opening.run();
            });
        };
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
        return staysOnTheEventLoop(fullMethodName) ? new ServerStreamTracer() {} : new Counted();
    }

    @Override
    public <Q, A> @Nullable Executor getExecutor(ServerCall<Q, A> call, Metadata metadata) {
        boolean stays =
                REFUSED.get() || staysOnTheEventLoop(call.getMethodDescriptor().getFullMethodName());
        return stays ? null : pool;
    }

    private static boolean staysOnTheEventLoop(String fullMethodName) {
        return ON_THE_EVENT_LOOP.contains(fullMethodName) || TypedServices.isStream(fullMethodName);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (REFUSED.get()) {
            throw overloaded("answering " + openMax + " control calls");
        }
        return next.startCall(call, headers);
    }

    private static ProblemException overloaded(String why) {
        return Problem.of(Reason.OVERLOADED, "this gateway is " + why + " already; try again in a moment")
                .with(new Problem.RetryAfter(RETRY_AFTER))
                .asException();
    }

    /** Counts one call; made when its headers arrive. */
    private final class Counted extends ServerStreamTracer {
        private final boolean admitted = open.incrementAndGet() <= openMax;

        @Override
        public Context filterContext(Context context) {
            return admitted ? context : context.withValue(REFUSED, true);
        }

        @Override
        public void streamClosed(Status status) {
            open.decrementAndGet();
        }
    }
}
