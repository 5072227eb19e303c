package dev.dpg.client.internal.stored;

import dev.dpg.v1.Encoding;
import dev.dpg.v1.Frame;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * What of one stream's frames comes as the log stores it, decoded, so that nobody else has to know. A stream for which that
 * fails once reads on without. Owned by the stream's serial queue.
 */
public final class StoredFrames {
    private static final System.Logger LOG = System.getLogger(StoredFrames.class.getName());

    private @Nullable BatchDecoder decoder;
    private int recordBytesMax = Integer.MAX_VALUE;

    /** @param decoder what decodes; empty: the stream is never given anything to decode */
    public StoredFrames(Optional<BatchDecoder> decoder) {
        this.decoder = decoder.orElse(null);
    }

    /** The decoder on the class path. */
    public static Optional<BatchDecoder> installed() {
        return Installed.DECODER;
    }

    /** What the gateway is asked for, for somebody who wants what is stored. */
    public Encoding encoding() {
        return decoder == null ? Encoding.ENCODING_RAW : Encoding.ENCODING_KAFKA_BATCH;
    }

    /** Whether the stream may be given stored batches. */
    public boolean areWanted() {
        return decoder != null;
    }

    /** From now on the stream is not given any. More than once is fine. */
    public void giveUp(String why) {
        if (decoder != null) {
            LOG.log(System.Logger.Level.INFO, () -> "this stream reads on without batches as they are stored: " + why);
            decoder = null;
        }
    }

    /**
     * The frame with records, where they came otherwise; any other frame as it is.
     *
     * @throws UndecodableBatchException if it cannot be decoded: the stream has to be opened anew, without
     */
    public Frame plain(Frame frame) throws UndecodableBatchException {
        if (frame.hasOpened() && frame.getOpened().getLimits().getMaxRecordBytes() > 0) {
            recordBytesMax = frame.getOpened().getLimits().getMaxRecordBytes();
        }
        if (!frame.hasBatch() || frame.getBatch().getKafkaBatchesCount() == 0) {
            return frame;
        }
        BatchDecoder wanted = decoder;
        if (wanted == null) {
            throw new UndecodableBatchException("there is nothing to decode it with");
        }
        return Frame.newBuilder()
                .setBatch(wanted.decode(frame.getBatch(), recordBytesMax))
                .build();
    }

    /** Looked for once. One that is not of this version, or lacks something, is none. */
    private static final class Installed {
        private static final Optional<BatchDecoder> DECODER = find();

        private static Optional<BatchDecoder> find() {
            try {
                return ServiceLoader.load(BatchDecoder.class, BatchDecoder.class.getClassLoader())
                        .findFirst();
            } catch (ServiceConfigurationError | LinkageError e) {
                LOG.log(System.Logger.Level.WARNING, "dpg-kafka-batches is not used: it does not fit this client", e);
                return Optional.empty();
            }
        }
    }
}
