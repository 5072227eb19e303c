package dev.dpg.client.fakes;

import dev.dpg.v1.DataServiceGrpc;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Frame;
import dev.dpg.v1.GoAway;
import dev.dpg.v1.HandledCursor;
import dev.dpg.v1.PartitionOffset;
import dev.dpg.v1.PartitionPosition;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.ResolvePositionRequest;
import dev.dpg.v1.ResolvePositionResponse;
import dev.dpg.v1.Start;
import dev.dpg.v1.State;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Serves a log of partitions with offsets 0 to {@code length - 1}, in batches of random size from random partitions, with
 * heartbeats in between, and breaks a call or sends it away at random. Sends only what was asked for. A token is the next
 * offset of each partition.
 */
public final class LogGateway extends DataServiceGrpc.DataServiceImplBase {
    private static final int BATCH_RECORDS_MAX = 5;
    private static final int GRACE_FRAMES_MAX = 20;
    private static final long GRACE_MILLIS = 10_000;
    private static final int STAYS = -1;

    private final long[] lengths;
    private final Random random;
    private final double breakProbability;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger goAways = new AtomicInteger();
    private double goAwayProbability;
    private List<GoAway.Reason> goAwayReasons = List.of(GoAway.Reason.REASON_DRAIN, GoAway.Reason.REASON_MAX_AGE);

    /**
     * A log.
     *
     * @param seed of everything random
     * @param breakProbability that a call breaks instead of sending its next frame
     * @param lengths records of each partition
     */
    public LogGateway(long seed, double breakProbability, long... lengths) {
        this.random = new Random(seed);
        this.breakProbability = breakProbability;
        this.lengths = lengths.clone();
    }

    /** Sends calls away, too: with this probability a call is told so instead of being sent its next frame. */
    public LogGateway sendingAway(double probability) {
        this.goAwayProbability = probability;
        return this;
    }

    /** Sends calls away for one reason only. */
    public LogGateway because(GoAway.Reason reason) {
        this.goAwayReasons = List.of(reason);
        return this;
    }

    /** Calls that were told to go away. */
    public int goAways() {
        return goAways.get();
    }

    /** Streams opened so far. */
    public int calls() {
        return calls.get();
    }

    @Override
    public void subscribe(SubscribeRequest request, StreamObserver<Frame> answer) {
        new Call(next(request.getStart()), lengths.clone(), Long.MAX_VALUE, false, answer).begin();
    }

    @Override
    public void read(ReadRequest request, StreamObserver<Frame> answer) {
        long limit = request.getLimit() == 0 ? Long.MAX_VALUE : request.getLimit();
        long[] until = request.getUntil().getResumeToken().isEmpty()
                ? lengths.clone()
                : offsets(request.getUntil().getResumeToken());
        new Call(next(request.getStart()), until, limit, true, answer).begin();
    }

    @Override
    public void resolvePosition(ResolvePositionRequest request, StreamObserver<ResolvePositionResponse> answer) {
        long[] next = next(request.getStart());
        var response = ResolvePositionResponse.newBuilder().setResumeToken(token(next));
        for (int partition = 0; partition < next.length; partition++) {
            response.addPartitions(PartitionPosition.newBuilder()
                    .setPartition(partition)
                    .setNextOffset(next[partition])
                    .setEndOffset(lengths[partition]));
        }
        answer.onNext(response.build());
        answer.onCompleted();
    }

    private long[] next(Start start) {
        return switch (start.getAtCase()) {
            case RESUME_TOKEN -> merged(start);
            case EDGE -> start.getEdge() == Edge.EDGE_EARLIEST ? new long[lengths.length] : lengths.clone();
            case LAST ->
                Arrays.stream(lengths)
                        .map(length -> Math.max(0, length - start.getLast()))
                        .toArray();
            case OFFSETS ->
                start.getOffsets().getPartitionsList().stream()
                        .mapToLong(PartitionOffset::getOffset)
                        .toArray();
            case TIME, AT_NOT_SET -> throw new AssertionError("not served here: " + start);
        };
    }

    private static long[] merged(Start start) {
        long[] next = offsets(start.getResumeToken());
        for (HandledCursor handled : start.getHandledList()) {
            next[handled.getCursor().getPartition()] = handled.hasLastHandledOffset()
                    ? handled.getLastHandledOffset() + 1
                    : handled.getCursor().getNextOffset();
        }
        return next;
    }

    private static String token(long[] next) {
        return LongStream.of(next).mapToObj(Long::toString).collect(Collectors.joining("_", "p1.", ""));
    }

    private static long[] offsets(String token) {
        return Arrays.stream(token.substring("p1.".length()).split("_", -1))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private int draw(int bound) {
        synchronized (random) {
            return random.nextInt(bound);
        }
    }

    private boolean happens(double probability) {
        synchronized (random) {
            return random.nextDouble() < probability;
        }
    }

    /** One stream; on the threads of its call, one at a time. */
    private final class Call {
        private final long[] next;
        private final long[] until;
        private final boolean ends;
        private final ServerCallStreamObserver<Frame> answer;
        private long limit;
        private boolean opened;
        private boolean caughtUp;
        private boolean over;
        /** Batches that it still sends, once it was told that it goes away. */
        private int framesLeft = STAYS;

        Call(long[] next, long[] until, long limit, boolean ends, StreamObserver<Frame> answer) {
            this.next = next;
            this.until = until;
            this.limit = limit;
            this.ends = ends;
            this.answer = (ServerCallStreamObserver<Frame>) answer;
        }

        void begin() {
            calls.incrementAndGet();
            answer.setOnCancelHandler(() -> over = true);
            answer.setOnReadyHandler(this::pump);
        }

        private void pump() {
            while (answer.isReady() && !over) {
                if (happens(breakProbability)) {
                    over = true;
                    answer.onError(Status.UNAVAILABLE.withDescription("cut off").asException());
                } else if (!opened) {
                    opened = true;
                    answer.onNext(Frames.opened(token(next)));
                } else if (framesLeft == 0) {
                    goNow();
                } else if (framesLeft == STAYS && happens(goAwayProbability)) {
                    goSoon();
                } else if (limit == 0 || remaining() == 0) {
                    atTheEnd();
                } else if (draw(4) == 0) {
                    answer.onNext(Frames.progress(token(next), remaining()));
                } else {
                    sendBatch();
                }
            }
        }

        private void goSoon() {
            goAways.incrementAndGet();
            framesLeft = draw(2) == 0 ? 0 : 1 + draw(GRACE_FRAMES_MAX);
            if (framesLeft > 0) {
                answer.onNext(goAway(GRACE_MILLIS));
            }
        }

        private void goNow() {
            over = true;
            answer.onNext(goAway(0));
            answer.onCompleted();
        }

        private Frame goAway(long graceMillis) {
            var reason = goAwayReasons.get(draw(goAwayReasons.size()));
            return Frames.goAway(reason, token(next), draw(3), graceMillis);
        }

        private void atTheEnd() {
            if (ends) {
                over = true;
                answer.onNext(Frames.end(token(next)));
                answer.onCompleted();
            } else if (!caughtUp) {
                caughtUp = true;
                answer.onNext(Frames.state(State.Kind.KIND_CAUGHT_UP, token(next)));
            } else {
                over = true;
            }
        }

        private void sendBatch() {
            framesLeft -= framesLeft > 0 ? 1 : 0;
            int partition = draw(next.length);
            long records = Math.min(Math.min(limit, until[partition] - next[partition]), 1 + draw(BATCH_RECORDS_MAX));
            if (records > 0) {
                long first = next[partition];
                next[partition] += records;
                limit -= records;
                answer.onNext(Frames.batch(
                        partition, LongStream.range(first, first + records).toArray()));
            }
        }

        private long remaining() {
            long remaining = 0;
            for (int partition = 0; partition < next.length; partition++) {
                remaining += Math.max(0, until[partition] - next[partition]);
            }
            return remaining;
        }
    }
}
