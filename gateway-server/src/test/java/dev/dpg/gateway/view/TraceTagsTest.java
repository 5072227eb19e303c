package dev.dpg.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.log.LogHeader;
import dev.dpg.gateway.log.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which traces are noted of the records of a chunk. */
class TraceTagsTest {
    private static final String ONE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final TraceTags tags = new TraceTags();

    @Test
    void eachTraceIsNotedOnceWithItsFirstRecord() {
        tags.look(record(new LogHeader("other", null)), 0);
        tags.look(record(new LogHeader("other", null), new LogHeader("traceparent", bytes(ONE))), 1);
        tags.look(record(new LogHeader("traceparent", bytes(ONE))), 2);
        tags.look(record(new LogHeader("traceparent", bytes(ONE.replace('4', '5')))), 3);

        assertThat(tags.found())
                .containsExactly(new TraceTags.Tag(1, ONE), new TraceTags.Tag(3, ONE.replace('4', '5')));
    }

    @Test
    void whatHasNotTheFormIsNotNoted() {
        tags.look(record(new LogHeader("traceparent", null)), 0);
        tags.look(record(new LogHeader("traceparent", bytes("somebody@example.com"))), 1);
        tags.look(record(new LogHeader("traceparent", bytes("S".repeat(ONE.length())))), 2);
        tags.look(record(new LogHeader("traceparent", bytes(ONE + "0"))), 3);
        tags.look(record(new LogHeader("Traceparent", bytes(ONE))), 4);

        assertThat(tags.found()).isEmpty();
    }

    @Test
    void onlyAFewAreNoted() {
        for (int i = 0; i < 9; i++) {
            tags.look(record(new LogHeader("traceparent", bytes(ONE.replace('b', (char) ('0' + i))))), i);
        }

        assertThat(tags.found()).extracting(TraceTags.Tag::record).containsExactly(0, 1, 2, 3);
    }

    private static LogRecord record(LogHeader... headers) {
        return new LogRecord(0, 0, null, null, List.of(headers));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
