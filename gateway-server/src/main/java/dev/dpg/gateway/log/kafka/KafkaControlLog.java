package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.ControlLog;
import dev.dpg.gateway.log.ControlRecord;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ThreadFactory;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * A control topic in Kafka. Reads at {@code read_committed} with a consumer of its own on one thread, writes with a
 * transactional producer whose id all gateways share, or, without the pen, with one of its own. Where the topic is missing it is made: one partition, compacted, three
 * replicas where there are as many brokers.
 */
public final class KafkaControlLog implements ControlLog {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final ControlClients clients;
    private final ControlTopic topic;
    private final ControlPen pen;
    private final ControlAppender appender;
    private final ThreadFactory threads;
    private final InstantSource clock;
    private @Nullable ControlReader reader;
    private @Nullable Thread thread;

    /**
     * Opens nothing yet.
     *
     * @param topic name of the topic, which is also the transactional id
     * @param clientProperties properties of Kafka's clients: {@code bootstrap.servers} and what the connection needs
     * @param retention what the topic keeps, where it has to be made
     * @param threads makes the reader's thread
     * @param clock tells when the log was confirmed
     */
    public KafkaControlLog(
            String topic,
            Map<String, String> clientProperties,
            ControlRetention retention,
            ThreadFactory threads,
            InstantSource clock) {
        this.clients = new ControlClients(topic, clientProperties);
        this.topic = new ControlTopic(clients, retention);
        this.appender = new ControlAppender(clients);
        this.pen = new ControlPen(clients, this.topic);
        this.threads = threads;
        this.clock = clock;
    }

    @Override
    public synchronized void follow(Listener listener) {
        if (reader != null) {
            throw new IllegalStateException("followed already");
        }
        reader = new ControlReader(clients, topic, listener, clock);
        thread = threads.newThread(reader);
        thread.start();
    }

    @Override
    public long claim() {
        return pen.claim();
    }

    @Override
    public OptionalLong commit(List<ControlRecord> records) {
        records.forEach(ControlRecord::checkSize);
        return pen.commit(records);
    }

    @Override
    public void append(List<ControlRecord> records) {
        records.forEach(ControlRecord::checkSize);
        try {
            appender.append(records);
        } catch (KafkaException e) {
            Problem problem = Problem.of(
                            Reason.CLUSTER_DOWN,
                            "the gateway's home cluster does not answer, so nothing is known to be written")
                    .with(new Problem.RetryAfter(RETRY_AFTER));
            throw new ProblemException(problem, e);
        }
    }

    @Override
    public synchronized void close() {
        pen.close();
        appender.close();
        if (reader != null) {
            reader.stop();
        }
        // Answers what the reader may be asking with a failure, so that it ends now and not after a timeout.
        topic.close();
        if (thread != null) {
            join(thread);
        }
    }

    private static void join(Thread ending) {
        try {
            ending.join(STOP_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
