package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Partitions and positions as Kafka's consumer wants them. */
final class KafkaPositions {
    private KafkaPositions() {}

    /** Kafka's name for the partition; another incarnation of the topic has the same. */
    static TopicPartition toKafka(PartitionId partition) {
        return new TopicPartition(partition.topic(), partition.partition());
    }

    /** With the epoch, where there is one, so that the consumer checks the position against the log (KIP-320). */
    static OffsetAndMetadata toKafka(PartitionPosition position) {
        Optional<Integer> epoch = position.leaderEpoch() == PartitionPosition.UNKNOWN
                ? Optional.empty()
                : Optional.of(position.leaderEpoch());
        return new OffsetAndMetadata(position.nextOffset(), epoch, "");
    }
}
