package dev.dpg.gateway.log.kafka;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/**
 * Counts the updates of its consumer's metadata. It is a deserializer because that is one of the places where Kafka looks
 * for listeners. Thread-safe.
 */
final class MetadataCounter extends ByteBufferDeserializer implements ClusterResourceListener {
    private final AtomicLong updates = new AtomicLong();

    @Override
    public void onUpdate(ClusterResource cluster) {
        updates.incrementAndGet();
    }

    /** Updates so far. */
    long updates() {
        return updates.get();
    }
}
