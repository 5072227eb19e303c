package dev.dpg.gateway.rpc;

import com.google.protobuf.Timestamp;
import dev.dpg.gateway.catalog.LifecycleRules;
import dev.dpg.gateway.cursor.HandledCursor;
import dev.dpg.gateway.delivery.PlannedEnding;
import dev.dpg.gateway.delivery.StreamFrame;
import dev.dpg.gateway.delivery.StreamPlan.Pace;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.subscription.Admission;
import dev.dpg.gateway.subscription.ResolvedPosition;
import dev.dpg.gateway.subscription.StartAt;
import dev.dpg.gateway.subscription.WantedRecords;
import dev.dpg.v1.Cursor;
import dev.dpg.v1.End;
import dev.dpg.v1.Gap;
import dev.dpg.v1.GoAway;
import dev.dpg.v1.Opened;
import dev.dpg.v1.PartitionOffset;
import dev.dpg.v1.PartitionOffsets;
import dev.dpg.v1.Progress;
import dev.dpg.v1.StandingPartition;
import dev.dpg.v1.Start;
import dev.dpg.v1.State;
import dev.dpg.v1.StreamLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/** Frames other than batches: own types to messages. */
final class FrameMessages {
    /** The message says so: at most 16. */
    private static final int STANDING_MAX = 16;

    private FrameMessages() {}

    static Opened opened(String sessionId, Admission admission, String resumeToken) {
        ResolvedPosition start = admission.start();
        Opened.Builder message = Opened.newBuilder()
                .setSessionId(sessionId)
                .setProduct(start.port().name().toString())
                .setVersion(start.port().version().toString())
                .setResumeToken(resumeToken)
                .setStart(start(start.start()))
                .addAllWarnings(LifecycleRules.warning(start.port()).stream().toList())
                .addAllMaskedFields(admission.maskedFields())
                .setRows(admission.plan().given().rows());
        admission.plan().expires().ifPresent(time -> message.setAccessEndTime(timestamp(time)));
        return message.build();
    }

    static StreamLimits limits(Pace pace, int recordBytesMax) {
        return StreamLimits.newBuilder()
                .setMaxBatchBytes(pace.batchBytesMax())
                .setMaxBatchDelay(duration(pace.batchDelayMax()))
                .setMaxRecordBytes(recordBytesMax)
                .build();
    }

    static Progress progress(StreamFrame.Progress progress) {
        Progress.Builder message = Progress.newBuilder()
                .setResumeToken(progress.resumeToken())
                .setServerTime(timestamp(progress.serverTime()))
                .setLagRecords(progress.lag().records())
                .setDeliveredRecords(progress.counts().delivered())
                .setScannedRecords(progress.counts().scanned())
                .setFilteredRecords(progress.counts().filtered())
                .setFilterFailures(progress.counts().failures());
        progress.lag().time().ifPresent(time -> message.setLag(duration(time)));
        progress.expiresIn().ifPresent(time -> message.setExpiresIn(duration(time)));
        progress.standing().stream().limit(STANDING_MAX).forEach(partition -> message.addStanding(standing(partition)));
        return message.build();
    }

    private static StandingPartition standing(StreamFrame.StandingPartition partition) {
        return StandingPartition.newBuilder()
                .setPartition(partition.partition())
                .setReason(
                        switch (partition.cause()) {
                            case OPEN_TRANSACTION -> StandingPartition.Reason.REASON_OPEN_TRANSACTION;
                            case NO_LEADER -> StandingPartition.Reason.REASON_NO_LEADER;
                        })
                .setSinceTime(timestamp(partition.since()))
                .build();
    }

    static State state(StreamFrame.State state) {
        return State.newBuilder()
                .setKind(
                        switch (state.kind()) {
                            case CAUGHT_UP -> State.Kind.KIND_CAUGHT_UP;
                            case FELL_BEHIND -> State.Kind.KIND_FELL_BEHIND;
                            case PARTITIONS_ADDED -> State.Kind.KIND_PARTITIONS_ADDED;
                        })
                .setResumeToken(state.resumeToken())
                .setLagRecords(state.lagRecords())
                .addAllAddedPartitions(state.addedPartitions())
                .build();
    }

    static Gap gap(StreamFrame.Skipped skipped) {
        dev.dpg.gateway.cursor.Gap gap = skipped.gap();
        Gap.Builder message = Gap.newBuilder()
                .setReason(
                        switch (gap.reason()) {
                            case RETENTION -> Gap.Reason.REASON_RETENTION;
                            case TRUNCATION -> Gap.Reason.REASON_TRUNCATION;
                            case TOPIC_RECREATED -> Gap.Reason.REASON_TOPIC_RECREATED;
                        })
                .setPartition(gap.partition())
                .setFromOffset(gap.fromOffset())
                .setToOffset(gap.toOffset())
                .setResumeToken(skipped.resumeToken());
        gap.lostOffsetsMax().ifPresent(message::setLostOffsetsMax);
        return message.build();
    }

    static GoAway goAway(StreamFrame.GoAway goAway) {
        PlannedEnding ending = goAway.ending();
        return GoAway.newBuilder()
                .setReason(
                        switch (ending.reason()) {
                            case DRAIN -> GoAway.Reason.REASON_DRAIN;
                            case MAX_AGE -> GoAway.Reason.REASON_MAX_AGE;
                            case PRODUCT_CHANGED -> GoAway.Reason.REASON_PRODUCT_CHANGED;
                            case CLOSED -> GoAway.Reason.REASON_CLOSED;
                            case REAUTH -> GoAway.Reason.REASON_REAUTH;
                            case REVOKED -> GoAway.Reason.REASON_REVOKED;
                        })
                .setResumeToken(goAway.resumeToken())
                .setRetryAfter(duration(ending.retryAfter()))
                .setGrace(duration(ending.grace()))
                .build();
    }

    static End end(StreamFrame.End end) {
        return End.newBuilder()
                .setReason(
                        switch (end.reason()) {
                            case LIMIT -> End.Reason.REASON_LIMIT;
                            case UNTIL -> End.Reason.REASON_UNTIL;
                        })
                .setResumeToken(end.resumeToken())
                .setDeliveredRecords(end.counts().delivered())
                .setScannedRecords(end.counts().scanned())
                .build();
    }

    static dev.dpg.v1.Encoding encoding(WantedRecords wanted) {
        if (wanted.storedBatches()) {
            return dev.dpg.v1.Encoding.ENCODING_KAFKA_BATCH;
        }
        return switch (wanted.encoding()) {
            case JSON -> dev.dpg.v1.Encoding.ENCODING_JSON;
            case RAW -> dev.dpg.v1.Encoding.ENCODING_RAW;
            case PROTOBUF -> dev.dpg.v1.Encoding.ENCODING_PROTOBUF;
        };
    }

    private static Start start(StartAt start) {
        Start.Builder message = Start.newBuilder();
        if (start instanceof StartAt.Token token) {
            message.setResumeToken(token.token());
            token.handled().forEach(handled -> message.addHandled(handled(handled)));
        } else if (start instanceof StartAt.Time at) {
            message.setTime(timestamp(at.time()));
        } else if (start instanceof StartAt.End end) {
            message.setEdge(end.edge() == Edge.EARLIEST ? dev.dpg.v1.Edge.EDGE_EARLIEST : dev.dpg.v1.Edge.EDGE_LATEST);
        } else if (start instanceof StartAt.Last last) {
            message.setLast(last.offsets());
        } else if (start instanceof StartAt.Offsets named) {
            PartitionOffsets.Builder offsets = PartitionOffsets.newBuilder();
            new TreeMap<>(named.offsets())
                    .forEach((partition, offset) -> offsets.addPartitions(
                            PartitionOffset.newBuilder().setPartition(partition).setOffset(offset)));
            message.setOffsets(offsets);
        }
        return message.build();
    }

    private static dev.dpg.v1.HandledCursor handled(HandledCursor handled) {
        Cursor.Builder cursor = Cursor.newBuilder()
                .setPartition(handled.partition())
                .setNextOffset(handled.nextOffset())
                .setLeaderEpoch(handled.leaderEpoch());
        if (handled.lastTime() != HandledCursor.UNKNOWN) {
            cursor.setLastTime(timestamp(Instant.ofEpochMilli(handled.lastTime())));
        }
        dev.dpg.v1.HandledCursor.Builder message =
                dev.dpg.v1.HandledCursor.newBuilder().setCursor(cursor);
        handled.lastHandledOffset().ifPresent(message::setLastHandledOffset);
        return message.build();
    }

    static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    static com.google.protobuf.Duration duration(Duration duration) {
        return com.google.protobuf.Duration.newBuilder()
                .setSeconds(duration.getSeconds())
                .setNanos(duration.getNano())
                .build();
    }
}
