package dev.dpg.system.faults.load;

import dev.dpg.system.faults.history.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes one writer's records: numbers them, and numbers the records of each of its keys. For one thread. */
final class StampedRecords {
    private static final int KEYS_PER_PARTITION = 2;
    private static final AtomicInteger WRITERS = new AtomicInteger();

    /**
     * A record and its name.
     *
     * @param record to be sent
     * @param sentAtNanos now
     */
    record Stamped(Stamp stamp, ProducerRecord<String, String> record, long sentAtNanos) {}

    private final int writer = WRITERS.incrementAndGet();
    private final WriterSettings settings;
    private final long[] sequences;
    private long number;

    StampedRecords(WriterSettings settings) {
        this.settings = settings;
        sequences = new long[settings.partitions() * KEYS_PER_PARTITION];
    }

    /** Unlike any other writer's of this process. */
    int writer() {
        return writer;
    }

    List<Stamped> batch(int count) {
        List<Stamped> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(next());
        }
        return batch;
    }

    private Stamped next() {
        int slot = (int) (number % sequences.length);
        int key = writer * 1_000 + slot;
        Stamp stamp = Stamp.of(writer, number, key, sequences[slot]);
        number++;
        sequences[slot]++;
        int partition = settings.firstPartition() + slot % settings.partitions();
        String value = stamp.toValue(settings.padding());
        return new Stamped(
                stamp, new ProducerRecord<>(settings.topic(), partition, "\"k" + key + "\"", value), System.nanoTime());
    }
}
