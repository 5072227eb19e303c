package dev.dpg.gateway.log.kafka;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what one poll brings in bytes as they are, not as they were compressed: Kafka's consumer bounds compressed bytes
 * and the number of records, and a batch that inflates a thousandfold would fill the heap. The consumer inflates record by
 * record and asks for each value here; a value that is too much for this poll is refused, upon which the consumer answers
 * with what it has, keeps the record, and asks again in the next poll. The first of a poll is never refused.
 *
 * <p>A single record is bounded by nothing here: the consumer has inflated it before it asks. Belongs to the consumer's
 * thread.
 */
final class PollBudget implements Deserializer<ByteBuffer> {
    private final ByteBufferDeserializer values = new ByteBufferDeserializer();
    private final long bytesMax;
    private long bytes;

    PollBudget(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** A poll begins. */
    void reset() {
        bytes = 0;
    }

    @Override
    public @Nullable ByteBuffer deserialize(String topic, byte[] value) {
        return values.deserialize(topic, value);
    }

    @Override
    public @Nullable ByteBuffer deserialize(String topic, Headers headers, ByteBuffer value) {
        long size = value.remaining();
        for (Header header : headers) {
            size += header.value() == null ? 0 : header.value().length;
        }
        if (bytes > 0 && bytes + size > bytesMax) {
            throw new PollFullException();
        }
        bytes += size;
        return values.deserialize(topic, headers, value);
    }

    /** Never leaves the consumer. */
    private static final class PollFullException extends SerializationException {
        private static final long serialVersionUID = 1L;

        PollFullException() {
            super("the poll brings enough; the record comes with the next one");
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
