package dev.dpg.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.delivery.RecentHistory.Place;
import dev.dpg.gateway.fakes.SampleViews;
import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogRecord;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.log.memory.MemoryLog;
import dev.dpg.gateway.view.Chunk;
import dev.dpg.gateway.view.Encoding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is kept of history, for whom and for how long. */
class RecentHistoryTest {
    private static final PartitionId PARTITION = new PartitionId("orders", new UUID(0, 1), 0);
    private static final History.Encoding RAW = new History.Encoding(SampleViews.of(Encoding.RAW, 1 << 20), false);
    private static final History.Encoding JSON = new History.Encoding(SampleViews.of(Encoding.JSON, 1 << 20), false);
    private static final long RINGS = 64 * 1024;
    private static final long ENOUGH = Long.MAX_VALUE;
    private static final int EPOCH = 3;

    private final VirtualTime time = new VirtualTime(1);
    private final MemoryLog log = new MemoryLog("one", Runnable::run, time);
    private final ByteBudget rings = new ByteBudget(RINGS);
    private final RecentHistory recent = new RecentHistory(rings, time.newLoop());
    private final Place place = new Place(log, PARTITION, RAW, false);

    @Test
    void whoComesALittleLaterIsGivenTheSameChunks() {
        History read = read(place, 100, 150);
        History next = read(place, 150, 180);

        assertThat(chunks(place, 100)).containsExactly(first(read), first(next));
        assertThat(chunks(place, 120)).containsExactly(first(read), first(next));
        assertThat(chunks(place, 150)).containsExactly(first(next));
        assertThat(found(place, at(120, EPOCH), ENOUGH))
                .isNotNull()
                .satisfies(history -> assertThat(history.endOffset()).isEqualTo(1_000));
    }

    @Test
    void whatWasNotReadIsNotFound() {
        read(place, 100, 150);
        read(place, 160, 180);

        assertThat(chunks(place, 99)).isEmpty();
        assertThat(chunks(place, 155)).isEmpty();
        assertThat(chunks(place, 180)).isEmpty();
        assertThat(chunks(place, 149)).as("up to the hole").hasSize(1);
    }

    @Test
    void nobodyIsGivenWhatIsOfAnotherPlace() {
        read(place, 100, 150);

        assertThat(chunks(new Place(log, PARTITION, JSON, false), 100)).isEmpty();
        assertThat(chunks(new Place(log, PARTITION, RAW, true), 100)).isEmpty();
        assertThat(chunks(new Place(log, new PartitionId("orders", new UUID(0, 1), 1), RAW, false), 100))
                .isEmpty();
        assertThat(chunks(new Place(log, new PartitionId("orders", new UUID(0, 2), 0), RAW, false), 100))
                .as("a topic created anew")
                .isEmpty();
        assertThat(chunks(new Place(new MemoryLog("two", Runnable::run, time), PARTITION, RAW, false), 100))
                .isEmpty();
        assertThat(chunks(new Place(log, PARTITION, new History.Encoding(RAW.view(), true), false), 100))
                .isEmpty();
    }

    @Test
    void onlyPositionsOnTheSameBranchAreContinued() {
        read(place, 100, 150);

        assertThat(found(place, at(120, EPOCH), ENOUGH)).isNotNull();
        assertThat(found(place, at(120, EPOCH - 1), ENOUGH)).isNull();
        assertThat(found(place, at(120, EPOCH + 1), ENOUGH)).isNull();
        assertThat(found(place, PartitionPosition.at(120), ENOUGH)).isNull();
    }

    @Test
    void asMuchIsGivenAsIsAskedFor() {
        History read = read(place, 100, 150);
        read(place, 150, 180);

        assertThat(found(place, at(100, EPOCH), 1))
                .isNotNull()
                .satisfies(history -> assertThat(history.chunks()).containsExactly(first(read)));
    }

    @Test
    void whatIsOldIsNotGivenAnyMoreThoughSomebodyIsOnTheWay() {
        read(place, 100, 150);
        someoneIsOnTheWayFor(RecentShelf.KEPT_FOR.minusSeconds(1));
        read(place, 150, 180);
        assertThat(chunks(place, 100)).hasSize(2);

        someoneIsOnTheWayFor(Duration.ofSeconds(1));
        assertThat(chunks(place, 100)).isEmpty();
        assertThat(chunks(place, 150)).hasSize(1);

        someoneIsOnTheWayFor(RecentShelf.KEPT_FOR.plusSeconds(1));
        assertThat(recent.usedBytes()).isZero();
        assertThat(rings.usedBytes()).isZero();
    }

    private void someoneIsOnTheWayFor(Duration whole) {
        for (long second = 0; second < whole.toSeconds(); second++) {
            recent.find(place, "behind", PartitionPosition.at(-1), ENOUGH);
            time.run(Duration.ofSeconds(1));
        }
    }

    @Test
    void whereNobodyIsOnTheWayAnyMoreEverythingGoes() {
        read(place, 100, 150);

        time.run(RecentShelf.EXPECTED_FOR.minusSeconds(1));
        assertThat(recent.usedBytes()).isPositive();

        time.run(Duration.ofSeconds(2));
        assertThat(recent.usedBytes()).isZero();
        assertThat(rings.usedBytes()).isZero();
    }

    @Test
    void whatIsFarFromWhoIsOnTheWayMakesRoom() {
        find(place, "behind", PartitionPosition.at(-1), ENOUGH);
        for (long from = 0; from < 3_000; from += 100) {
            keep(from, from + 100);
            assertThat(recent.usedBytes()).isPositive().isLessThanOrEqualTo(RINGS);
            assertThat(rings.usedBytes()).isEqualTo(recent.usedBytes());
        }

        assertThat(chunks(place, 0)).hasSizeBetween(5, 28);
        assertThat(chunks(place, 2_900)).isEmpty();
    }

    @Test
    void whoAreCloseShareThoughOthersAreFarBehind() {
        find(place, "far", at(0, EPOCH), ENOUGH);
        for (long from = 10_000; from < 13_000; from += 100) {
            find(place, "first", at(from, EPOCH), ENOUGH);
            keep(from, from + 100);
            if (from >= 10_200) {
                assertThat(find(place, "second", at(from - 200, EPOCH), 1))
                        .as("at %d", from)
                        .isNotNull();
            } else {
                find(place, "second", at(10_000, EPOCH), 1);
            }
        }
    }

    @Test
    void whatIsReadTwiceIsKeptOnce() {
        History read = read(place, 100, 150);
        long once = recent.usedBytes();
        read(place, 100, 150);

        assertThat(recent.usedBytes()).isEqualTo(once);
        assertThat(chunks(place, 100)).containsExactly(first(read));
    }

    @Test
    void ringsComeFirst() {
        read(place, 100, 150);
        rings.add(RINGS);

        assertThat(rings.isExhausted()).isTrue();
        assertThat(recent.usedBytes()).isZero();
        assertThat(rings.usedBytes()).isEqualTo(RINGS);
        read(place, 150, 180);
        assertThat(recent.usedBytes()).isZero();
    }

    @Test
    void forAReaderAloneNothingIsKept() {
        for (long from = 0; from < 1_000; from += 100) {
            find(place, "one", at(from, EPOCH), ENOUGH);
            keep(from, from + 100);
            assertThat(recent.usedBytes()).isZero();
        }
    }

    @Test
    void whatAllHavePassedGoes() {
        find(place, "first", at(100, EPOCH), ENOUGH);
        find(place, "last", at(0, EPOCH), ENOUGH);
        keep(100, 200);
        long bytes = recent.usedBytes();
        assertThat(bytes).isPositive();

        find(place, "first", at(200, EPOCH), ENOUGH);
        keep(200, 300);
        assertThat(recent.usedBytes()).isGreaterThan(bytes);
        find(place, "last", at(200, EPOCH), ENOUGH);
        find(place, "first", at(300, EPOCH), ENOUGH);
        keep(300, 400);

        assertThat(find(place, "another", at(100, EPOCH), ENOUGH)).isNull();
        assertThat(find(place, "another", at(200, EPOCH), ENOUGH)).isNull();
        assertThat(find(place, "last", at(300, EPOCH), ENOUGH))
                .as("who is to come to it")
                .isNotNull();
    }

    @Test
    void whoWasGivenAllBeforeItIsOnTheWay() {
        find(place, "first", at(100, EPOCH), ENOUGH);
        find(place, "last", at(0, EPOCH), ENOUGH);
        keep(100, 200);
        assertThat(find(place, "last", at(100, EPOCH), ENOUGH)).isNotNull();
        find(place, "first", at(200, EPOCH), ENOUGH);
        keep(200, 300);

        assertThat(find(place, "last", at(200, EPOCH), ENOUGH)).isNotNull();
    }

    @Test
    void whoWaitedForOneReadIsNotExpectedToAskForItAgain() {
        List.of("one", "two", "three").forEach(reader -> find(place, reader, at(100, EPOCH), ENOUGH));
        keep(100, 200);

        assertThat(recent.usedBytes()).isZero();
    }

    @Test
    void whereReadsOverlapEachOffsetIsFound() {
        read(place, 100, 200);
        read(place, 150, 160);
        long bytes = recent.usedBytes();
        read(place, 100, 160);

        for (long offset = 100; offset < 200; offset++) {
            assertThat(chunks(place, offset)).as("at %d", offset).isNotEmpty();
        }
        assertThat(recent.usedBytes())
                .as("what is there already is not kept again")
                .isEqualTo(bytes);
    }

    @Test
    void whoDoesNotAskAnyMoreIsNotWaitedFor() {
        find(place, "stalled", at(0, EPOCH), ENOUGH);
        time.run(RecentShelf.EXPECTED_FOR);
        find(place, "one", at(100, EPOCH), ENOUGH);
        keep(100, 200);

        assertThat(recent.usedBytes()).isZero();
    }

    @Test
    void forWhoHasLeftNothingIsKept() {
        read(place, 100, 200);
        assertThat(recent.usedBytes()).isPositive();

        recent.leave(log, PARTITION, "reading");
        assertThat(recent.usedBytes()).as("the other one is on the way").isPositive();
        recent.leave(log, PARTITION, "behind");
        assertThat(recent.usedBytes()).isZero();
    }

    @Test
    void whatIsForgottenIsOfOnePartitionInAllViews() {
        Place json = new Place(log, PARTITION, JSON, false);
        Place other = new Place(log, new PartitionId("orders", new UUID(0, 1), 1), RAW, false);
        List.of(place, json, other).forEach(each -> read(each, 100, 150));

        recent.forget(log, PARTITION);

        assertThat(chunks(place, 100)).isEmpty();
        assertThat(chunks(json, 100)).isEmpty();
        assertThat(chunks(other, 100)).hasSize(1);
        recent.forget(log, other.partition());
        assertThat(recent.usedBytes()).isZero();
    }

    /** Read for one reader; whether it is kept, the others decide. */
    private void keep(long from, long next) {
        assertThat(recent.keeping(place).apply(batch(PARTITION, from, next)).chunks())
                .isNotEmpty();
    }

    /** Read for one reader, while another one is on the way. */
    private History read(Place at, long from, long next) {
        find(at, "behind", PartitionPosition.at(-1), ENOUGH);
        find(at, "reading", at(from, EPOCH), ENOUGH);
        return recent.keeping(at).apply(batch(at.partition(), from, next));
    }

    private static LogBatch batch(PartitionId partition, long from, long next) {
        List<LogRecord> records = LongStream.range(from, next)
                .mapToObj(offset -> new LogRecord(offset, offset, null, text("\"" + offset + "\""), List.of()))
                .toList();
        return new LogBatch(partition, from, next, EPOCH, records, 1_000);
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
    }

    private List<Chunk> chunks(Place at, long offset) {
        History history = found(at, at(offset, EPOCH), ENOUGH);
        return history == null ? List.of() : history.chunks();
    }

    private @Nullable History found(Place at, PartitionPosition from, long bytesMax) {
        return find(at, "asking", from, bytesMax);
    }

    private @Nullable History find(Place at, String reader, PartitionPosition from, long enough) {
        return recent.find(at, reader, from, enough);
    }

    private static PartitionPosition at(long offset, int epoch) {
        return new PartitionPosition(offset, epoch, PartitionPosition.UNKNOWN);
    }

    private static Chunk first(History history) {
        return history.chunks().get(0);
    }
}
