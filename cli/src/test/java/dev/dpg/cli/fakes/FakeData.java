package dev.dpg.cli.fakes;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.rpc.Code;
import dev.dpg.v1.Cursor;
import dev.dpg.v1.DataServiceGrpc.DataServiceImplBase;
import dev.dpg.v1.End;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Gap;
import dev.dpg.v1.GoAway;
import dev.dpg.v1.OnExpired;
import dev.dpg.v1.Opened;
import dev.dpg.v1.PartitionPosition;
import dev.dpg.v1.Progress;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Record;
import dev.dpg.v1.RecordBatch;
import dev.dpg.v1.ResolvePositionRequest;
import dev.dpg.v1.ResolvePositionResponse;
import dev.dpg.v1.State;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two partitions in memory. Records are added before anybody reads; the n-th of a partition has offset n and a time of n
 * seconds after 1970. A subscription gets what is there, is told that it is live, and then nothing.
 */
public final class FakeData extends DataServiceImplBase {
    private static final String PRODUCT = "aviation.flights.v1";

    private final List<List<Record>> partitions = List.of(new ArrayList<>(), new ArrayList<>());
    private final AtomicInteger subscriptions = new AtomicInteger();
    private java.time.Duration clockAhead = java.time.Duration.ZERO;
    private long earliest;
    private boolean sendsAway;

    /** Adds a record with this key and value, as JSON text. */
    public void add(int partition, String key, String value) {
        add(partition, Record.newBuilder().setJsonKey(key).setJson(value));
    }

    /** Adds a record; offset and time are set. */
    public synchronized void add(int partition, Record.Builder record) {
        long offset = partitions.get(partition).size();
        partitions
                .get(partition)
                .add(record.setOffset(offset)
                        .setTime(Timestamp.newBuilder().setSeconds(offset))
                        .build());
    }

    /** The gateway's clock shows another time than this machine's. */
    public synchronized void setClockAhead(java.time.Duration ahead) {
        clockAhead = ahead;
    }

    /** Records of partition 0 before this offset are not retained any more. */
    public synchronized void expireBefore(long offset) {
        earliest = offset;
    }

    /** The first subscription is told to go away once it is live, with time to do so. */
    public synchronized void sendFirstAway() {
        sendsAway = true;
    }

    /** Subscriptions so far. */
    public int subscriptions() {
        return subscriptions.get();
    }

    @Override
    public synchronized void resolvePosition(
            ResolvePositionRequest request, StreamObserver<ResolvePositionResponse> answer) {
        FakePosition position = FakePosition.of(request.getStart(), ends());
        var response = ResolvePositionResponse.newBuilder().setProduct(PRODUCT).setResumeToken(position.token());
        for (int partition = 0; partition < partitions.size(); partition++) {
            response.addPartitions(PartitionPosition.newBuilder()
                    .setPartition(partition)
                    .setNextOffset(position.next().get(partition))
                    .setEndOffset(ends().get(partition)));
        }
        answer.onNext(response.build());
        answer.onCompleted();
    }

    @Override
    public synchronized void read(ReadRequest request, StreamObserver<Frame> answer) {
        FakePosition position = FakePosition.of(request.getStart(), ends());
        if (isExpired(position, request.getOnExpired(), answer)) {
            return;
        }
        answer.onNext(opened(position));
        position = overGap(position, answer);
        List<Long> stops = stops(request);
        long delivered = 0;
        for (int partition = 0; partition < partitions.size(); partition++) {
            long stop = stops.get(partition);
            for (long offset = position.next().get(partition); offset < stop; offset++) {
                if (request.getLimit() > 0 && delivered == request.getLimit()) {
                    break;
                }
                answer.onNext(batch(partition, offset));
                position = position.after(partition, offset);
                delivered++;
            }
        }
        answer.onNext(Frame.newBuilder()
                .setEnd(End.newBuilder()
                        .setReason(End.Reason.REASON_UNTIL)
                        .setResumeToken(position.token())
                        .setDeliveredRecords(delivered))
                .build());
        answer.onCompleted();
    }

    @Override
    public synchronized void subscribe(SubscribeRequest request, StreamObserver<Frame> answer) {
        FakePosition position = FakePosition.of(request.getStart(), ends());
        if (isExpired(position, request.getOnExpired(), answer)) {
            return;
        }
        answer.onNext(opened(position));
        position = overGap(position, answer);
        for (int partition = 0; partition < partitions.size(); partition++) {
            for (long offset = position.next().get(partition); offset < ends().get(partition); offset++) {
                answer.onNext(batch(partition, offset));
            }
        }
        answer.onNext(Frame.newBuilder()
                .setState(State.newBuilder()
                        .setKind(State.Kind.KIND_CAUGHT_UP)
                        .setResumeToken(new FakePosition(ends()).token()))
                .build());
        answer.onNext(progress());
        if (subscriptions.incrementAndGet() == 1 && sendsAway) {
            answer.onNext(Frame.newBuilder()
                    .setGoAway(GoAway.newBuilder()
                            .setReason(GoAway.Reason.REASON_DRAIN)
                            .setResumeToken(new FakePosition(ends()).token())
                            .setGrace(Duration.newBuilder().setSeconds(600)))
                    .build());
        }
    }

    private Frame progress() {
        Instant now = Instant.now().plus(clockAhead);
        return Frame.newBuilder()
                .setProgress(Progress.newBuilder()
                        .setResumeToken(new FakePosition(ends()).token())
                        .setServerTime(Timestamp.newBuilder()
                                .setSeconds(now.getEpochSecond())
                                .setNanos(now.getNano())))
                .build();
    }

    private boolean isExpired(FakePosition position, OnExpired policy, StreamObserver<Frame> answer) {
        boolean refused = position.next().get(0) < earliest && policy == OnExpired.ON_EXPIRED_FAIL;
        if (refused) {
            answer.onError(Refusals.of(
                    Code.OUT_OF_RANGE, "POSITION_EXPIRED", "the position is older than what is retained", Map.of()));
        }
        return refused;
    }

    private FakePosition overGap(FakePosition position, StreamObserver<Frame> answer) {
        long from = position.next().get(0);
        if (from >= earliest) {
            return position;
        }
        FakePosition behind = position.after(0, earliest - 1);
        answer.onNext(Frame.newBuilder()
                .setGap(Gap.newBuilder()
                        .setReason(Gap.Reason.REASON_RETENTION)
                        .setFromOffset(from)
                        .setToOffset(earliest)
                        .setLostOffsetsMax(earliest - from)
                        .setResumeToken(behind.token()))
                .build());
        return behind;
    }

    private List<Long> stops(ReadRequest request) {
        List<Long> stops = ends();
        if (request.getUntil().hasResumeToken()) {
            stops = FakePosition.parse(request.getUntil().getResumeToken()).next();
        } else if (request.getUntil().hasTime()) {
            long time = request.getUntil().getTime().getSeconds();
            stops = stops.stream().map(end -> Math.min(end, time)).toList();
        }
        return stops;
    }

    private List<Long> ends() {
        return partitions.stream().map(records -> (long) records.size()).toList();
    }

    private Frame batch(int partition, long offset) {
        return Frame.newBuilder()
                .setBatch(RecordBatch.newBuilder()
                        .setPartition(partition)
                        .addRecords(partitions.get(partition).get((int) offset))
                        .setCursor(Cursor.newBuilder()
                                .setPartition(partition)
                                .setNextOffset(offset + 1)
                                .setLeaderEpoch(0)))
                .build();
    }

    private static Frame opened(FakePosition position) {
        return Frame.newBuilder()
                .setOpened(Opened.newBuilder()
                        .setProduct(PRODUCT)
                        .setVersion("1.2.0")
                        .setResumeToken(position.token())
                        .setHeartbeat(Duration.newBuilder().setSeconds(5)))
                .build();
    }
}
