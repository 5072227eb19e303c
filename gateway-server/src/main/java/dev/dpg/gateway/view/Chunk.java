package dev.dpg.gateway.view;

import dev.dpg.gateway.log.PartitionPosition;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encoded records of a range of one partition: the concatenated {@code records} fields of a {@code RecordBatch}, ready to
 * be sent to any number of readers; or its {@code kafka_batches} fields, each with a batch of records as the log stores it
 * ({@link StoredChunks}). One of either is an entry. Covers every offset of {@code [fromOffset, nextOffset)}; may hold no record at all, and
 * knows how many records it leaves out because nobody who shares it wants them. Immutable.
 */
public final class Chunk {
    private static final int OVERHEAD_BYTES = 160;
    private static final int INDEX_BYTES_PER_RECORD = 16;

    /** Chunks without records are put together as long as what they leave out lies in no more runs than this. */
    private static final int MERGED_RUNS_MAX = 1_000;

    private final long fromOffset;
    private final long nextOffset;
    private final int leaderEpoch;
    private final byte[] bytes;
    private final Index index;
    private final Notes notes;

    /** Takes ownership of the arrays, none of which is copied. */
    Chunk(long fromOffset, long nextOffset, int leaderEpoch, byte[] bytes, Index index, Notes notes) {
        this.fromOffset = fromOffset;
        this.nextOffset = nextOffset;
        this.leaderEpoch = leaderEpoch;
        this.bytes = bytes;
        this.index = index;
        this.notes = notes;
    }

    /** One with nothing to note. */
    Chunk(long fromOffset, long nextOffset, int leaderEpoch, byte[] bytes, Index index) {
        this(fromOffset, nextOffset, leaderEpoch, bytes, index, Notes.NONE);
    }

    /** A chunk that only moves the position forward. */
    static Chunk empty(long fromOffset, long nextOffset) {
        return new Chunk(fromOffset, nextOffset, -1, new byte[0], Index.EMPTY);
    }

    /** First offset covered. */
    public long fromOffset() {
        return fromOffset;
    }

    /** First offset not covered. */
    public long nextOffset() {
        return nextOffset;
    }

    /** Whether an offset lies in its range. */
    public boolean covers(long offset) {
        return fromOffset <= offset && offset < nextOffset;
    }

    /** This and the chunk behind it in one, where neither holds a record; null where they are better kept apart. */
    public @Nullable Chunk mergedWith(Chunk next) {
        OffsetRuns runs = index.leftOut;
        boolean fit = entryCount() == 0
                && next.entryCount() == 0
                && next.fromOffset == nextOffset
                && next.nextOffset - fromOffset <= Integer.MAX_VALUE
                && runs.size() + next.index.leftOut.size() <= MERGED_RUNS_MAX
                && index.failed.size() + next.index.failed.size() <= MERGED_RUNS_MAX
                && notes.withheld.size() + next.notes.withheld.size() <= MERGED_RUNS_MAX;
        if (!fit) {
            return null;
        }
        int distance = (int) (nextOffset - fromOffset);
        boolean looked = next.index.leftOut != OffsetRuns.NONE;
        boolean told = looked || next.notes.withheld != OffsetRuns.NONE;
        return new Chunk(
                fromOffset,
                next.nextOffset,
                told ? next.leaderEpoch : leaderEpoch,
                bytes,
                Index.withoutRecords(
                        runs.and(next.index.leftOut, distance),
                        index.failed.and(next.index.failed, distance),
                        looked ? next.index.lastTime : index.lastTime),
                Notes.ofWithheld(notes.withheld.and(next.notes.withheld, distance)));
    }

    /** Records held, of those that its range covers. */
    public int recordCount() {
        return recordsIn(0, entryCount(), fromOffset, nextOffset);
    }

    private int entryCount() {
        return index.ends.length;
    }

    /** Whether it holds batches as the log stores them, and not records. */
    public boolean isStored() {
        return index.firsts != null;
    }

    /** The schemas that its records refer to. */
    public List<SchemaNotice> schemas() {
        return notes.schemas;
    }

    /** The traces that some of its records from one index to before another belong to. */
    List<String> traceParents(int from, int to) {
        return notes.traces.isEmpty()
                ? List.of()
                : notes.traces.stream()
                        .filter(tag -> tag.record() >= from && tag.record() < to)
                        .map(TraceTags.Tag::traceParent)
                        .toList();
    }

    /** Records from one offset to before another that are given without what could not be read of them. */
    long unreadable(long from, long to) {
        return notes.unreadable.countIn(from - fromOffset, to - fromOffset);
    }

    /** What the chunk costs in memory, in bytes: records, index and objects. */
    public int retainedBytes() {
        return bytes.length
                + entryCount() * INDEX_BYTES_PER_RECORD
                + index.leftOut.retainedBytes()
                + index.failed.retainedBytes()
                + notes.retainedBytes()
                + OVERHEAD_BYTES;
    }

    /**
     * The part of this chunk that a reader takes next.
     *
     * @param from the reader's next offset; must be covered
     * @param until offset that the reader stops before
     * @param bytesMax bytes of records to take at most
     * @param recordsMax records to take at most
     * @param atLeastOne take the first entry even if it is larger than {@code bytesMax}
     */
    public Slice slice(long from, long until, int bytesMax, long recordsMax, boolean atLeastOne) {
        if (index.firsts != null) {
            return storedSlice(index.firsts, from, Math.min(until, nextOffset), bytesMax, recordsMax, atLeastOne);
        }
        int first = indexOf(from);
        int bound = until >= nextOffset ? entryCount() : indexOf(until);
        int end = (int) Math.min(bound, first + Math.min(recordsMax, Integer.MAX_VALUE / 2));
        int start = startOf(first);
        while (end > first && index.ends[end - 1] - start > bytesMax && !(atLeastOne && end == first + 1)) {
            end = Math.max(first + (atLeastOne ? 1 : 0), lastFitting(first, end, start + bytesMax));
        }
        long next = end == bound ? Math.min(nextOffset, until) : offsetOf(end - 1, from) + 1;
        return new Slice(this, first, end, from, Math.max(next, from));
    }

    /** Batches are taken whole; what of them lies before the position, or behind the run, does not count. */
    private Slice storedSlice(int[] firsts, long from, long until, int bytesMax, long recordsMax, boolean atLeastOne) {
        int first = indexOf(from);
        int end = first;
        long next = from;
        long left = recordsMax;
        while (end < entryCount()
                && fromOffset + firsts[end] < until
                && left > 0
                && fits(first, end, bytesMax, atLeastOne)) {
            long begin = Math.max(from, fromOffset + firsts[end]);
            long stop = Math.min(until, offsetOf(end, from) + 1);
            next = left >= stop - begin ? stop : begin + left;
            left -= next - begin;
            end++;
        }
        boolean nothingMore = end == entryCount() || fromOffset + firsts[end] >= until;
        boolean wholeTaken = end == first || next == Math.min(until, offsetOf(end - 1, from) + 1);
        return new Slice(this, first, end, from, nothingMore && wholeTaken ? until : next);
    }

    private boolean fits(int first, int entry, int bytesMax, boolean atLeastOne) {
        return index.ends[entry] - startOf(first) <= bytesMax || (atLeastOne && entry == first);
    }

    /** Records of entries that lie between two offsets. */
    int recordsIn(int first, int end, long from, long to) {
        int[] firsts = index.firsts;
        if (firsts == null) {
            return end - first;
        }
        long records = 0;
        for (int entry = first; entry < end; entry++) {
            long begin = Math.max(from, fromOffset + firsts[entry]);
            records += Math.min(to, offsetOf(entry, from) + 1) - begin;
        }
        return Math.toIntExact(records);
    }

    /** The number of records from {@code first} on that end at or before a place in the bytes, as an end index. */
    private int lastFitting(int first, int end, int place) {
        int found = Arrays.binarySearch(index.ends, first, end, place);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** Index of the first entry that ends at or after an offset. */
    private int indexOf(long offset) {
        long delta = offset - fromOffset;
        if (delta <= 0) {
            return 0;
        }
        if (delta > Integer.MAX_VALUE) {
            return entryCount();
        }
        int found = Arrays.binarySearch(index.offsetDeltas, (int) delta);
        return found >= 0 ? found : -found - 1;
    }

    private long offsetOf(int record, long before) {
        return record < 0 ? before - 1 : fromOffset + index.offsetDeltas[record];
    }

    int startOf(int record) {
        return record == 0 ? 0 : index.ends[record - 1];
    }

    int endOf(int record) {
        return index.ends[record];
    }

    long timeOf(int record) {
        return index.times[record];
    }

    /** Records left out from one offset to before another. */
    long leftOut(long from, long to) {
        return index.leftOut.countIn(from - fromOffset, to - fromOffset);
    }

    /** Of those, records that the filter failed on. */
    long failed(long from, long to) {
        return index.failed.countIn(from - fromOffset, to - fromOffset);
    }

    /** Records withheld from one offset to before another. */
    long withheld(long from, long to) {
        return notes.withheld.countIn(from - fromOffset, to - fromOffset);
    }

    /** The time of the last record looked at, held or left out; {@link PartitionPosition#UNKNOWN} without one. */
    long lastTime() {
        boolean known = index.lastTime != PartitionPosition.UNKNOWN || entryCount() == 0;
        return known ? index.lastTime : timeOf(entryCount() - 1);
    }

    /** Leader epoch of the last record looked at or withheld; {@link PartitionPosition#UNKNOWN} without one. */
    public int leaderEpoch() {
        return leaderEpoch;
    }

    byte[] bytes() {
        return bytes;
    }

    /**
     * What is known of records besides themselves.
     *
     * @param schemas those that they refer to
     * @param traces of some of them
     * @param unreadable where those are that are given with a {@code decode_error}
     * @param withheld where records were withheld
     */
    record Notes(List<SchemaNotice> schemas, List<TraceTags.Tag> traces, OffsetRuns unreadable, OffsetRuns withheld) {
        static final Notes NONE = new Notes(List.of(), List.of(), OffsetRuns.NONE, OffsetRuns.NONE);

        /** Of records that are withheld, and nothing else. */
        static Notes ofWithheld(OffsetRuns withheld) {
            return withheld.size() == 0 ? NONE : new Notes(List.of(), List.of(), OffsetRuns.NONE, withheld);
        }

        Notes {
            schemas = List.copyOf(schemas);
            traces = List.copyOf(traces);
        }

        int retainedBytes() {
            return traces.size() * TraceTags.Tag.RETAINED_BYTES + unreadable.retainedBytes() + withheld.retainedBytes();
        }
    }

    /**
     * Where each entry is.
     *
     * @param ends the end of its bytes
     * @param offsetDeltas the distance of its record, or of its last one, from the chunk's first offset
     * @param times the timestamp of its record, or the latest one of its records, in milliseconds since 1970
     * @param leftOut where records were left out
     * @param failed where those of them were that the filter failed on
     * @param lastTime timestamp of the last record looked at; {@link PartitionPosition#UNKNOWN} where that is the last one held
     * @param firsts the distance of its first record from the chunk's first offset, which it may lie before; null where entries
     *     are records
     */
    @SuppressWarnings("ArrayRecordComponent") // columns of one table, owned by the chunk, never compared
    record Index(
            int[] ends,
            int[] offsetDeltas,
            long[] times,
            OffsetRuns leftOut,
            OffsetRuns failed,
            long lastTime,
            int @Nullable [] firsts) {
        static final Index EMPTY = new Index(new int[0], new int[0], new long[0]);

        /** Nothing was left out. */
        Index(int[] ends, int[] offsetDeltas, long[] times) {
            this(ends, offsetDeltas, times, OffsetRuns.NONE, OffsetRuns.NONE, PartitionPosition.UNKNOWN);
        }

        /** Entries are records. */
        Index(int[] ends, int[] offsetDeltas, long[] times, OffsetRuns leftOut, OffsetRuns failed, long lastTime) {
            this(ends, offsetDeltas, times, leftOut, failed, lastTime, null);
        }

        static Index withoutRecords(OffsetRuns leftOut, OffsetRuns failed, long lastTime) {
            return new Index(EMPTY.ends, EMPTY.offsetDeltas, EMPTY.times, leftOut, failed, lastTime);
        }

        static Index ofStored(int[] firsts, int[] ends, int[] lasts, long[] times) {
            return new Index(ends, lasts, times, OffsetRuns.NONE, OffsetRuns.NONE, PartitionPosition.UNKNOWN, firsts);
        }
    }
}
