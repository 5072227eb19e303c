package dev.dpg.system.faults.load;

import dev.dpg.system.faults.load.StampedRecords.Stamped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Transactions whose producer vanishes: what they hold must never be seen. */
public final class HungTransactions {
    private HungTransactions() {}

    /** Begins one; answers the first offset that it holds back. Blocks. */
    public static long begin(WriterSettings settings, Ledger ledger) {
        StampedRecords records = new StampedRecords(settings);
        var config = ProducerConfigs.transactional(settings.bootstrapServers(), "hung-" + records.writer());
        var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
        try {
            producer.initTransactions();
            producer.beginTransaction();
            List<Stamped> batch = records.batch(settings.batchRecords());
            long first = Long.MAX_VALUE;
            for (Stamped stamped : batch) {
                RecordMetadata written = producer.send(stamped.record()).get();
                first = Math.min(first, written.offset());
            }
            ledger.abort(batch.stream().map(Stamped::stamp).toList());
            return first;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the transaction could not be begun", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while beginning a transaction", e);
        } finally {
            // Given no time, it does not abort the transaction.
            producer.close(Duration.ZERO);
        }
    }
}
