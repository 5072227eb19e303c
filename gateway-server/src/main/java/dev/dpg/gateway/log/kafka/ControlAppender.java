package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.ControlRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a control topic without its pen. The producer is made with the first write and kept; after a failure it is
 * dropped, since a producer may not get over every one. Thread-safe; {@link #append} blocks.
 */
final class ControlAppender implements AutoCloseable {
    private final ControlClients clients;
    private @Nullable KafkaProducer<byte[], byte[]> producer;
    private boolean closed;

    ControlAppender(ControlClients clients) {
        this.clients = clients;
    }

    /** @throws KafkaException if the cluster does not have them all in time */
    void append(List<ControlRecord> records) {
        KafkaProducer<byte[], byte[]> open = producer();
        try {
            List<Future<?>> sent = new ArrayList<>();
            for (ControlRecord record : records) {
                byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
                Future<?> one = open.send(new ProducerRecord<>(clients.topic(), 0, key, record.value()));
                if (one.isDone()) {
                    one.get(); // a cluster that is away fails the first one after a while; the others need not
                    // wait as long
                }
                sent.add(one);
            }
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            drop(open);
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            drop(open);
            throw new InterruptException(e);
        } catch (KafkaException | IllegalStateException e) {
            drop(open);
            throw new KafkaException(e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (producer != null) {
            drop(producer);
        }
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (closed) {
            throw new KafkaException("closed");
        }
        if (producer == null) {
            producer = clients.appender();
        }
        return producer;
    }

    private synchronized void drop(KafkaProducer<byte[], byte[]> failed) {
        if (producer == failed) {
            producer = null;
        }
        failed.close(Duration.ZERO);
    }
}
