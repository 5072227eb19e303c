package dev.dpg.client.internal.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.client.fakes.Frames;
import dev.dpg.v1.Edge;
import dev.dpg.v1.Gap;
import dev.dpg.v1.HandledCursor;
import dev.dpg.v1.Start;
import org.junit.jupiter.api.Test;

class HandledLedgerTest {
    private static final Gap.Reason RETENTION = Gap.Reason.REASON_RETENTION;
    private static final Gap.Reason TOPIC_RECREATED = Gap.Reason.REASON_TOPIC_RECREATED;
    private static final Start EARLIEST =
            Start.newBuilder().setEdge(Edge.EDGE_EARLIEST).build();

    private final HandledLedger ledger = new HandledLedger(EARLIEST);

    @Test
    void beforeTheStreamOpensThePositionIsTheStart() {
        assertThat(position()).isEqualTo(EARLIEST);
    }

    @Test
    void inTheMiddleOfABatchItNamesTheLastRecordHandled() {
        ledger.marked(ResumePoint.ofToken("p1.a"));
        HeldBatch batch = receive(0, 5, 6, 7);
        batch.handled(5);
        batch.handled(6);

        assertThat(position())
                .isEqualTo(Start.newBuilder()
                        .setResumeToken("p1.a")
                        .addHandled(HandledCursor.newBuilder()
                                .setCursor(Frames.cursor(0, 8))
                                .setLastHandledOffset(6))
                        .build());
    }

    @Test
    void aBatchThatIsNotBegunLeavesTheCursorOfTheOneBefore() {
        ledger.marked(ResumePoint.ofToken("p1.a"));
        ledger.finished(receive(0, 5));
        receive(0, 6);

        assertThat(position()).isEqualTo(Frames.after("p1.a", Frames.cursor(0, 6)));
    }

    @Test
    void aTokenCountsOnlyOnceEverythingBeforeItIsHandled() {
        ledger.marked(ResumePoint.ofToken("p1.a"));
        HeldBatch first = receive(0, 0);
        HeldBatch second = receive(1, 0);
        ledger.marked(ResumePoint.ofToken("p1.b"));

        ledger.finished(second);
        assertThat(position()).isEqualTo(Frames.after("p1.a", Frames.cursor(1, 1)));

        ledger.finished(first);
        assertThat(position()).isEqualTo(Frames.after("p1.b"));
    }

    @Test
    void whatWasHandledAfterATokenStaysBesideIt() {
        ledger.marked(ResumePoint.ofToken("p1.a"));
        HeldBatch slow = receive(0, 0);
        ledger.marked(ResumePoint.ofToken("p1.b"));
        ledger.finished(receive(1, 0));
        ledger.finished(slow);

        assertThat(position()).isEqualTo(Frames.after("p1.b", Frames.cursor(1, 1)));
    }

    @Test
    void keepsOnlyTheNewestOfTheTokensBetweenTwoBatches() {
        ledger.marked(ResumePoint.ofToken("p1.a"));
        HeldBatch batch = receive(0, 0);
        for (int heartbeat = 0; heartbeat < 1000; heartbeat++) {
            ledger.marked(ResumePoint.ofToken("p1.heartbeat" + heartbeat));
        }
        ledger.finished(batch);

        assertThat(position()).isEqualTo(Frames.after("p1.heartbeat999"));
    }

    @Test
    void onceFrozenItStays() {
        ledger.marked(ResumePoint.ofToken("p1.a"));
        HeldBatch batch = receive(0, 0, 1);
        batch.handled(0);
        ledger.freeze();
        Start before = position();

        batch.handled(1);
        ledger.finished(batch);
        ledger.marked(ResumePoint.ofToken("p1.b"));

        assertThat(position()).isEqualTo(before);
    }

    @Test
    void startsFromAStoredPositionWithItsCursors() {
        Start stored = Frames.after("p1.a", Frames.cursor(0, 6));

        assertThat(new HandledLedger(stored).position().toStart()).isEqualTo(stored);
    }

    @Test
    void aGapIsBehindOnlyOnceItIsToldAndEverythingBeforeIsHandled() {
        ledger.marked(ResumePoint.ofToken("p1.a"));
        HeldBatch before = receive(0, 5);
        HeldBatch gap = ledger.skipped(Frames.gap(RETENTION, 0, 6, 20, "p1.b").getGap(), ResumePoint.ofToken("p1.b"));
        HeldBatch after = receive(0, 20);

        ledger.finished(before);
        assertThat(position()).isEqualTo(Frames.after("p1.a", Frames.cursor(0, 6)));
        ledger.finished(gap);
        assertThat(position()).isEqualTo(Frames.after("p1.b"));
        ledger.finished(after);
        assertThat(position()).isEqualTo(Frames.after("p1.b", Frames.cursor(0, 21)));
    }

    @Test
    void cursorsOfAnotherLogNeverStandBesideATokenOfTheOldOne() {
        ledger.marked(ResumePoint.ofToken("p1.old"));
        HeldBatch slow = receive(1, 100);
        ledger.finished(receive(0, 50));
        ledger.finished(ledger.skipped(
                Frames.gap(TOPIC_RECREATED, 0, 51, 0, "p1.new").getGap(), ResumePoint.ofToken("p1.new")));
        ledger.finished(receive(0, 0));
        HeldBatch begun = receive(0, 1, 2);
        begun.handled(1);

        assertThat(position()).isEqualTo(Frames.after("p1.old", Frames.cursor(0, 51)));
        ledger.finished(slow);
        assertThat(position())
                .isEqualTo(Start.newBuilder()
                        .setResumeToken("p1.new")
                        .addHandled(HandledCursor.newBuilder()
                                .setCursor(Frames.cursor(0, 3))
                                .setLastHandledOffset(1))
                        .build());
    }

    private HeldBatch receive(int partition, long... offsets) {
        return ledger.received(Frames.batch(partition, offsets).getBatch());
    }

    private Start position() {
        return ledger.position().toStart();
    }
}
