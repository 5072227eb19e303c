package dev.dpg.client.fakes;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import dev.dpg.client.internal.resume.ProtoTimes;
import dev.dpg.v1.Cursor;
import dev.dpg.v1.End;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Gap;
import dev.dpg.v1.GoAway;
import dev.dpg.v1.HandledCursor;
import dev.dpg.v1.Opened;
import dev.dpg.v1.Progress;
import dev.dpg.v1.Record;
import dev.dpg.v1.RecordBatch;
import dev.dpg.v1.Start;
import dev.dpg.v1.State;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.stream.LongStream;

/** Frames and statuses as a gateway sends them. */
public final class Frames {
    /** The pinned name in every Opened. */
    public static final String PINNED = "sales.orders.v1";

    private Frames() {}

    /** The first frame, with a heartbeat of 5 s. */
    public static Frame opened(String token) {
        return Frame.newBuilder()
                .setOpened(Opened.newBuilder()
                        .setSessionId("session")
                        .setProduct(PINNED)
                        .setResumeToken(token)
                        .setHeartbeat(Duration.newBuilder().setSeconds(5)))
                .build();
    }

    /** Records of one partition at these offsets, with the value {@code {"n":offset}}. */
    public static Frame batch(int partition, long... offsets) {
        return Frame.newBuilder()
                .setBatch(RecordBatch.newBuilder()
                        .setPartition(partition)
                        .addAllRecords(
                                LongStream.of(offsets).mapToObj(Frames::record).toList())
                        .setCursor(cursor(partition, offsets[offsets.length - 1] + 1)))
                .build();
    }

    /** The cursor of a {@link #batch} that ends before an offset. */
    public static Cursor cursor(int partition, long nextOffset) {
        return Cursor.newBuilder()
                .setPartition(partition)
                .setNextOffset(nextOffset)
                .setLeaderEpoch(3)
                .build();
    }

    /** A heartbeat. */
    public static Frame progress(String token, long lagRecords) {
        return Frame.newBuilder()
                .setProgress(Progress.newBuilder().setResumeToken(token).setLagRecords(lagRecords))
                .build();
    }

    /** A change of state. */
    public static Frame state(State.Kind kind, String token) {
        return Frame.newBuilder()
                .setState(State.newBuilder().setKind(kind).setResumeToken(token))
                .build();
    }

    /** Offsets left out, at most as many lost. */
    public static Frame gap(Gap.Reason reason, int partition, long from, long to, String token) {
        return Frame.newBuilder()
                .setGap(Gap.newBuilder()
                        .setReason(reason)
                        .setPartition(partition)
                        .setFromOffset(from)
                        .setToOffset(to)
                        .setLostOffsetsMax(Math.max(0, to - from))
                        .setResumeToken(token))
                .build();
    }

    /** A planned ending. */
    public static Frame goAway(GoAway.Reason reason, String token, long retryAfterMillis, long graceMillis) {
        return Frame.newBuilder()
                .setGoAway(GoAway.newBuilder()
                        .setReason(reason)
                        .setResumeToken(token)
                        .setRetryAfter(ProtoTimes.duration(java.time.Duration.ofMillis(retryAfterMillis)))
                        .setGrace(ProtoTimes.duration(java.time.Duration.ofMillis(graceMillis))))
                .build();
    }

    /** The end of a bounded read. */
    public static Frame end(String token) {
        return Frame.newBuilder()
                .setEnd(End.newBuilder().setReason(End.Reason.REASON_UNTIL).setResumeToken(token))
                .build();
    }

    /** A start after a token and whole batches. */
    public static Start after(String token, Cursor... handled) {
        return Start.newBuilder()
                .setResumeToken(token)
                .addAllHandled(List.of(handled).stream()
                        .map(cursor ->
                                HandledCursor.newBuilder().setCursor(cursor).build())
                        .toList())
                .build();
    }

    /** A refusal as the gateway makes it. */
    public static StatusRuntimeException refusal(Status.Code code, String reason, Message... details) {
        var status = com.google.rpc.Status.newBuilder()
                .setCode(code.value())
                .setMessage("what, why, what to do")
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setDomain("dpg.dev")
                        .setReason(reason)
                        .putMetadata("product", "sales.orders")
                        .build()));
        for (Message detail : details) {
            status.addDetails(Any.pack(detail));
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }

    private static Record record(long offset) {
        return Record.newBuilder()
                .setOffset(offset)
                .setJson("{\"n\":" + offset + "}")
                .build();
    }
}
