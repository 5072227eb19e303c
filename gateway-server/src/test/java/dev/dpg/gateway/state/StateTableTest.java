package dev.dpg.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.dpg.gateway.log.ControlLog;
import dev.dpg.gateway.log.ControlRecord;
import dev.dpg.gateway.log.memory.MemoryControlLog;
import dev.dpg.gateway.log.memory.MemoryControlTopic;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.state.Decision.Decided;
import dev.dpg.store.v1.StateRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StateTableTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final StateSettings SETTINGS = new StateSettings(4, Duration.ofSeconds(5));

    private final MemoryControlTopic topic = new MemoryControlTopic(() -> NOW);
    private final StateTable<String> ours = table();
    private final StateTable<String> theirs = table();

    @BeforeEach
    void openBoth() {
        ours.open();
        theirs.open();
    }

    @Test
    void theDefaultsAreAsDocumented() {
        assertThat(StateSettings.defaults()).isEqualTo(new StateSettings(16, Duration.ofSeconds(15)));
    }

    @Test
    void limitsThatMakeNoSenseAreRefusedWithASentence() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StateSettings(0, Duration.ofSeconds(1)))
                .withMessageContaining("updateAttemptsMax is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StateSettings(1, Duration.ZERO))
                .withMessageContaining("updateTimeout is PT0S");
    }

    @Test
    void aTableThatWasNotReadIsNotReadyAndSaysWhenToTryAgain() {
        StateTable<String> closed = table();

        assertThat(closed.ready()).isFalse();
        assertThat(closed.confirmed()).isEmpty();
        assertThat(problemOf(closed::entries)).satisfies(problem -> {
            assertThat(problem.reason()).isEqualTo(Reason.NOT_READY);
            assertThat(problem.retryAfter()).isPresent();
        });
        assertThat(problemOf(() -> closed.update(put("a", "1"))).reason()).isEqualTo(Reason.NOT_READY);
    }

    @Test
    void anUpdateIsInEveryTableAndItsAnswerIsGiven() {
        String answer = ours.update(put("a", "1"));

        assertThat(answer).isEqualTo("put a");
        assertThat(ours.entries()).containsOnly(Map.entry("a", "1"));
        assertThat(theirs.entries()).containsOnly(Map.entry("a", "1"));
        assertThat(ours.confirmed()).contains(NOW);
    }

    @Test
    void anEmptyValueDeletesItsKey() {
        ours.update(put("a", "1"));

        ours.update(table -> new Decided<>(Map.of("a", Optional.empty()), "deleted"));

        assertThat(theirs.entries()).isEmpty();
    }

    @Test
    void aRefusalWritesNothing() {
        Problem refusal = Problem.of(Reason.BAD_REQUEST, "no");

        assertThat(problemOf(() -> ours.update(table -> {
                    throw refusal.asException();
                })))
                .isEqualTo(refusal);

        assertThat(theirs.entries()).isEmpty();
    }

    @Test
    void whenAnotherGatewayWasFasterTheDecisionIsMadeAgainOnItsTable() {
        List<Map<String, String>> seen = new ArrayList<>();

        ours.update(table -> {
            seen.add(table);
            if (seen.size() == 1) {
                theirs.update(put("a", "theirs"));
            }
            return new Decided<>(Map.of("a", Optional.of(table.getOrDefault("a", "none") + " and ours")), "done");
        });

        assertThat(seen).containsExactly(Map.of(), Map.of("a", "theirs"));
        assertThat(theirs.entries()).containsOnly(Map.entry("a", "theirs and ours"));
    }

    @Test
    void whenOtherGatewaysAreFasterEachTimeItEndsInAConflict() {
        AtomicInteger attempts = new AtomicInteger();

        Problem problem = problemOf(() -> ours.update(table -> {
            theirs.update(put("a", "theirs " + attempts.incrementAndGet()));
            return new Decided<>(Map.of("a", Optional.of("ours")), "done");
        }));

        assertThat(problem.reason()).isEqualTo(Reason.CONFLICT);
        assertThat(attempts).hasValue(SETTINGS.updateAttemptsMax());
        assertThat(ours.entries()).containsOnly(Map.entry("a", "theirs 4"));
    }

    @Test
    void watchersAreToldTheTableAtOnceAndAfterEachChange() {
        List<Map<String, String>> told = new ArrayList<>();
        ours.update(put("a", "1"));

        ours.watch(told::add);
        theirs.update(put("a", "2"));

        assertThat(told).containsExactly(Map.of("a", "1"), Map.of("a", "2"));
    }

    @Test
    void aNewerFormatIsRefusedForGood() {
        ours.update(put("a", "1"));

        writeRaw(
                StateRecord.newBuilder().setFormat(TextCodec.FORMAT + 1).build().toByteArray());

        assertThat(ours.ready()).isFalse();
        assertThat(problemOf(ours::entries)).satisfies(problem -> {
            assertThat(problem.reason()).isEqualTo(Reason.NOT_READY);
            assertThat(problem.message()).contains("older than the others");
        });
        assertThat(problemOf(() -> ours.update(put("a", "2"))).reason()).isEqualTo(Reason.NOT_READY);
    }

    @Test
    void damagedRecordsAreRefusedAndNotSkipped() {
        writeRaw(new byte[] {1, 2, 3});
        assertThat(problemOf(ours::entries).message()).contains("damaged");
    }

    @Test
    void aTableThatItsCodecCannotReadIsRefused() {
        theirs.update(put("a", "damaged"));

        assertThat(ours.ready()).isFalse();
    }

    @Test
    void aRecordThatIsTooLargeIsRefusedBeforeItIsWritten() {
        String large = "x".repeat(ControlLog.RECORD_BYTES_MAX);

        assertThat(problemOf(() -> ours.update(put("a", large)))).satisfies(problem -> {
            assertThat(problem.reason()).isEqualTo(Reason.BAD_REQUEST);
            assertThat(problem.message()).contains("\"a\" takes").contains("at most 2097152");
        });
        ours.update(put("a", "small"));
    }

    @Test
    void afterARestartOfItsLogATableIsNotReadyUntilItWasReadAgain() {
        FollowedTable<String> followed = new FollowedTable<>("texts", new TextCodec());
        followed.records(List.of(stored("a", "1")), 1);
        followed.confirmed(NOW);

        followed.restarted();
        assertThat(followed.ready()).isFalse();
        followed.records(List.of(stored("b", "2")), 1);
        followed.confirmed(NOW);

        assertThat(followed.entries()).containsOnly(Map.entry("b", "2"));
    }

    private StateTable<String> table() {
        return new StateTopic("texts", new MemoryControlLog(topic), SETTINGS).table(new TextCodec());
    }

    private void writeRaw(byte[] value) {
        ControlLog log = new MemoryControlLog(topic);
        log.claim();
        log.commit(List.of(new ControlRecord("raw", value)));
    }

    private static ControlRecord stored(String key, String value) {
        TextCodec codec = new TextCodec();
        return new ControlRecord(
                key,
                StateRecord.newBuilder()
                        .setFormat(codec.format())
                        .setContent(codec.encode(value))
                        .build()
                        .toByteArray());
    }

    private static Decision<String, String> put(String key, String value) {
        return table -> new Decided<>(Map.of(key, Optional.of(value)), "put " + key);
    }

    private static Problem problemOf(ThrowingCallable call) {
        return org.assertj.core.api.Assertions.assertThatThrownBy(call)
                .asInstanceOf(type(ProblemException.class))
                .actual()
                .problem();
    }
}
