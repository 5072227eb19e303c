package dev.dpg.gateway.view;

import dev.dpg.gateway.codec.EncodingSink;
import dev.dpg.gateway.codec.JsonShape;
import dev.dpg.gateway.codec.JsonSink;
import dev.dpg.gateway.codec.MaskPlan;
import dev.dpg.gateway.codec.MessageShape;
import dev.dpg.gateway.codec.ProtobufSink;
import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.codec.SelectingSink;
import dev.dpg.gateway.codec.Selection;
import dev.dpg.gateway.codec.TextHash;
import dev.dpg.gateway.filter.Filter;
import dev.dpg.gateway.filter.Verdict;
import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogRecord;
import dev.dpg.gateway.view.Restrictions.KeyCare;
import dev.dpg.gateway.view.SchemaUse.Awaited;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way of reading a product: a pure function from batches of the log to chunks of encoded records. Views are values:
 * equal ones encode equally, so readers with equal views share their chunks. Thread-safe.
 */
public final class View {
    /** Wire bytes of a record besides its key, value and headers, as a rule. */
    private static final int RECORD_OVERHEAD_BYTES = 40;

    /** What a chunk begins with that may be given few records or none. */
    private static final int SOME_RECORDS = 16;

    private static final int SOME_BYTES = 2 * 1024;

    private final Key key;
    private final SchemaUse schemas;
    private final JsonShape json;
    private final MessageShape message;
    private final SelectingSink.@Nullable Node selected;
    private final @Nullable MaskPlan masks;
    private final KeyCare keyCare;

    /**
     * Makes a view; what can be prepared for its records is.
     *
     * @param codec reads stored values
     * @param encoding how they are given
     * @param selection which of their properties are; everything with {@link Encoding#RAW}
     * @param wanted which records are
     * @param recordBytesMax a record with more bytes of key, value and headers is given without them
     * @param schemas the schemas that values name; those of the codec's version
     */
    public View(
            RecordCodec codec,
            Encoding encoding,
            Selection selection,
            Wanted wanted,
            int recordBytesMax,
            SchemaUse schemas) {
        this.key = new Key(codec, encoding, selection, wanted, recordBytesMax, schemas.onUnknown(), Restrictions.NONE);
        this.schemas = schemas;
        this.json = JsonShape.of(codec.type());
        this.message = MessageShape.of(codec.type());
        this.selected = selection.equals(Selection.ALL) ? null : SelectingSink.Node.of(codec.type(), selection);
        this.masks = null;
        this.keyCare = KeyCare.AS_STORED;
    }

    private View(View wider, Key key) {
        this.key = key;
        this.schemas = wider.schemas;
        this.json = wider.json;
        this.message = wider.message;
        this.selected = wider.selected;
        this.masks = key.restrictions.masks().isEmpty()
                ? null
                : MaskPlan.of(key.codec.type(), key.restrictions.masks(), key.restrictions.salt());
        this.keyCare = key.restrictions.key();
    }

    /** One of records that name no schemas. */
    public View(RecordCodec codec, Encoding encoding, Selection selection, Wanted wanted, int recordBytesMax) {
        this(codec, encoding, selection, wanted, recordBytesMax, SchemaUse.NONE);
    }

    /** What tells views apart. A codec is equal to itself alone. */
    private record Key(
            RecordCodec codec,
            Encoding encoding,
            Selection selection,
            Wanted wanted,
            int recordBytesMax,
            OnUnknownSchema onUnknown,
            Restrictions restrictions) {}

    /**
     * The same for somebody who may not have all of it, in place of restrictions that it has.
     *
     * @throws IllegalArgumentException where something is masked that the product does not have, or that would be given as it is
     *     stored; {@link DeniedUse} tells before what is refused
     */
    public View under(Restrictions restrictions) {
        if (restrictions.equals(key.restrictions)) {
            return this;
        }
        if (key.encoding == Encoding.RAW && !restrictions.masks().isEmpty()) {
            throw new IllegalArgumentException("stored bytes hold what is masked");
        }
        return new View(
                this,
                new Key(
                        key.codec,
                        key.encoding,
                        key.selection,
                        key.wanted,
                        key.recordBytesMax,
                        key.onUnknown,
                        restrictions));
    }

    /** The first record of a batch that waits for its schema; null where all can be encoded. Never waits. */
    public @Nullable Awaited awaited(LogBatch batch) {
        boolean needed = schemas.stored().areNeeded()
                || (key.encoding == Encoding.RAW && schemas.stored().areNamed());
        return needed ? schemas.awaited(batch) : null;
    }

    /** Whether records wait for their schemas however long it takes. */
    public boolean waitsForSchemas() {
        return key.onUnknown == OnUnknownSchema.WAIT;
    }

    /** As {@link #encode(LogBatch, BatchKeys)}, for a batch that no other view is given. */
    public List<Chunk> encode(LogBatch batch) {
        return encode(batch, null);
    }

    /**
     * Encodes a batch. The chunks cover its range without a gap: at least one chunk where the range isn't empty, none
     * where it is. The batch's buffers are read during the call only.
     *
     * @param keys those of the batch, or of one that goes on behind it; null where asking them is not worth while
     */
    public List<Chunk> encode(LogBatch batch, @Nullable BatchKeys keys) {
        List<Chunk> chunks = new ArrayList<>();
        List<LogRecord> records = batch.records();
        // What is withheld is not counted as left out, so where something may be, every record is judged.
        Candidates candidates = Candidates.of(key.wanted, records, mayWithhold() ? null : keys);
        Screen rows = mayWithhold() ? new Screen(new Wanted(key.restrictions.rows(), Optional.empty())) : null;
        Screen screen = key.wanted.equals(Wanted.ALL) ? null : new Screen(key.wanted);
        long from = batch.fromOffset();
        int first = 0;
        while (first < records.size()) {
            long start = records.get(first).offset();
            if (start - from > Integer.MAX_VALUE) {
                add(Chunk.empty(from, start), chunks);
                from = start;
            }
            ChunkBuilder chunk = chunkFrom(from, records.subList(first, records.size()));
            while (first < records.size() && chunk.takes(records.get(first).offset())) {
                int behind = candidates.next(first);
                if (behind > first) {
                    first = chunk.leaveOut(records, first, behind);
                } else {
                    LogRecord record = records.get(first);
                    if (rows == null || rows.judge(record) == Verdict.MATCH) {
                        add(record, screen, chunk);
                    } else {
                        chunk.withhold(record);
                    }
                    first++;
                }
            }
            long next = first == records.size()
                    ? batch.nextOffset()
                    : records.get(first).offset();
            add(chunk.build(next, batch.leaderEpoch()), chunks);
            from = next;
        }
        if (from < batch.nextOffset()) {
            add(Chunk.empty(from, batch.nextOffset()), chunks);
        }
        return chunks;
    }

    /** Whether it wants few keys, so that {@link BatchKeys} spare it most of a batch. */
    public boolean wantsKeys() {
        return !mayWithhold()
                && (key.wanted.keys().isPresent()
                        || key.wanted.filter().flatMap(Filter::keys).isPresent());
    }

    private boolean mayWithhold() {
        return key.restrictions.rows().isPresent();
    }

    private static void add(LogRecord record, @Nullable Screen screen, ChunkBuilder chunk) {
        Verdict verdict = screen == null ? Verdict.MATCH : screen.judge(record);
        if (verdict == Verdict.MATCH) {
            chunk.add(record);
        } else {
            chunk.leaveOut(record, verdict == Verdict.FAILED);
        }
    }

    /** Adds a chunk, to the one before where neither holds a record. */
    private static void add(Chunk chunk, List<Chunk> chunks) {
        int last = chunks.size() - 1;
        Chunk merged = last < 0 ? null : chunks.get(last).mergedWith(chunk);
        if (merged == null) {
            chunks.add(chunk);
        } else {
            chunks.set(last, merged);
        }
    }

    /**
     * A chunk with room for as many of the records as make it large enough, going by what is stored; where some are left out,
     * it grows with those that are not.
     */
    private ChunkBuilder chunkFrom(long from, List<LogRecord> records) {
        if (!key.wanted.equals(Wanted.ALL) || mayWithhold()) {
            return new ChunkBuilder(from, SOME_RECORDS, SOME_BYTES, this);
        }
        int size = 0;
        int count = 0;
        while (count < records.size() && size < ChunkBuilder.CHUNK_BYTES) {
            size += encodedEstimate(records.get(count));
            count++;
        }
        if (count == records.size()) {
            return new ChunkBuilder(from, count, size, this);
        }
        // Records are a little smaller than estimated, so that more fit.
        int behind = encodedEstimate(records.get(count));
        return new ChunkBuilder(from, count + count / 4 + 1, Math.min(size, ChunkBuilder.CHUNK_BYTES) + behind, this);
    }

    private int encodedEstimate(LogRecord record) {
        int stored = RecordWriter.storedBytes(record);
        return RECORD_OVERHEAD_BYTES + (stored > key.recordBytesMax ? RECORD_OVERHEAD_BYTES : stored);
    }

    /** What records fulfil to be given; empty where they need not. */
    public Optional<Filter> filter() {
        return key.wanted.filter();
    }

    Encoding encoding() {
        return key.encoding;
    }

    /** Whether properties are masked, and so all that nobody knows the content of is left out. */
    boolean isMasked() {
        return masks != null;
    }

    KeyCare keyCare() {
        return keyCare;
    }

    /** What hashes the keys of one chunk; null where they are not hashed. */
    @Nullable
    TextHash keyHash() {
        return masks != null && keyCare == KeyCare.HASHED ? masks.hash() : null;
    }

    int recordBytesMax() {
        return key.recordBytesMax;
    }

    /** What finds the schemas of one chunk. */
    SchemaTags schemaTags() {
        return new SchemaTags(schemas.stored());
    }

    /** What encodes the values of one chunk. */
    ValueWriter valueWriter() {
        EncodingSink sink = key.encoding == Encoding.PROTOBUF
                ? new ProtobufSink(message, key.recordBytesMax)
                : new JsonSink(json, key.recordBytesMax);
        boolean textAsStored = key.encoding == Encoding.JSON && selected == null && masks == null;
        return new ValueWriter(key.codec, textAsStored, sink, selected, masks);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof View view && key.equals(view.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}
