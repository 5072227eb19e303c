package dev.dpg.gateway.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class PollBudgetTest {
    private final PollBudget budget = new PollBudget(100);

    @Test
    void takesWhatFitsAndRefusesTheRestUntilTheNextPoll() {
        assertThat(take(60, 0)).isEqualTo(60);
        assertThat(take(40, 0)).isEqualTo(40);
        assertThatThrownBy(() -> take(1, 0)).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> take(1, 0)).isInstanceOf(SerializationException.class);

        budget.reset();
        assertThat(take(1, 0)).isEqualTo(1);
    }

    @Test
    void theFirstOfAPollIsTakenHoweverLargeItIs() {
        assertThat(take(1_000, 0)).isEqualTo(1_000);
        assertThatThrownBy(() -> take(1, 0)).isInstanceOf(SerializationException.class);
        budget.reset();
        assertThat(take(1_000, 0)).isEqualTo(1_000);
    }

    @Test
    void headersCount() {
        assertThat(take(10, 80)).isEqualTo(10);
        assertThatThrownBy(() -> take(11, 0)).isInstanceOf(SerializationException.class);
        assertThat(take(10, 0)).isEqualTo(10);
    }

    private int take(int valueBytes, int headerBytes) {
        var headers = new RecordHeaders().add("none", null).add("some", new byte[headerBytes]);
        ByteBuffer value = budget.deserialize("topic", headers, ByteBuffer.allocate(valueBytes));
        return value == null ? -1 : value.remaining();
    }
}
