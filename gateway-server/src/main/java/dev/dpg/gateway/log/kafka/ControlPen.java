package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.ControlRecord;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.jspecify.annotations.Nullable;

/**
 * The right to write a control topic: a producer whose transactional id is initialised. It is kept from one write to the
 * next, because as long as its commits are not fenced nobody else can have written; it is dropped at the first failure of
 * any kind, because initialising a new one settles whatever the old one left open.
 *
 * <p>{@link #claim} and {@link #commit} block and are called by one thread at a time; {@link #close} by any.
 */
final class ControlPen implements AutoCloseable {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ControlClients clients;
    private final ControlTopic topic;
    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
    private volatile boolean closed;

    /**
     * A producer in possession of the pen.
     *
     * @param readTo the first offset after all that was committed when the pen was taken, and by it since
     * @param fresh whether it was taken by the last claim, so that {@code readTo} was the log's end then
     */
    private record Held(KafkaProducer<byte[], byte[]> producer, long readTo, boolean fresh) {}

    ControlPen(ControlClients clients, ControlTopic topic) {
        this.clients = clients;
        this.topic = topic;
    }

    long claim() {
        Held current = held.get();
        if (current == null) {
            return take();
        }
        // Still valid unless fenced, and then the commit fails: asking the coordinator now would save nothing.
        held.set(new Held(current.producer, current.readTo, false));
        return current.readTo;
    }

    OptionalLong commit(List<ControlRecord> records) {
        Held current = held.get();
        if (current == null) {
            throw new IllegalStateException("nothing is claimed");
        }
        if (records.isEmpty()) {
            return unchanged(current);
        }
        try {
            long end = write(current.producer, records);
            held.set(new Held(current.producer, end, false));
            return OptionalLong.of(end);
        } catch (KafkaException | IllegalStateException e) {
            drop();
            if (fenced(e)) {
                return OptionalLong.empty();
            }
            throw down(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        drop();
    }

    private long take() {
        try {
            KafkaProducer<byte[], byte[]> producer = clients.producer();
            held.set(new Held(producer, 0, false));
            if (closed) {
                throw new KafkaException("closed");
            }
            producer.initTransactions();
            // Only now: what others had begun is committed or aborted by now, with its markers written.
            long end = topic.end();
            held.set(new Held(producer, end, true));
            return end;
        } catch (KafkaException | IllegalStateException e) {
            drop();
            throw down(e);
        }
    }

    /** Kafka has no way to ask whether a producer is fenced, so a pen that was kept is given up to find out. */
    private OptionalLong unchanged(Held current) {
        if (current.fresh) {
            return OptionalLong.of(current.readTo);
        }
        drop();
        return OptionalLong.empty();
    }

    private long write(KafkaProducer<byte[], byte[]> producer, List<ControlRecord> records) {
        producer.beginTransaction();
        Future<RecordMetadata> last = null;
        for (ControlRecord record : records) {
            last = producer.send(new ProducerRecord<>(
                    clients.topic(), 0, record.key().getBytes(StandardCharsets.UTF_8), record.value()));
        }
        producer.commitTransaction();
        return offset(last) + 1;
    }

    private static long offset(@Nullable Future<RecordMetadata> sent) {
        try {
            // Done: a transaction is committed only after all its records are acknowledged.
            return sent == null ? -1 : sent.get().offset();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void drop() {
        Held dropped = held.getAndSet(null);
        if (dropped != null) {
            dropped.producer.close(Duration.ZERO);
        }
    }

    /**
     * Whether the cluster answered, and refused: another producer was initialised, or the coordinator gave up the
     * transaction or the id because of their age. Taking the pen again may help at once. So it does after an error of the
     * coordinator that the client has no name for: a commit that meets the fencing by another producer can end so.
     */
    private static boolean fenced(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownServerException
                    || (cause.getClass() == KafkaException.class && cause.getCause() == null)) {
                return true;
            }
            if (cause instanceof ApplicationRecoverableException
                    || cause instanceof InvalidTxnStateException
                    || cause instanceof OutOfOrderSequenceException
                    || cause instanceof TransactionAbortableException
                    || cause instanceof TransactionAbortedException) {
                return true;
            }
        }
        return false;
    }

    private ProblemException down(RuntimeException cause) {
        String message = closed
                ? "this gateway is stopping; nothing is known to be written: try again on another one"
                : "the gateway's home cluster does not answer, so nothing is known to be written; try again, with the "
                        + "same request id if the call has one";
        Reason reason = closed ? Reason.DRAINING : Reason.CLUSTER_DOWN;
        return new ProblemException(Problem.of(reason, message).with(new Problem.RetryAfter(RETRY_AFTER)), cause);
    }
}
