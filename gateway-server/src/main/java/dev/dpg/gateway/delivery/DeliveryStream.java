package dev.dpg.gateway.delivery;

import dev.dpg.gateway.cursor.Gap;
import dev.dpg.gateway.cursor.PositionTokens;
import dev.dpg.gateway.cursor.ProductPosition;
import dev.dpg.gateway.cursor.Resumption;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One open stream towards its client: sends what its sources hold while the client is ready for it, and says in between
 * that it is alive.
 *
 * <p>Owned by one {@link DeliveryLoop}: {@link #ready}, {@link #cancel} and {@link #goAway} may be called from any thread,
 * all else happens on the loop.
 */
public final class DeliveryStream {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration RETRY_WHEN_CLUSTER_LOST = Duration.ofSeconds(5);

    /** Who has to prove anew who he is comes back at once with the proof, or not at all. */
    private static final PlannedEnding EXPIRED =
            new PlannedEnding(PlannedEnding.Reason.REAUTH, Duration.ZERO, Duration.ZERO);

    /** Why streams end whose client cancels, or is gone. */
    private static final String CLIENT = "CLIENT";

    private final StreamPlan plan;
    private final StreamSink sink;
    private final DeliveryLoop loop;
    private final Delivery delivery;
    private final StreamCounts counts = new StreamCounts();
    private final StreamSources sources;
    private final BatchSender sender;
    private final Instant openTime;
    private final StreamAccount account;
    private final Instant agedAt;
    private Instant expires = Instant.MAX;
    private final Farewell farewell = new Farewell();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private boolean opened;
    private boolean closed;
    private boolean live;
    private boolean idleAtLastTick;
    private long bytesAtLastTick;
    private Instant progressDue;
    private volatile StreamReport report = StreamReport.NONE;

    /** @param maxAge how long it lives by plan, where it has no bound of its own */
    DeliveryStream(StreamPlan plan, StreamSink sink, DeliveryLoop loop, Delivery delivery, Duration maxAge) {
        this.plan = plan;
        this.sink = sink;
        this.loop = loop;
        this.delivery = delivery;
        this.sources = new StreamSources(plan, loop, delivery, this, counts);
        this.sender = new BatchSender(plan, sink, loop, delivery, counts, this::pump);
        this.openTime = loop.now();
        this.account = delivery.account(plan, counts, openTime);
        this.agedAt = plan.bounds().until().isEmpty() ? openTime.plus(maxAge) : Instant.MAX;
        this.progressDue = openTime.plus(plan.pace().heartbeat());
    }

    /** The client can take more. Any thread. */
    public void ready() {
        loop.execute(this::pump);
    }

    /** The client is gone. Any thread. */
    public void cancel() {
        loop.execute(() -> close(CLIENT));
    }

    /**
     * Ends the stream by plan: tells its client as soon as that can take it, goes on for the grace, and ends with OK whether
     * the client took anything or not. One that ends sooner anyway is left alone. Any thread.
     */
    public void goAway(PlannedEnding ending) {
        loop.execute(() -> leave(ending));
    }

    /** The same, after a delay. Any thread. */
    void goAwayAfter(Duration delay, PlannedEnding ending) {
        loop.schedule(() -> leave(ending), delay);
    }

    /**
     * Ends the stream at once because its client may not read on: tells it where it stood, and fails. Any thread.
     *
     * @param problem the status
     */
    public void revoke(Problem problem) {
        loop.execute(() -> {
            if (opened && !closed) {
                var ending = new PlannedEnding(PlannedEnding.Reason.REVOKED, Duration.ZERO, Duration.ZERO);
                sink.send(new StreamFrame.GoAway(ending, token()));
            }
            fail(problem);
        });
    }

    /** Ends the stream when what its caller proved is no longer good: with its position, at once, and with OK. Any thread. */
    public void expireAt(Instant time) {
        loop.execute(() -> {
            expires = time;
            if (opened) {
                leaveIfExpired();
            }
        });
    }

    private void leaveIfExpired() {
        if (!loop.now().isBefore(expires)) {
            leave(EXPIRED);
        }
    }

    /** Completed when the stream is over, however it ended; what depends on it runs on the loop and must not block. */
    public CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    /** When it was opened. */
    public Instant openTime() {
        return openTime;
    }

    /** The product that it is counted for. Any thread. */
    String product() {
        return plan.label().product();
    }

    /** What it was doing a second ago at most. Any thread. */
    public StreamReport report() {
        return report;
    }

    /** Whether the client can take more now. */
    boolean isReady() {
        return sink.isReady();
    }

    /** Whether the client has shown that it takes what it is sent. */
    boolean clientTakes() {
        return sender.clientTakes();
    }

    /** First task on the loop. */
    void open() {
        if (!closed) {
            opened = true;
            sink.send(new StreamFrame.Opened(PositionTokens.encode(plan.start().before())));
            plan.announced().ifPresent(sender::tell);
            tell(plan.start());
            tick();
        }
    }

    /** Tells what is left out. */
    void tell(Resumption resumption) {
        List<ProductPosition> told = resumption.told();
        for (int i = 0; i < told.size(); i++) {
            tell(resumption.gaps().get(i), told.get(i));
        }
    }

    /** Tells what is left out, and the position behind it. */
    void tell(Gap gap, ProductPosition behind) {
        sink.send(new StreamFrame.Skipped(gap, PositionTokens.encode(behind)));
    }

    /** Does everything that can be done now. */
    void pump() {
        boolean moved = true;
        while (moved && !closed && sink.isReady()) {
            sender.taken();
            boolean told = announceEnding();
            boolean progressed = sendProgressIfDue() || told;
            if (isHeldBack()) {
                break;
            }
            moved = sender.sendNext(sources.readers()) || progressed;
            if (!moved && !isHeldBack()) {
                moved = sources.move();
                announce();
            }
        }
        finishIfComplete();
    }

    private void leave(PlannedEnding ending) {
        if (!closed && farewell.plan(ending, loop.now()) && opened && !leaveIfDue()) {
            loop.schedule(this::leaveIfDue, ending.grace());
            pump();
        }
    }

    private boolean announceEnding() {
        Optional<PlannedEnding> announcement = farewell.announcement(loop.now());
        announcement.ifPresent(ending -> sink.send(new StreamFrame.GoAway(ending, token())));
        return announcement.isPresent();
    }

    /** Ends the stream where its grace is over. The last frames are few and small, so they go out also where none is wanted. */
    private boolean leaveIfDue() {
        if (closed) {
            return true;
        }
        Optional<PlannedEnding> last = farewell.last(loop.now());
        last.ifPresent(ending -> {
            sink.send(new StreamFrame.GoAway(ending, token()));
            sink.complete();
            close(ending.reason().name());
        });
        return last.isPresent();
    }

    /**
     * Whether connections hold too much for this stream to go on; history that waits would only add to it. Asked again at
     * the next tick at the latest.
     */
    private boolean isHeldBack() {
        boolean heldBack = sender.isHeldBack();
        if (heldBack) {
            sources.dropHistory();
        }
        return heldBack;
    }

    private boolean sendProgressIfDue() {
        Instant now = loop.now();
        if (now.isBefore(progressDue)) {
            return false;
        }
        progressDue = now.plus(plan.pace().heartbeat());
        sink.send(new StreamFrame.Progress(
                token(), now, sources.lag(now), counts.now(), sources.expiresIn(now), sources.standing()));
        return true;
    }

    /** Tells the client when it has reached the tail in every partition, and when it is no longer there. */
    private void announce() {
        if (closed || plan.bounds().until().isPresent() || sources.areRecovering()) {
            return;
        }
        if (!live && sources.areCaughtUp()) {
            live = true;
            announce(StreamFrame.State.Kind.CAUGHT_UP);
        } else if (live && !sources.areFollowing()) {
            live = false;
            announce(StreamFrame.State.Kind.FELL_BEHIND);
        }
    }

    private void announce(StreamFrame.State.Kind kind) {
        announce(kind, List.of());
    }

    /** Tells that partitions were added. */
    void announceAdded(List<Integer> partitions) {
        announce(StreamFrame.State.Kind.PARTITIONS_ADDED, partitions);
    }

    private void announce(StreamFrame.State.Kind kind, List<Integer> added) {
        lookAround();
        sink.send(new StreamFrame.State(kind, token(), sources.lag(loop.now()).records(), added));
    }

    private void finishIfComplete() {
        boolean limited = counts.delivered() >= plan.bounds().recordsMax();
        if (closed || (!limited && !sources.areFinished())) {
            return;
        }
        var reason = limited ? StreamFrame.End.Reason.LIMIT : StreamFrame.End.Reason.UNTIL;
        sink.send(new StreamFrame.End(reason, token(), counts.now()));
        sink.complete();
        close(reason.name());
    }

    /** Once a second: judges its age and the cluster, lets go of what nobody takes, and keeps heartbeats going. */
    private void tick() {
        if (!loop.now().isBefore(agedAt)) {
            leave(delivery.ofAge());
        }
        leaveIfExpired();
        if (leaveIfDue()) {
            return;
        }
        if (isClusterLost()) {
            fail(clusterLost());
            return;
        }
        dropHistoryIfIdle();
        sources.look();
        pump();
        lookAround();
        Instant next = progressDue.isBefore(expires) ? progressDue : expires;
        Duration untilNext = Duration.between(loop.now(), next);
        boolean sooner = untilNext.compareTo(TICK) < 0 && untilNext.compareTo(Duration.ZERO) > 0;
        loop.schedule(this::tick, sooner ? untilNext : TICK);
    }

    private void lookAround() {
        Instant now = loop.now();
        report = new StreamReport(live, sources.lag(now), counts.delivered(), sources.expiresIn(now));
        account.settle();
    }

    /** A client that takes nothing for a second or two must not hold history: it is read again when it is wanted. */
    private void dropHistoryIfIdle() {
        boolean idle = !sink.isReady() && counts.bytes() == bytesAtLastTick;
        bytesAtLastTick = counts.bytes();
        if (idle && (idleAtLastTick || delivery.isPressed())) {
            sources.dropHistory();
        }
        idleAtLastTick = idle;
    }

    private boolean isClusterLost() {
        Optional<Instant> since = plan.log().unreachableSince();
        Duration patience = delivery.settings().clusterLostAfter();
        return since.isPresent() && !loop.now().isBefore(since.get().plus(patience));
    }

    private Problem clusterLost() {
        String message = "the Kafka cluster behind this product has not answered for "
                + delivery.settings().clusterLostAfter().toSeconds()
                + " s; resume from the last position when it is back";
        return Problem.of(Reason.CLUSTER_DOWN, message).with(new Problem.RetryAfter(RETRY_WHEN_CLUSTER_LOST));
    }

    /** Ends the stream with a problem. */
    void fail(Problem problem) {
        if (!closed) {
            sink.fail(problem);
            close(problem.reason().name(), true);
        }
    }

    private void close(String reason) {
        close(reason, false);
    }

    private void close(String reason, boolean failed) {
        if (!closed) {
            closed = true;
            sources.close();
            sender.close();
            account.ended(reason, failed, loop.now());
            delivery.closed(this);
            ended.complete(null);
        }
    }

    private String token() {
        return PositionTokens.encode(sources.position());
    }
}
