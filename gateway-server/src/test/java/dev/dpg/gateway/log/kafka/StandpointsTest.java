package dev.dpg.gateway.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.log.PartitionId;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StandpointsTest {
    private static final UUID TOPIC_ID = new UUID(0, 1);

    private final Standpoints standpoints = new Standpoints();

    @Test
    void leavesAPlaceOnce() {
        standpoints.stand(at(0, 10), true);
        standpoints.stand(at(1, 20), false);

        assertThat(standpoints.isAt(at(0, 10))).isTrue();
        assertThat(standpoints.leave(at(0, 10))).isTrue();
        assertThat(standpoints.leave(at(0, 10))).isFalse();
        assertThat(standpoints.isAt(at(1, 20))).isTrue();
        assertThat(standpoints.isAt(null)).isFalse();
    }

    @Test
    void aReadFromElsewhereGivesThePlaceUp() {
        standpoints.stand(at(0, 10), true);

        assertThat(standpoints.leave(at(0, 11))).isFalse();
        assertThat(standpoints.isAt(at(0, 10))).isFalse();
    }

    @Test
    void aPlaceOfAnotherIncarnationIsNotThisOne() {
        standpoints.stand(at(0, 10), true);

        assertThat(standpoints.isAt(new PoolTask.Place(new PartitionId("orders", new UUID(0, 2), 0), 10)))
                .isFalse();
    }

    @Test
    void ofTooManyTheOneLeftAloneForLongestIsGivenUp() {
        for (int partition = 0; partition < Standpoints.MAX; partition++) {
            standpoints.stand(at(partition, 10), true);
        }
        standpoints.stand(at(0, 20), true);

        standpoints.stand(at(99, 1), false);

        assertThat(standpoints.size()).isEqualTo(Standpoints.MAX);
        assertThat(standpoints.isAt(at(1, 10))).isFalse();
        assertThat(standpoints.isAt(at(0, 20))).isTrue();
    }

    @Test
    void givesUpWhatItIsTold() {
        standpoints.stand(at(0, 10), true);
        standpoints.stand(at(1, 10), true);

        standpoints.giveUp(Set.of(new TopicPartition("orders", 0), new TopicPartition("payments", 1)));

        assertThat(standpoints.all()).containsOnlyKeys(new TopicPartition("orders", 1));
    }

    private static PoolTask.Place at(int partition, long offset) {
        return new PoolTask.Place(new PartitionId("orders", TOPIC_ID, partition), offset);
    }
}
