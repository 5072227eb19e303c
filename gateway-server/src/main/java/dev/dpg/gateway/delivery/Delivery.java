package dev.dpg.gateway.delivery;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The data plane's front door: admits streams, spreads them over the loops, and holds what they share. Thread-safe.
 */
public final class Delivery {
    private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(2);

    private final DeliverySettings settings;
    private final List<DeliveryLoop> loops;
    private final Feeds feeds;
    private final ByteBudget inFlight;
    private final ByteBudget history;
    private final Set<DeliveryStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicInteger nextLoop = new AtomicInteger();

    /**
     * Makes a data plane without streams.
     *
     * @param loops at least one; they outlive this object
     */
    public Delivery(DeliverySettings settings, List<DeliveryLoop> loops) {
        this.settings = settings;
        this.loops = List.copyOf(loops);
        this.feeds = new Feeds(settings);
        this.inFlight = new ByteBudget(settings.inFlightBytesMax());
        this.history = new ByteBudget(settings.inFlightBytesMax());
    }

    /**
     * Checks whether another stream would be admitted now, so that a caller can be refused before any work is done.
     *
     * @throws ProblemException {@code OVERLOADED} with a delay
     */
    public void requireRoom() {
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
     * @throws ProblemException {@code OVERLOADED} with a delay
     */
    public DeliveryStream open(StreamPlan plan, StreamSink sink) {
        requireRoom();
        DeliveryLoop loop = loops.get(Math.floorMod(nextLoop.getAndIncrement(), loops.size()));
        DeliveryStream stream = new DeliveryStream(plan, sink, loop, this);
        streams.add(stream);
        loop.execute(stream::open);
        return stream;
    }

    /** Ends all streams with a problem. */
    public void endAll(Problem problem) {
        streams.forEach(stream -> stream.end(problem));
    }

    /** Streams open now. */
    public int openStreams() {
        return streams.size();
    }

    /** Encoded bytes that rings keep now. */
    public long ringBytes() {
        return feeds.usedBytes();
    }

    /** Partitions followed at the tail now. */
    public int followedPartitions() {
        return feeds.followedPartitions();
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

    Feeds feeds() {
        return feeds;
    }

    DeliverySettings settings() {
        return settings;
    }

    void closed(DeliveryStream stream) {
        streams.remove(stream);
    }

    private static ProblemException full(String why) {
        return Problem.of(Reason.OVERLOADED, "this gateway takes no more streams: " + why + "; try again later")
                .with(new Problem.RetryAfter(RETRY_WHEN_FULL))
                .asException();
    }
}
