package dev.dpg.gateway.rpc;

import com.google.protobuf.MessageLite;
import dev.dpg.gateway.view.EncodedBatch;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A {@code Frame} on its way out: a message that is encoded here, or a batch that was encoded before for many readers. */
sealed interface OutboundFrame {
    /** The bytes of the frame; its length is known. */
    InputStream stream();

    /** A frame of this stream only. */
    record Message(MessageLite frame) implements OutboundFrame {
        @Override
        public InputStream stream() {
            return new ByteArrayInputStream(frame.toByteArray());
        }
    }

    /** Records, shared with other streams. */
    record Batch(EncodedBatch batch) implements OutboundFrame {
        @Override
        public InputStream stream() {
            return new BatchStream(batch);
        }
    }

    /** Writes frames; the server never reads one. */
    final class Marshaller implements MethodDescriptor.Marshaller<OutboundFrame> {
        @Override
        public InputStream stream(OutboundFrame frame) {
            return frame.stream();
        }

        @Override
        public OutboundFrame parse(InputStream stream) {
            throw new UnsupportedOperationException("frames are only written here");
        }
    }

    /**
     * Hands a batch to the transport by one copy: grpc-java drains it straight into its own buffers. Reading it byte by
     * byte works too, at the price of another copy.
     */
    final class BatchStream extends InputStream implements KnownLength, Drainable {
        private final EncodedBatch batch;
        private @Nullable ByteArrayInputStream copied;
        private boolean drained;

        BatchStream(EncodedBatch batch) {
            this.batch = batch;
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            if (copied != null) {
                return Math.toIntExact(copied.transferTo(target));
            }
            if (drained) {
                return 0;
            }
            drained = true;
            batch.writeTo(target);
            return batch.sizeBytes();
        }

        @Override
        public int available() {
            if (copied != null) {
                return copied.available();
            }
            return drained ? 0 : batch.sizeBytes();
        }

        @Override
        public int read() {
            return copy().read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return copy().read(target, offset, length);
        }

        private ByteArrayInputStream copy() {
            ByteArrayInputStream bytes = copied;
            if (bytes == null) {
                ByteArrayOutputStream whole = new ByteArrayOutputStream(batch.sizeBytes());
                try {
                    drainTo(whole);
                } catch (IOException impossible) {
                    throw new UncheckedIOException(impossible);
                }
                bytes = new ByteArrayInputStream(whole.toByteArray());
                copied = bytes;
            }
            return bytes;
        }
    }
}
