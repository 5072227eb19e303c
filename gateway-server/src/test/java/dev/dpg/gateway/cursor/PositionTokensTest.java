package dev.dpg.gateway.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.gateway.cursor.ProductPosition.Scope;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.log.TopicDescription.OffsetRange;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Edge;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTokensTest {
    private static final UUID TOPIC_ID = new UUID(5, 6);
    private static final Scope SCOPE = new Scope("aviation.flights", 1, "cluster-a", TOPIC_ID);
    private static final TopicDescription TOPIC = new TopicDescription(
            "flights", TOPIC_ID, "cluster-a", List.of(new OffsetRange(10, 100), new OffsetRange(0, 50)));

    @Test
    void tokenReadsBackAsThePositionItWasMadeOf() {
        ProductPosition position = position(Map.of(
                0,
                new PartitionPosition(42, 7, 1_700_000_000_000L),
                1,
                PartitionPosition.at(0),
                900,
                PartitionPosition.at(1)));
        String token = PositionTokens.encode(position);
        assertThat(token).startsWith("p1.").matches("[A-Za-z0-9._-]+");
        assertThat(PositionTokens.decode(token)).isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "p1.", "p1.AAAA", "p2.AAAAAAAA", "nonsense", "p1.!!!!", "p1.AAAAAAAAAAAAAAAA"})
    void whatIsNoTokenIsABadToken(String text) {
        assertReason(Reason.BAD_TOKEN, () -> PositionTokens.decode(text));
    }

    @Test
    void anyDamagedCharacterIsNoticed() {
        long seed = Long.getLong("dpg.test.seed", System.nanoTime());
        Random random = new Random(seed);
        String token = PositionTokens.encode(position(Map.of(0, new PartitionPosition(42, 7, 1L))));
        for (int i = 0; i < 2000; i++) {
            char[] damaged = token.toCharArray();
            damaged[3 + random.nextInt(token.length() - 4)] ^= (char) (1 + random.nextInt(3));
            if (!new String(damaged).equals(token)) {
                assertReason(Reason.BAD_TOKEN, () -> PositionTokens.decode(new String(damaged)));
            }
        }
    }

    @Test
    void cursorsMoveATokenForwardAndNeverBack() {
        ProductPosition token = position(Map.of(0, PartitionPosition.at(20), 1, PartitionPosition.at(30)));
        var positions = StartPositions.after(
                        TOPIC,
                        SCOPE,
                        token,
                        List.of(
                                new HandledCursor(0, 60, 3, 99, OptionalLong.of(54)),
                                new HandledCursor(1, 25, 3, 99, OptionalLong.empty())))
                .partitions();
        assertThat(positions.get(0)).isEqualTo(new PartitionPosition(55, 3, 99));
        assertThat(positions.get(1)).isEqualTo(PartitionPosition.at(30));
    }

    @Test
    void partitionThatTheTokenDoesNotKnowBeginsAtItsStart() {
        var positions = StartPositions.after(TOPIC, SCOPE, position(Map.of(1, PartitionPosition.at(30))), List.of())
                .partitions();
        assertThat(positions).containsEntry(0, PartitionPosition.at(10)).containsEntry(1, PartitionPosition.at(30));
    }

    @Test
    void foreignTokensAreRefused() {
        assertForeign(Reason.BAD_TOKEN, new Scope("aviation.airports", 1, "cluster-a", TOPIC_ID));
        assertForeign(Reason.BAD_TOKEN, new Scope("aviation.flights", 2, "cluster-a", TOPIC_ID));
        assertForeign(Reason.BAD_TOKEN, new Scope("aviation.flights", 1, "cluster-b", TOPIC_ID));
        assertReason(Reason.BAD_TOKEN, () -> after(Map.of(2, PartitionPosition.at(0))));
    }

    @Test
    void tokenOfAnEarlierLogKeepsItsPartitionsForTheGapsToName() {
        Scope old = new Scope("aviation.flights", 1, "cluster-a", new UUID(0, 0));
        ProductPosition token = new ProductPosition(old, new TreeMap<>(Map.of(5, PartitionPosition.at(7))));
        assertThat(StartPositions.after(TOPIC, SCOPE, token, List.of())).isEqualTo(token);
        assertReason(Reason.TOPIC_RECREATED, () -> StartPositions.requireScope(SCOPE, old));
    }

    @Test
    void cursorBeyondItsBatchIsRefused() {
        ProductPosition token = position(Map.of());
        HandledCursor beyond = new HandledCursor(0, 60, -1, -1, OptionalLong.of(60));
        assertReason(Reason.BAD_TOKEN, () -> StartPositions.after(TOPIC, SCOPE, token, List.of(beyond)));
    }

    @Test
    void lastStaysWithinWhatIsRetained() {
        assertThat(StartPositions.last(TOPIC, 60))
                .containsEntry(0, PartitionPosition.at(40))
                .containsEntry(1, PartitionPosition.at(0));
        assertThat(StartPositions.last(TOPIC, 0)).isEqualTo(StartPositions.atEdge(TOPIC, Edge.LATEST));
        assertThat(StartPositions.last(TOPIC, Long.MAX_VALUE)).isEqualTo(StartPositions.atEdge(TOPIC, Edge.EARLIEST));
    }

    @Test
    void namedOffsetsMustNameEveryPartition() {
        assertReason(Reason.BAD_REQUEST, () -> StartPositions.atOffsets(TOPIC, Map.of(0, 10L)));
        assertReason(Reason.BAD_REQUEST, () -> StartPositions.atOffsets(TOPIC, Map.of(0, 10L, 1, 0L, 2, 0L)));
        assertThat(StartPositions.atOffsets(TOPIC, Map.of(0, 10L, 1, 50L))).hasSize(2);
    }

    private static Map<Integer, PartitionPosition> after(Map<Integer, PartitionPosition> positions) {
        return StartPositions.after(TOPIC, SCOPE, position(positions), List.of())
                .partitions();
    }

    private static void assertForeign(Reason reason, Scope scope) {
        ProductPosition token = new ProductPosition(scope, new TreeMap<>());
        assertReason(reason, () -> StartPositions.after(TOPIC, SCOPE, token, List.of()));
    }

    private static ProductPosition position(Map<Integer, PartitionPosition> partitions) {
        return new ProductPosition(SCOPE, new TreeMap<>(partitions));
    }

    private static void assertReason(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().reason()).isEqualTo(reason));
    }
}
