package dev.dpg.gateway.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.gateway.cursor.ProductPosition.Scope;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.TopicDescription;
import dev.dpg.gateway.log.TopicDescription.OffsetRange;
import dev.dpg.gateway.problem.Problem.PositionOutOfRange;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumptionTest {
    private static final Scope SCOPE = new Scope("aviation.flights", 1, "cluster-a", new UUID(5, 6));
    private static final TopicDescription TOPIC = new TopicDescription(
            "flights", SCOPE.topicId(), "cluster-a", List.of(new OffsetRange(10, 100), new OffsetRange(0, 50)));
    private static final TopicDescription NEW_LOG = new TopicDescription(
            "flights", new UUID(7, 8), "cluster-a", List.of(new OffsetRange(3, 30), new OffsetRange(0, 20)));

    /** The first partition holds 10 to 100; {@code cut} is where the branches part, if they do. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // position, cut, on_expired, reason, to, lost at most
                "10,  -, EARLIEST, -,          10,  -",
                "100, -, LATEST,   -,          100, -",
                "9,   -, EARLIEST, RETENTION,  10,  1",
                "0,   -, EARLIEST, RETENTION,  10,  10",
                "0,   -, LATEST,   RETENTION,  100, 100",
                "101, -, EARLIEST, TRUNCATION, 100, -",
                "101, -, LATEST,   TRUNCATION, 100, -",
                "80, 60, EARLIEST, TRUNCATION, 60,  20",
                "80, 60, LATEST,   TRUNCATION, 100, 60",
                "120,60, EARLIEST, TRUNCATION, 60,  60",
                "80,  4, EARLIEST, TRUNCATION, 10,  76",
                "80,  4, LATEST,   TRUNCATION, 100, 166",
                "8,   4, EARLIEST, TRUNCATION, 10,  4",
                "50,100, EARLIEST, TRUNCATION, 50,  -",
                "50,100, LATEST,   TRUNCATION, 100, -",
            })
    void positionInTheSameLog(long position, Long cut, OnExpired onExpired, Gap.Reason reason, long to, Long lost) {
        Map<Integer, Long> parted = cut == null ? Map.of() : Map.of(0, cut);
        var resumption = Resumption.inSameLog(TOPIC, position(SCOPE, position, 5), parted, onExpired);

        assertThat(resumption.after()).isEqualTo(position(SCOPE, to, 5));
        OptionalLong lostMax = lost == null ? OptionalLong.empty() : OptionalLong.of(lost);
        assertThat(resumption.gaps())
                .isEqualTo(reason == null ? List.of() : List.of(new Gap(reason, 0, position, to, lostMax)));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"9, -, POSITION_EXPIRED, 100", "101, -, POSITION_TRUNCATED, 100", "80, 60, POSITION_TRUNCATED, 60"
            })
    void positionThatIsNotToBeBridgedIsRefusedWithWhatThereIs(long position, Long cut, Reason reason, long end) {
        Map<Integer, Long> parted = cut == null ? Map.of() : Map.of(0, cut);
        assertThatThrownBy(() -> Resumption.inSameLog(TOPIC, position(SCOPE, position, 5), parted, OnExpired.FAIL))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().reason()).isEqualTo(reason);
                    assertThat(e.problem().details()).containsExactly(new PositionOutOfRange(0, position, 10, end));
                });
    }

    @Test
    void whatKnowsAnEpochKeepsItWhereTheLogHoldsIt() {
        var held = new ProductPosition(SCOPE, new TreeMap<>(Map.of(0, new PartitionPosition(50, 3, 99))));
        assertThat(Resumption.inSameLog(TOPIC, held, Map.of(), OnExpired.FAIL)).isEqualTo(Resumption.at(held));
    }

    @Test
    void eachGapInOneLogIsToldWithThePositionBehindItAlone() {
        var resumption = Resumption.inSameLog(TOPIC, position(SCOPE, 4, 60), Map.of(), OnExpired.EARLIEST);

        assertThat(resumption.gaps()).extracting(Gap::partition).containsExactly(0, 1);
        assertThat(resumption.told()).containsExactly(position(SCOPE, 10, 60), position(SCOPE, 10, 50));
    }

    @ParameterizedTest
    @CsvSource({"EARLIEST, 3, 0", "LATEST, 30, 20"})
    void topicThatWasCreatedAnewIsReadFromOneOfItsEnds(OnExpired onExpired, long first, long second) {
        ProductPosition old = position(SCOPE, 15, 12);
        var resumption = Resumption.inNewLog(NEW_LOG, old, onExpired);

        assertThat(resumption.after()).isEqualTo(position(inNewLog(), first, second));
        assertThat(resumption.gaps()).containsExactly(recreated(0, 15, first), recreated(1, 12, second));
        assertThat(resumption.told()).containsExactly(old, resumption.after());
    }

    @Test
    void newLogMayHaveFewerOrMorePartitions() {
        var three = new ProductPosition(
                SCOPE, new TreeMap<>(Map.of(0, PartitionPosition.at(1), 2, PartitionPosition.at(9))));
        var resumption = Resumption.inNewLog(NEW_LOG, three, OnExpired.EARLIEST);

        assertThat(resumption.gaps()).containsExactly(recreated(0, 1, 3), recreated(1, 0, 0), recreated(2, 9, 0));
        assertThat(resumption.after().partitions()).containsOnlyKeys(0, 1);
    }

    @Test
    void topicThatWasCreatedAnewIsRefusedWhereItIsNotToBeBridged() {
        ThrowingCallable refused = () -> Resumption.inNewLog(NEW_LOG, position(SCOPE, 1, 1), OnExpired.FAIL);
        assertThatThrownBy(refused)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().reason()).isEqualTo(Reason.TOPIC_RECREATED));
    }

    private static Gap recreated(int partition, long from, long to) {
        return new Gap(Gap.Reason.TOPIC_RECREATED, partition, from, to, OptionalLong.empty());
    }

    private static Scope inNewLog() {
        return new Scope(SCOPE.product(), SCOPE.major(), SCOPE.clusterId(), NEW_LOG.id());
    }

    private static ProductPosition position(Scope scope, long first, long second) {
        return new ProductPosition(
                scope, new TreeMap<>(Map.of(0, PartitionPosition.at(first), 1, PartitionPosition.at(second))));
    }
}
