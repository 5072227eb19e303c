package dev.dpg.gateway.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.log.LogProblems;
import dev.dpg.gateway.problem.Reason;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class KafkaFailuresTest {
    private static final TopicPartition A_1 = new TopicPartition("a", 1);
    private static final TopicPartition A_12 = new TopicPartition("a", 12);
    private static final TopicPartition BA_1 = new TopicPartition("b-a", 1);

    @Test
    void whatMayHealByItselfIsAClusterThatIsDown() {
        assertThat(reason(new TimeoutException())).isEqualTo(Reason.CLUSTER_DOWN);
        assertThat(reason(new SaslAuthenticationException("refused"))).isEqualTo(Reason.CLUSTER_DOWN);
        assertThat(KafkaFailures.problem(new TimeoutException()).problem().retryAfter())
                .contains(KafkaFailures.RETRY_AFTER);
    }

    @Test
    void aWantOfMemoryMayHealToo() {
        assertThat(reason(new OutOfMemoryError())).isEqualTo(Reason.OVERLOADED);
    }

    @Test
    void everythingElseIsInternalAndSaysNothingOfItsCause() {
        assertThat(reason(new IllegalStateException("secret"))).isEqualTo(Reason.INTERNAL);
        assertThat(KafkaFailures.problem(new KafkaException("orders-1 is broken")))
                .hasMessageNotContaining("orders");
    }

    @Test
    void problemsPassThroughWrappers() {
        var problem = LogProblems.recreated().asException();

        assertThat(KafkaFailures.problem(new CompletionException(problem))).isSameAs(problem);
    }

    @Test
    void aBrokenPartitionIsFoundByItsWholeName() {
        KafkaException broken = new KafkaException("Record batch for partition a-1 at offset 7 is invalid");
        KafkaException other = new KafkaException("Record batch for partition b-a-1 at offset 7 is invalid");

        assertThat(KafkaFailures.culprits(broken, Set.of(A_1, A_12, BA_1))).containsExactly(A_1);
        assertThat(KafkaFailures.culprits(other, Set.of(A_1, A_12, BA_1))).containsExactly(BA_1);
    }

    @Test
    void aTopicThatMayNotBeReadConcernsItsPartitions() {
        TopicAuthorizationException refused = new TopicAuthorizationException(Set.of("a"));

        assertThat(KafkaFailures.culprits(refused, Set.of(A_1, A_12, BA_1))).containsExactlyInAnyOrder(A_1, A_12);
    }

    @Test
    void aFailureOfTheConnectionConcernsNoPartition() {
        assertThat(KafkaFailures.culprits(new TimeoutException("no answer"), Set.of(A_1, BA_1)))
                .isEmpty();
    }

    private static Reason reason(Throwable failure) {
        return KafkaFailures.problem(failure).problem().reason();
    }
}
