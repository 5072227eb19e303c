package dev.dpg.cli.samples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Loads the history of the samples into a cluster, each topic exactly once, whoever runs it how often, and wherever it is
 * interrupted: the rows of a topic are one transaction, and a topic with a committed record is never loaded.
 *
 * <p>The transactional id is the same for everybody. Initialising it aborts what an earlier loader left unfinished and
 * fences one that still runs, so what is seen after that is final: look, then load, cannot be overtaken.
 */
public final class SampleLoader {
    private static final int PROGRESS_ROWS = 1_000;

    private SampleLoader() {}

    /**
     * Creates the topics that are missing and loads those that are empty. Blocks until all is committed.
     *
     * @param clientProperties Kafka client properties, {@code bootstrap.servers} at least
     * @return what became of each topic, in a fixed order
     * @throws SampleException when the cluster does not take the samples; what was begun is not visible, and the next
     *     call does it again
     */
    public static List<LoadedTopic> load(Map<String, String> clientProperties, LoadProgress progress) {
        List<SampleTopic> topics = Arrays.asList(SampleTopic.values());
        SampleCluster cluster = new SampleCluster(clientProperties);
        try {
            // What is committed stays so; this first look spares all later starts everything else.
            Set<SampleTopic> there = cluster.withRecords(topics);
            List<SampleTopic> others =
                    topics.stream().filter(topic -> !there.contains(topic)).toList();
            if (!others.isEmpty()) {
                cluster.createMissing(others);
            }
            List<LoadedTopic> loaded = new ArrayList<>();
            for (SampleTopic topic : topics) {
                boolean loadsNow = !there.contains(topic) && loadAlone(topic, cluster, progress);
                loaded.add(new LoadedTopic(topic.topicName(), topic.rowCount(), loadsNow));
            }
            return List.copyOf(loaded);
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new SampleException(
                    "another program loads the samples into this cluster: wait until it is done, and start again", e);
        } catch (KafkaException e) {
            throw new SampleException(
                    "the samples could not be loaded (" + e.getMessage()
                            + "): check that Kafka can be reached, and start again",
                    e);
        }
    }

    static String transactionalId(SampleTopic topic) {
        return "dpg-samples." + topic.topicName();
    }

    /** Loads the topic unless somebody else was quicker, and tells which. */
    private static boolean loadAlone(SampleTopic topic, SampleCluster cluster, LoadProgress progress) {
        try (Producer<byte[], byte[]> producer = cluster.producer(Map.of("transactional.id", transactionalId(topic)))) {
            producer.initTransactions();
            if (cluster.withRecords(List.of(topic)).contains(topic)) {
                return false;
            }
            append(topic, producer, progress);
            return true;
        }
    }

    private static void append(SampleTopic topic, Producer<byte[], byte[]> producer, LoadProgress progress) {
        List<SampleRow> rows = SampleRows.of(topic);
        producer.beginTransaction();
        int given = 0;
        for (SampleRow row : rows) {
            // A failed send fails the commit.
            Future<RecordMetadata> unused = producer.send(row.asHistory());
            given++;
            if (given % PROGRESS_ROWS == 0) {
                progress.onRows(topic.topicName(), given, rows.size());
            }
        }
        producer.commitTransaction();
        progress.onRows(topic.topicName(), rows.size(), rows.size());
    }
}
