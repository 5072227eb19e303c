package dev.dpg.system.bench.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Counts what the broker took. Called on the producer's thread; asked by any. */
public final class Acknowledgements implements Callback {
    private final AtomicLong taken = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
        if (exception == null) {
            taken.incrementAndGet();
        } else {
            failure.compareAndSet(null, exception);
        }
    }

    /** Fails unless all were taken; answers with their number. */
    public long require(long records) {
        if (taken.get() != records) {
            throw new IllegalStateException("the broker took " + taken + " of " + records + " records", failure.get());
        }
        return records;
    }
}
