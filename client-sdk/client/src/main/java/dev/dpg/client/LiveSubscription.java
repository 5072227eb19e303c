package dev.dpg.client;

import dev.dpg.client.internal.resume.Action;
import dev.dpg.client.internal.resume.CallFailure;
import dev.dpg.client.internal.resume.HandledLedger;
import dev.dpg.client.internal.resume.HeldBatch;
import dev.dpg.client.internal.resume.Phase;
import dev.dpg.client.internal.resume.StreamPlan;
import dev.dpg.client.internal.stream.CallTemplate;
import dev.dpg.client.internal.stream.ClientThreads;
import dev.dpg.client.internal.stream.GatewayCalls;
import dev.dpg.client.internal.stream.PartitionLanes;
import dev.dpg.client.internal.stream.SdkThread;
import dev.dpg.client.internal.stream.SerialExecutor;
import dev.dpg.client.internal.stream.StreamDriver;
import dev.dpg.client.internal.stream.StreamSink;
import dev.dpg.v1.Record;
import dev.dpg.v1.RecordBatch;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Brings a stream and a handler together. Everything without a remark belongs to the subscription's serial queue; handlers
 * run in the lanes and report back to the queue.
 */
final class LiveSubscription implements Subscription, StreamSink, PartitionLanes.Listener {
    /**
     * What the caller wants.
     *
     * @param plan from where, and how it is kept alive
     * @param template what is asked for
     * @param concurrency partitions handled at once
     * @param listener watches
     * @param handler handles
     */
    record Order(
            StreamPlan plan,
            CallTemplate template,
            int concurrency,
            SubscriptionListener listener,
            RecordHandler handler) {}

    private static final long NOT_PENDING = -1;

    private final SerialExecutor queue;
    private final HandledLedger ledger;
    private final StateBoard board;
    private final ExecutorService handlers;
    private final PartitionLanes lanes;
    private final StreamDriver driver;
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private volatile String pinnedProduct;
    private volatile Runnable whenOver = () -> {};
    private int batchesInHand;
    /** The gateway said LIVE, and it will be true once so many batches are handled. */
    private long liveOnceFinished = NOT_PENDING;

    private @Nullable CloseReason closing;
    private boolean over;

    LiveSubscription(ClientRuntime runtime, Order order) {
        queue = runtime.queue();
        ledger = new HandledLedger(order.plan().start());
        board = new StateBoard(order.template().product(), order.listener());
        handlers = ClientThreads.handlers(order.concurrency());
        pinnedProduct = order.template().product();
        lanes = new PartitionLanes(
                handlers,
                (partition, record) -> order.handler().handle(new DpgRecord(pinnedProduct, partition, record)),
                this);
        driver = runtime.stream(GatewayCalls.Kind.SUBSCRIBE, order.template(), order.plan(), queue, this);
    }

    /** Begins. Once. */
    void start(Runnable whenOver) {
        this.whenOver = whenOver;
        queue.execute(driver::start);
    }

    @Override
    public SubscriptionState state() {
        return board.state();
    }

    @Override
    public Position position() {
        return Position.of(ledger.position());
    }

    @Override
    public Optional<Lag> lag() {
        return board.lag();
    }

    @Override
    public void awaitLive(Duration timeout) throws InterruptedException {
        if (board.awaitLiveOrClosed(timeout) == SubscriptionState.LIVE) {
            return;
        }
        CloseReason reason = closed.join();
        if (reason instanceof CloseReason.StreamFailed failed) {
            throw failed.cause();
        }
        var ending =
                new DpgException(CallFailure.local(Status.Code.CANCELLED, "the subscription was closed: " + reason));
        if (reason instanceof CloseReason.HandlerFailed failed) {
            ending.initCause(failed.cause());
        }
        throw ending;
    }

    @Override
    public CompletableFuture<CloseReason> closed() {
        return closed.copy();
    }

    @Override
    public void close(CloseMode mode) {
        queue.execute(() -> close(mode, new CloseReason.ByCaller(mode)));
        if (SdkThread.isCurrent()) {
            return;
        }
        try {
            closed.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a subscription never ends exceptionally", e);
        }
    }

    @Override
    public void accept(Action.Output output) {
        if (output instanceof Action.Opened opened) {
            pinnedProduct = opened.product();
        } else if (output instanceof Action.Deliver deliver) {
            deliver(deliver.batch());
        } else if (output instanceof Action.Mark mark) {
            ledger.marked(mark.position());
        } else if (output instanceof Action.Skip skip) {
            batchesInHand++;
            lanes.submit(ledger.skipped(skip.gap(), skip.behind()));
        } else {
            show(output);
        }
    }

    private void show(Action.Output output) {
        if (output instanceof Action.ReportLag lag) {
            board.report(new Lag(lag.records(), lag.time(), lag.expiresIn()));
        } else if (output instanceof Action.ReportStanding standing) {
            board.standing(
                    standing.partitions().stream().map(StandingPartition::of).toList());
        } else if (output instanceof Action.PartitionsAdded added) {
            board.partitionsAdded(added.partitions());
        } else if (output instanceof Action.Moving moving) {
            board.moving(moving.reason(), moving.grace());
        } else if (output instanceof Action.Announce announce) {
            announce(announce.phase());
        } else if (output instanceof Action.ReportRetry retry) {
            board.interrupted(retry.failure(), Duration.ofNanos(retry.afterNanos()), retry.tries());
        } else if (output instanceof Action.Fail fail) {
            streamFailed(fail.failure());
        } else if (output instanceof Action.Complete) {
            streamFailed(CallFailure.local(Status.Code.INTERNAL, "the gateway ended a stream that has no end"));
        }
    }

    /** On the handler's thread. */
    @Override
    public void finished(HeldBatch batch) {
        queue.execute(() -> {
            done(batch);
            driver.batchHandled();
        });
    }

    /** On the handler's thread. */
    @Override
    public void reached(HeldBatch gap) {
        gap.gap().ifPresent(missing -> board.skipped(Gap.of(missing)));
        queue.execute(() -> done(gap));
    }

    private void done(HeldBatch batch) {
        ledger.finished(batch);
        if (liveOnceFinished != NOT_PENDING && ledger.finishedFirst(liveOnceFinished)) {
            become(SubscriptionState.LIVE);
        }
        oneLessInHand();
    }

    /** On the handler's thread. */
    @Override
    public void left(HeldBatch batch) {
        queue.execute(this::oneLessInHand);
    }

    /** On the handler's thread. */
    @Override
    public void failed(HeldBatch batch, Record record, Throwable cause) {
        var reason = new CloseReason.HandlerFailed(new DpgRecord(pinnedProduct, batch.partition(), record), cause);
        queue.execute(() -> {
            batchesInHand--;
            close(CloseMode.RELEASE, reason);
        });
    }

    private void deliver(RecordBatch batch) {
        batchesInHand++;
        lanes.submit(ledger.received(batch));
    }

    private void announce(Phase phase) {
        switch (phase) {
            case CONNECTING -> become(SubscriptionState.CONNECTING);
            case CATCHING_UP -> become(SubscriptionState.CATCHING_UP);
            case RECONNECTING -> become(SubscriptionState.RECONNECTING);
            case LIVE -> {
                if (ledger.finishedFirst(ledger.receivedCount())) {
                    become(SubscriptionState.LIVE);
                } else {
                    liveOnceFinished = ledger.receivedCount();
                }
            }
        }
    }

    private void become(SubscriptionState next) {
        liveOnceFinished = NOT_PENDING;
        if (closing == null || next == SubscriptionState.CLOSED) {
            board.become(next);
        }
    }

    private void streamFailed(CallFailure failure) {
        close(CloseMode.RELEASE, new CloseReason.StreamFailed(new DpgException(failure)));
    }

    private void oneLessInHand() {
        batchesInHand--;
        endWhenQuiet();
    }

    private void close(CloseMode mode, CloseReason reason) {
        if (closing == null) {
            driver.close();
        }
        // That a record failed while the rest was being finished is news to whoever closed.
        if (closing == null
                || (closing instanceof CloseReason.ByCaller && reason instanceof CloseReason.HandlerFailed)) {
            closing = reason;
        }
        if (mode != CloseMode.FINISH) {
            lanes.stop();
        }
        if (mode == CloseMode.ABORT) {
            end(closing);
            handlers.shutdownNow();
        }
        endWhenQuiet();
    }

    private void endWhenQuiet() {
        if (closing != null && batchesInHand == 0) {
            end(closing);
        }
    }

    private void end(CloseReason reason) {
        if (over) {
            return;
        }
        over = true;
        lanes.stop();
        ledger.freeze();
        handlers.shutdown();
        board.become(SubscriptionState.CLOSED);
        whenOver.run();
        // Not on this thread: whoever waits for the end may do anything, and this thread serves other streams too.
        closed.completeAsync(() -> reason);
    }
}
