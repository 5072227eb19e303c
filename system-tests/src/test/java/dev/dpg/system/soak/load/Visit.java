package dev.dpg.system.soak.load;

import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Encoding;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Start;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** One visitor's business with a gateway, over a connection of its own. For one thread. */
final class Visit implements AutoCloseable {
    /** HTTP/2's own, so that who takes nothing is soon felt by the gateway. */
    private static final int SMALL_WINDOW_BYTES = 64 * 1024;

    private static final int LARGE_WINDOW_BYTES = 1024 * 1024;
    /** Records of each partition, so that a soak of a night does not cost more at its end. */
    private static final int PAST_MAX = 5_000;

    private static final int FAR_MAX = 20_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Venue venue;
    private final Random random;
    private final ChurnLog log;
    private final String habit;
    private ManagedChannel connection;

    Visit(Venue venue, Random random, ChurnLog log, String habit) {
        this.venue = venue;
        this.random = random;
        this.log = log;
        this.habit = habit;
        connection = connect();
    }

    /**
     * Where visitors go.
     *
     * @param partitions of the product
     */
    record Venue(String address, String product, int partitions) {}

    Venue venue() {
        return venue;
    }

    Random random() {
        return random;
    }

    /** Any time between two. */
    Duration between(int millisMin, int millisMax) {
        return Duration.ofMillis(millisMin + random.nextInt(millisMax - millisMin));
    }

    /** Follows the product from somewhere on. */
    CheckedStream subscribe(Start start, Encoding encoding, String filter, RecordCheck check, ResumePoint position) {
        SubscribeRequest request = SubscribeRequest.newBuilder()
                .setProduct(venue.product)
                .setStart(start)
                .setEncoding(encoding)
                .setFilter(filter)
                .build();
        opened();
        return new CheckedStream(connection, DataServiceGrpc.getSubscribeMethod(), request, check, position);
    }

    /** Reads so many records from somewhere on. */
    CheckedStream read(Start start, Encoding encoding, long limit, RecordCheck check, ResumePoint position) {
        ReadRequest request = ReadRequest.newBuilder()
                .setProduct(venue.product)
                .setStart(start)
                .setEncoding(encoding)
                .setLimit(limit)
                .build();
        opened();
        return new CheckedStream(connection, DataServiceGrpc.getReadMethod(), request, check, position);
    }

    /** The tail, or before it, as far as it takes a while to come back. */
    Start anywhere() {
        return switch (random.nextInt(3)) {
            case 0 -> Start.newBuilder().setEdge(Edge.EDGE_LATEST).build();
            case 1 -> last(FAR_MAX);
            default -> last(PAST_MAX);
        };
    }

    /** Some records before the tail. */
    Start past() {
        return last(PAST_MAX);
    }

    private Start last(int recordsMax) {
        return Start.newBuilder().setLast(1 + random.nextInt(recordsMax)).build();
    }

    /** A stream was opened, on this connection or another one. */
    void opened() {
        log.opened(habit);
    }

    /** Notes what a reader found, and how much it read. */
    void checked(RecordCheck check) {
        log.checked(habit, check.received(), check.faults());
    }

    /** Lets time go by, in which the stream must not end. */
    void stay(CheckedStream stream, Duration time) throws InterruptedException {
        if (stream.endsWithin(time)) {
            note("ended by itself", stream.end());
        }
    }

    /** Waits for the end of a stream that has to end with OK. */
    void awaitEnd(CheckedStream stream) throws InterruptedException {
        if (!stream.endsWithin(PATIENCE)) {
            log.fault(habit, "did not end");
        } else if (!stream.end().isOk()) {
            note("did not end with OK", stream.end());
        }
    }

    private void note(String what, Status status) {
        if (status.getCode() == Status.Code.UNAVAILABLE) {
            log.interrupted();
        } else {
            log.fault(habit, what + ": " + status.getCode() + " " + status.getDescription());
        }
    }

    /** Breaks the connection of a stream off, and makes another one when it has ended. */
    void reconnect(CheckedStream stream) throws InterruptedException {
        end();
        if (!stream.endsWithin(PATIENCE)) {
            log.fault(habit, "goes on without a connection");
        }
        connection = connect();
    }

    @Override
    public void close() {
        end();
    }

    private void end() {
        try {
            if (!connection.shutdownNow().awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("a connection does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a connection ends", e);
        }
    }

    private ManagedChannel connect() {
        return NettyChannelBuilder.forTarget("dns:///" + venue.address)
                .usePlaintext()
                .directExecutor()
                .flowControlWindow(random.nextBoolean() ? SMALL_WINDOW_BYTES : LARGE_WINDOW_BYTES)
                .build();
    }
}
