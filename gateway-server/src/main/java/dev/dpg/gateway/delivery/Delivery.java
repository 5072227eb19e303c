package dev.dpg.gateway.delivery;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.telemetry.MetricSource;
import dev.dpg.gateway.telemetry.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The data plane's front door: admits streams, spreads them over the loops, and holds what they share. Thread-safe.
 */
public final class Delivery {
    private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(2);
    private static final Duration RETRY_ELSEWHERE = Duration.ofSeconds(1);

    /** Streams that are sent away together come back together: no more than so many a second. */
    private static final int LEAVING_PER_SECOND = 500;

    /** The part of the age by which streams differ from it, at most. */
    private static final double AGE_JITTER = 0.2;

    /** Its multiples spread evenly over any span, whatever their number. */
    private static final double GOLDEN_RATIO = 0.618_033_988_749_895;

    private final DeliverySettings settings;
    private final List<DeliveryLoop> loops;
    private final IdentityHashMap<DeliveryLoop, Drain> drains = new IdentityHashMap<>();
    private final ByteBudget rings;
    private final Feeds feeds;
    private final RecentHistory recent;
    private final ByteBudget inFlight;
    private final ByteBudget history;
    private final Set<DeliveryStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opened = new AtomicInteger();
    private final DeliveryMetrics metrics;
    /** Null: it is open. */
    private volatile @Nullable PlannedEnding closing;

    /**
     * Makes a data plane without streams.
     *
     * @param loops at least one; they outlive this object
     */
    public Delivery(DeliverySettings settings, List<DeliveryLoop> loops) {
        this(settings, loops, StreamObserver.NONE);
    }

    /**
     * Makes a data plane without streams.
     *
     * @param loops at least one; they outlive this object
     * @param observer is told of streams
     */
    public Delivery(DeliverySettings settings, List<DeliveryLoop> loops, StreamObserver observer) {
        this.metrics = new DeliveryMetrics(this, observer);
        this.settings = settings;
        this.loops = List.copyOf(loops);
        loops.forEach(loop -> drains.put(loop, new Drain(loop)));
        this.inFlight = new ByteBudget(settings.inFlightBytesMax());
        this.history = new ByteBudget(settings.inFlightBytesMax());
        this.rings = new ByteBudget(settings.ringsBytesMax());
        this.feeds = new Feeds(settings.ringBytesMax(), rings);
        this.recent = new RecentHistory(rings, loops.get(0));
    }

    /** What wakes the streams of one of the loops. */
    Drain drain(DeliveryLoop loop) {
        return Objects.requireNonNull(drains.get(loop));
    }

    /**
     * Checks whether another stream would be admitted now, so that a caller can be refused before any work is done.
     *
     * @throws ProblemException {@code OVERLOADED} and {@code DRAINING} with a delay
     */
    public void requireRoom() {
        requireOpen();
        if (streams.size() >= settings.streamsMax()) {
            throw full("it serves " + settings.streamsMax() + " streams, which is its limit");
        }
        if (inFlight.isExhausted()) {
            throw full("the bytes on their way to readers have reached its limit");
        }
    }

    /**
     * Opens a stream; its first frame is on its way when this returns. Never blocks.
     *
     * @throws ProblemException {@code OVERLOADED} and {@code DRAINING} with a delay
     */
    public DeliveryStream open(StreamPlan plan, StreamSink sink) {
        requireRoom();
        int number = opened.getAndIncrement();
        DeliveryLoop loop = loops.get(Math.floorMod(number, loops.size()));
        DeliveryStream stream = new DeliveryStream(plan, sink, loop, this, ageOf(number));
        streams.add(stream);
        loop.execute(stream::open);
        // Whoever closes sees the stream among those that are open, or is seen here.
        PlannedEnding ending = closing;
        if (ending != null) {
            stream.goAway(ending);
        }
        return stream;
    }

    /**
     * Refuses new streams from now on and has those that are open go away, a few at a time, so that all are over before the
     * timeout. Called again, it does so within the new timeout.
     */
    public void drain(Duration timeout) {
        Duration grace = min(settings.goAwayGrace(), timeout.multipliedBy(2).dividedBy(5));
        PlannedEnding ending = new PlannedEnding(PlannedEnding.Reason.DRAIN, Duration.ZERO, grace);
        closing = ending;
        goAway(List.copyOf(streams), ending, timeout.dividedBy(2));
    }

    /** Has streams go away, evenly over a window that grows with their number up to a maximum. */
    public void goAway(Collection<DeliveryStream> leaving, PlannedEnding ending, Duration windowMax) {
        Duration window = min(
                windowMax, Duration.ofSeconds(1).multipliedBy(leaving.size()).dividedBy(LEAVING_PER_SECOND));
        int place = 0;
        for (DeliveryStream stream : leaving) {
            stream.goAwayAfter(window.multipliedBy(place++).dividedBy(leaving.size()), ending);
        }
    }

    /** Whether it refuses new streams because it is going away. */
    public boolean isDraining() {
        return closing != null;
    }

    /**
     * Checks that new streams are not refused for going away.
     *
     * @throws ProblemException {@code DRAINING} with a delay
     */
    public void requireOpen() {
        if (isDraining()) {
            throw Problem.of(
                            Reason.DRAINING,
                            "this gateway is going away; connect again to reach another one, and resume there")
                    .with(new Problem.RetryAfter(RETRY_ELSEWHERE))
                    .asException();
        }
    }

    /** Streams open now. */
    public int openStreams() {
        return streams.size();
    }

    /** Encoded bytes that rings keep now. */
    public long ringBytes() {
        return rings.usedBytes() - recent.usedBytes();
    }

    /** Encoded bytes of history that are kept for readers that come a little later. */
    public long recentBytes() {
        return recent.usedBytes();
    }

    /** Partitions followed at the tail now. */
    public int followedPartitions() {
        return feeds.followedPartitions();
    }

    /** The data plane in figures. */
    public MetricSource metrics() {
        return metrics;
    }

    /** The account that a stream is to keep. */
    StreamAccount account(StreamPlan plan, StreamCounts counts, Instant openTime) {
        return metrics.account(plan, counts, openTime);
    }

    /** Those that are open; more may come and go meanwhile. */
    Set<DeliveryStream> streams() {
        return streams;
    }

    /** Bytes handed to connections and not taken yet. Only the clients can bring them down, so they decide on admission. */
    ByteBudget inFlight() {
        return inFlight;
    }

    /** Bytes of history that wait in front of streams. They can be dropped and read again. */
    ByteBudget history() {
        return history;
    }

    /** Bytes on their way to readers: handed to connections, or waiting in front of streams. */
    public long bytesInUse() {
        return inFlight.usedBytes() + history.usedBytes();
    }

    /** Whether bytes have to be saved: batches get small, and streams whose client takes nothing keep no history. */
    boolean isPressed() {
        return bytesInUse() >= settings.inFlightBytesMax();
    }

    /**
     * Whether a stream may hand a batch to its connection that is large because its first record is. Where connections
     * hold as much as they may, only clients that have shown that they take what they are sent get one; the others would
     * add up without a bound.
     */
    boolean mayHoldLarge(boolean clientTakes) {
        return clientTakes || !inFlight.isExhausted();
    }

    /** Whether connections hold so much more than they may that nobody can be given anything but heartbeats. */
    boolean isOverrun() {
        return inFlight.usedBytes() >= settings.inFlightBytesMax() / 2 * 3;
    }

    /** What was read of history in the last few seconds. */
    RecentHistory recent() {
        return recent;
    }

    Feeds feeds() {
        return feeds;
    }

    DeliverySettings settings() {
        return settings;
    }

    void closed(DeliveryStream stream) {
        streams.remove(stream);
    }

    /** How streams end that are of age. */
    PlannedEnding ofAge() {
        return new PlannedEnding(PlannedEnding.Reason.MAX_AGE, Duration.ZERO, settings.goAwayGrace());
    }

    /** Streams that were opened together must not come back together, so their ages differ. */
    private Duration ageOf(int number) {
        double fraction = number * GOLDEN_RATIO - Math.floor(number * GOLDEN_RATIO);
        double factor = 1 + AGE_JITTER * (2 * fraction - 1);
        return Duration.ofMillis((long) (settings.streamAgeMax().toMillis() * factor));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static ProblemException full(String why) {
        return Problem.of(Reason.OVERLOADED, "this gateway takes no more streams: " + why + "; try again later")
                .with(new Problem.RetryAfter(RETRY_WHEN_FULL))
                .asException();
    }
}
