package dev.dpg.system.faults.load;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes batches without transactions: idempotent, acknowledged by all replicas in step. For one thread. */
final class PlainWriter implements BatchWriter {
    private final WriterSettings settings;
    private final Ledger ledger;
    private final StampedRecords records;
    private final KafkaProducer<String, String> producer;

    PlainWriter(WriterSettings settings, Ledger ledger) {
        this.settings = settings;
        this.ledger = ledger;
        records = new StampedRecords(settings);
        Map<String, Object> config = ProducerConfigs.of(settings.bootstrapServers());
        producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    @Override
    public void writeBatch() {
        write(records.batch(settings.batchRecords()));
    }

    /** Writes so many at once, and waits for them. */
    void writeAll(int count) {
        for (int left = count; left > 0; left -= settings.batchRecords()) {
            write(records.batch(Math.min(left, settings.batchRecords())));
        }
        producer.flush();
    }

    private void write(List<StampedRecords.Stamped> batch) {
        for (StampedRecords.Stamped stamped : batch) {
            // What could not be written may be in the log all the same: the native reader tells.
            Future<RecordMetadata> unused = producer.send(stamped.record(), (written, failure) -> {
                if (failure == null) {
                    ledger.acknowledge(written.partition(), written.offset(), stamped);
                }
            });
        }
    }

    @Override
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close(ProducerConfigs.CLOSE_TIMEOUT);
    }
}
