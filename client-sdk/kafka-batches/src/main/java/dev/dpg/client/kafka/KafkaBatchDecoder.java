package dev.dpg.client.kafka;

import com.google.protobuf.ByteString;
import dev.dpg.client.internal.stored.BatchDecoder;
import dev.dpg.client.internal.stored.UndecodableBatchException;
import dev.dpg.v1.RecordBatch;
import java.io.IOException;
import org.xerial.snappy.SnappyError;

/** Turns stored batches into records. Stateless. */
public final class KafkaBatchDecoder implements BatchDecoder {
    /** What the batches of one message may inflate to, in bytes: more is left to the gateway, which takes it in pieces. */
    static final int INFLATED_BYTES_MAX = 32 * 1024 * 1024;

    /** For {@link java.util.ServiceLoader}. */
    public KafkaBatchDecoder() {}

    @Override
    public RecordBatch decode(RecordBatch stored, int recordBytesMax) throws UndecodableBatchException {
        RecordBatch.Builder decoded =
                RecordBatch.newBuilder().setPartition(stored.getPartition()).setCursor(stored.getCursor());
        long from = stored.getFirstOffset();
        long to = stored.getCursor().getNextOffset();
        int room = INFLATED_BYTES_MAX;
        try {
            for (ByteString bytes : stored.getKafkaBatchesList()) {
                StoredBatch batch = StoredBatch.of(bytes);
                Inflated records = batch.inflate(room);
                room -= records.end() - records.start();
                RecordReader reader = new RecordReader(batch, records, recordBytesMax);
                for (int i = 0; i < batch.count(); i++) {
                    reader.next(from, to, decoded);
                }
                reader.requireEnd();
            }
        } catch (IOException | RuntimeException | LinkageError | SnappyError e) {
            throw new UndecodableBatchException("it is damaged, or what inflates it is missing", e);
        }
        if (decoded.getRecordsCount() == 0) {
            throw new UndecodableBatchException("it holds no record that counts");
        }
        return decoded.build();
    }
}
