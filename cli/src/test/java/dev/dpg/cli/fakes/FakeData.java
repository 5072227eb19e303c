package dev.dpg.cli.fakes;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import dev.dpg.v1.Cursor;
import dev.dpg.v1.DataServiceGrpc.DataServiceImplBase;
import dev.dpg.v1.End;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Opened;
import dev.dpg.v1.PartitionPosition;
import dev.dpg.v1.ReadRequest;
import dev.dpg.v1.Record;
import dev.dpg.v1.RecordBatch;
import dev.dpg.v1.ResolvePositionRequest;
import dev.dpg.v1.ResolvePositionResponse;
import dev.dpg.v1.State;
import dev.dpg.v1.SubscribeRequest;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;

/**
 * Two partitions in memory. Records are added before anybody reads; the n-th of a partition has offset n and a time of n
 * seconds after 1970. A subscription gets what is there, is told that it is live, and then nothing.
 */
public final class FakeData extends DataServiceImplBase {
    private static final String PRODUCT = "aviation.flights.v1";

    private final List<List<Record>> partitions = List.of(new ArrayList<>(), new ArrayList<>());

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
        answer.onNext(opened(position));
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
        answer.onNext(opened(position));
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
