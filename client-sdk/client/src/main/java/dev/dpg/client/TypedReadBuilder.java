package dev.dpg.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * Says what to read, and reads it, with values of a type. Made by {@link DpgClient#read(String, Class)}; not thread-safe. Each
 * method is that of {@link ReadBuilder}.
 *
 * @param <T> the type
 */
public final class TypedReadBuilder<T> implements Iterable<TypedRecord<T>> {
    private final ReadBuilder builder;
    private final RecordDecoder<T> decoder;

    TypedReadBuilder(ReadBuilder builder, RecordDecoder<T> decoder) {
        this.builder = builder.encoding(decoder.encoding());
        this.decoder = decoder;
    }

    /** As {@link ReadBuilder#from}. */
    public TypedReadBuilder<T> from(Position position) {
        builder.from(position);
        return this;
    }

    /** As {@link ReadBuilder#where}. */
    public TypedReadBuilder<T> where(String cel) {
        builder.where(cel);
        return this;
    }

    /** As {@link ReadBuilder#fields}. */
    public TypedReadBuilder<T> fields(String... paths) {
        builder.fields(paths);
        return this;
    }

    /** As {@link ReadBuilder#keys}. */
    public TypedReadBuilder<T> keys(String... keys) {
        builder.keys(keys);
        return this;
    }

    /** As {@link ReadBuilder#onUnknownSchema}. */
    public TypedReadBuilder<T> onUnknownSchema(OnUnknownSchema policy) {
        builder.onUnknownSchema(policy);
        return this;
    }

    /** As {@link ReadBuilder#purpose}. */
    public TypedReadBuilder<T> purpose(String purpose) {
        builder.purpose(purpose);
        return this;
    }

    /** As {@link ReadBuilder#onExpired}. */
    public TypedReadBuilder<T> onExpired(OnExpired policy) {
        builder.onExpired(policy);
        return this;
    }

    /** As {@link ReadBuilder#limit}. */
    public TypedReadBuilder<T> limit(long records) {
        builder.limit(records);
        return this;
    }

    /** As {@link ReadBuilder#until(Instant)}. */
    public TypedReadBuilder<T> until(Instant time) {
        builder.until(time);
        return this;
    }

    /** As {@link ReadBuilder#until(Position)}. */
    public TypedReadBuilder<T> until(Position position) {
        builder.until(position);
        return this;
    }

    /** As {@link ReadBuilder#untilHead}. */
    public TypedReadBuilder<T> untilHead() {
        builder.untilHead();
        return this;
    }

    /** As {@link ReadBuilder#onGap}. */
    public TypedReadBuilder<T> onGap(Consumer<Gap> listener) {
        builder.onGap(listener);
        return this;
    }

    /** As {@link ReadBuilder#giveUpAfter}. */
    public TypedReadBuilder<T> giveUpAfter(Duration patience) {
        builder.giveUpAfter(patience);
        return this;
    }

    /** As {@link ReadBuilder#open}. */
    public Cursor<T> open() {
        return new Cursor<>(builder.open(), decoder);
    }

    /** As {@link ReadBuilder#iterator}. */
    @Override
    public Iterator<TypedRecord<T>> iterator() {
        return open().iterator();
    }

    /**
     * The records of one read, as {@link RecordCursor}.
     *
     * @param <T> the type of their values
     */
    public static final class Cursor<T> implements Iterable<TypedRecord<T>>, AutoCloseable {
        private final RecordCursor cursor;
        private final RecordDecoder<T> decoder;

        private Cursor(RecordCursor cursor, RecordDecoder<T> decoder) {
            this.cursor = cursor;
            this.decoder = decoder;
        }

        /** As {@link RecordCursor#iterator}. */
        @Override
        public Iterator<TypedRecord<T>> iterator() {
            Iterator<DpgRecord> records = cursor.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return records.hasNext();
                }

                @Override
                public TypedRecord<T> next() {
                    return new TypedRecord<>(records.next(), decoder);
                }
            };
        }

        /** As {@link RecordCursor#position}. */
        public Position position() {
            return cursor.position();
        }

        /** As {@link RecordCursor#close}. */
        @Override
        public void close() {
            cursor.close();
        }
    }
}
