package dev.dpg.client.internal.resume;

import dev.dpg.v1.Cursor;
import dev.dpg.v1.Gap;
import dev.dpg.v1.Record;
import dev.dpg.v1.RecordBatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a call brings a second time: while it was being opened, the call before it went on. Knows for each partition how far
 * that one came, until this one has come as far. One cursor for each partition at most. Owned by the stream's machine.
 */
final class Overlap {
    /** One call received everything before this offset; its cursor may stand after offsets that hold no record. */
    private record Floor(Cursor cursor, long endOffset) {}

    private final Map<Integer, Floor> floors = new TreeMap<>();

    /** The call before brought these. */
    void received(RecordBatch batch) {
        long last = batch.getRecords(batch.getRecordsCount() - 1).getOffset();
        floors.put(batch.getPartition(), new Floor(batch.getCursor(), last + 1));
    }

    /** What of a batch of this call is new; nothing, if it was all received before. */
    Optional<RecordBatch> fresh(RecordBatch batch) {
        Floor floor = floors.get(batch.getPartition());
        if (floor == null) {
            return Optional.of(batch);
        }
        if (batch.getCursor().getNextOffset() >= floor.endOffset()) {
            floors.remove(batch.getPartition());
        }
        List<Record> fresh = batch.getRecordsList().stream()
                .filter(record -> record.getOffset() >= floor.endOffset())
                .toList();
        if (fresh.size() == batch.getRecordsCount()) {
            return Optional.of(batch);
        }
        return fresh.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        batch.toBuilder().clearRecords().addAllRecords(fresh).build());
    }

    /**
     * What of a gap of this call is one: records that the call before still got are not missing. Where another log begins,
     * what that call got of the old one has no bearing on the new one.
     */
    Optional<Gap> fresh(Gap gap) {
        if (gap.getReason() == Gap.Reason.REASON_TOPIC_RECREATED) {
            floors.clear();
            return Optional.of(gap);
        }
        Floor floor = floors.get(gap.getPartition());
        if (floor == null) {
            return Optional.of(gap);
        }
        if (gap.getReason() == Gap.Reason.REASON_RETENTION && gap.getToOffset() <= floor.endOffset()) {
            return Optional.empty();
        }
        floors.remove(gap.getPartition());
        return Optional.of(
                gap.getReason() == Gap.Reason.REASON_RETENTION && gap.getFromOffset() < floor.endOffset()
                        ? cut(gap, floor.endOffset())
                        : gap);
    }

    private static Gap cut(Gap gap, long fromOffset) {
        var shorter = gap.toBuilder().setFromOffset(fromOffset);
        if (gap.hasLostOffsetsMax()) {
            shorter.setLostOffsetsMax(Math.min(gap.getLostOffsetsMax(), gap.getToOffset() - fromOffset));
        }
        return shorter.build();
    }

    /** A position of this call, and what was received beyond it. The gateway takes the later one in each partition. */
    ResumePoint beyond(ResumePoint position) {
        ResumePoint point = position;
        for (Floor floor : floors.values()) {
            point = point.after(floor.cursor());
        }
        return point;
    }
}
