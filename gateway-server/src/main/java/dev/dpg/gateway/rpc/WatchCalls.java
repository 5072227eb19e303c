package dev.dpg.gateway.rpc;

import dev.dpg.gateway.catalog.ProductWatch;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.v1.WatchProductsRequest;
import dev.dpg.v1.WatchProductsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The open calls that watch products. Thread-safe; nothing blocks. */
public final class WatchCalls {
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ProductWatch watch;
    private final BooleanSupplier draining;
    private final InstantSource clock;
    private final Set<WatchCall> open = ConcurrentHashMap.newKeySet();

    /**
     * @param draining whether this gateway goes away
     * @param clock tells when a heartbeat is due
     */
    public WatchCalls(ProductWatch watch, BooleanSupplier draining, InstantSource clock) {
        this.watch = watch;
        this.draining = draining;
        this.clock = clock;
    }

    /** Sends heartbeats that are due, and ends calls whose caller's proof has expired, and all where the gateway goes away. To be called about once a second. */
    public void tick() {
        boolean ending = draining.getAsBoolean();
        Instant now = clock.instant();
        open.forEach(call -> call.tick(now, ending));
    }

    void open(WatchProductsRequest request, ServerCallStreamObserver<WatchProductsResponse> answers) {
        if (draining.getAsBoolean()) {
            throw drained().asException();
        }
        WatchCall call = new WatchCall(answers, CallingIdentity.current().expires());
        answers.setOnCancelHandler(call::end);
        answers.setOnReadyHandler(call::pump);
        call.begin(request.getDomain());
    }

    private static Problem drained() {
        return Problem.of(Reason.DRAINING, "this gateway is going away; watch at another one")
                .with(new Problem.RetryAfter(RETRY_AFTER));
    }

    private static Problem expired() {
        return Problem.of(
                Reason.TOKEN_EXPIRED,
                "what proved who watches has expired; get a new token or certificate, and watch again");
    }

    /** One call. Its own lock keeps its messages in order: the client's readiness, changes and ticks come on several threads. */
    private final class WatchCall {
        private final ServerCallStreamObserver<WatchProductsResponse> answers;
        private ProductWatch.@Nullable Watcher watcher;
        private Instant lastSent = clock.instant();
        private boolean ended;
        private final Optional<Instant> expires;

        private WatchCall(ServerCallStreamObserver<WatchProductsResponse> answers, Optional<Instant> expires) {
            this.answers = answers;
            this.expires = expires;
        }

        synchronized void begin(String domain) {
            watcher = watch.open(domain, this::pump);
            open.add(this);
            pump();
        }

        synchronized void pump() {
            while (watcher != null && !ended && answers.isReady()) {
                var event = watcher.poll();
                if (event.isEmpty()) {
                    return;
                }
                send(message(event.get()));
            }
        }

        synchronized void tick(Instant now, boolean ending) {
            if (ended) {
                return;
            }
            boolean expired = expires.isPresent() && !now.isBefore(expires.get());
            if (ending || expired) {
                end();
                answers.onError(ProblemStatus.of(ending ? drained() : expired()));
                return;
            }
            pump();
            if (answers.isReady() && !now.isBefore(lastSent.plus(HEARTBEAT))) {
                send(WatchProductsResponse.newBuilder()
                        .setKind(WatchProductsResponse.Kind.KIND_HEARTBEAT)
                        .build());
            }
        }

        synchronized void end() {
            ended = true;
            open.remove(this);
            if (watcher != null) {
                watcher.close();
            }
        }

        private void send(WatchProductsResponse message) {
            answers.onNext(message);
            lastSent = clock.instant();
        }
    }

    private static WatchProductsResponse message(ProductWatch.Event event) {
        WatchProductsResponse.Builder message = WatchProductsResponse.newBuilder();
        if (event instanceof ProductWatch.Event.Changed changed) {
            message.setKind(WatchProductsResponse.Kind.KIND_PRODUCT)
                    .setProduct(ProductMessages.product(changed.port()));
        } else {
            message.setKind(WatchProductsResponse.Kind.KIND_SYNCED);
        }
        return message.build();
    }
}
