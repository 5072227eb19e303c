package dev.dpg.system.faults.load;

import dev.dpg.system.faults.load.StampedRecords.Stamped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes each batch in a transaction of its own, and aborts one in ten. Where a transaction fails the writer does not know
 * what became of it, and begins anew with another producer, which ends the former one's. For one thread.
 */
final class TransactionWriter implements BatchWriter {
    private static final int ABORTED_ONE_IN = 10;

    private final WriterSettings settings;
    private final Ledger ledger;
    private final StampedRecords records;
    private @Nullable KafkaProducer<String, String> producer;
    private long transactions;

    TransactionWriter(WriterSettings settings, Ledger ledger) {
        this.settings = settings;
        this.ledger = ledger;
        records = new StampedRecords(settings);
    }

    @Override
    public void writeBatch() {
        List<Stamped> batch = records.batch(settings.batchRecords());
        boolean abort = transactions++ % ABORTED_ONE_IN == 0;
        try {
            KafkaProducer<String, String> open = open();
            open.beginTransaction();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Stamped stamped : batch) {
                sent.add(open.send(stamped.record()));
            }
            open.flush();
            if (abort) {
                open.abortTransaction();
                ledger.abort(batch.stream().map(Stamped::stamp).toList());
            } else {
                open.commitTransaction();
                acknowledge(batch, sent);
            }
        } catch (KafkaException e) {
            close();
        }
    }

    /** Every transaction is flushed. */
    @Override
    public void flush() {}

    @Override
    public void close() {
        KafkaProducer<String, String> closing = producer;
        producer = null;
        if (closing != null) {
            closing.close(ProducerConfigs.CLOSE_TIMEOUT);
        }
    }

    private KafkaProducer<String, String> open() {
        KafkaProducer<String, String> open = producer;
        if (open == null) {
            var config = ProducerConfigs.transactional(
                    settings.bootstrapServers(), settings.topic() + "-" + records.writer());
            open = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
            producer = open;
            open.initTransactions();
        }
        return open;
    }

    private void acknowledge(List<Stamped> batch, List<Future<RecordMetadata>> sent) {
        for (int i = 0; i < batch.size(); i++) {
            try {
                RecordMetadata written = sent.get(i).get();
                ledger.acknowledge(written.partition(), written.offset(), batch.get(i));
            } catch (ExecutionException e) {
                throw new IllegalStateException("a committed transaction lacks a record", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
