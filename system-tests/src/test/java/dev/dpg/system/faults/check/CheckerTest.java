package dev.dpg.system.faults.check;

import static dev.dpg.system.faults.check.Histories.LOG;
import static dev.dpg.system.faults.check.Histories.NEXT_LOG;
import static dev.dpg.system.faults.check.Histories.at;
import static dev.dpg.system.faults.check.Histories.opened;
import static dev.dpg.system.faults.check.Histories.retainedFrom;
import static dev.dpg.system.faults.check.Histories.stamp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.system.faults.history.SessionEvent.Announced;
import dev.dpg.system.faults.history.SessionEvent.CursorMoved;
import dev.dpg.system.faults.history.SessionEvent.Delivered;
import dev.dpg.system.faults.history.SessionEvent.Ended;
import dev.dpg.system.faults.history.SessionEvent.Gap;
import dev.dpg.system.faults.history.SessionEvent.Leaving;
import dev.dpg.system.faults.history.SessionEvent.Position;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Each promise, kept and broken. */
class CheckerTest {
    @Test
    void everyRecordOnceAndInOrderIsClean() {
        Verdict verdict = opened().deliversFrom(0)
                .event(new Announced("Progress", at(10)))
                .judged();

        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.delivered()).isEqualTo(8);
    }

    @Test
    void aRecordThatNeverComesIsLostAndASilentGap() {
        Verdict verdict = opened().delivers(0, 1).deliversFrom(5).judged();

        assertThat(verdict.broken()).containsExactlyInAnyOrder(Promise.C1, Promise.C3);
        assertThat(verdict.lost()).isEqualTo(1);
    }

    @Test
    void theLastRecordIsMissedToo() {
        assertThat(opened().delivers(0, 1, 2, 5, 6, 7, 8).judged().broken()).containsExactly(Promise.C1);
    }

    @Test
    void anotherContentIsNoDelivery() {
        assertThat(opened().comes(0, stamp(1)).delivers(1).judged().broken()).contains(Promise.C1);
    }

    @Test
    void neighboursThatAreSwappedAreOutOfOrder() {
        assertThat(opened().delivers(0, 2, 1).deliversFrom(5).judged().broken()).contains(Promise.C2);
    }

    @Test
    void aRecordThatComesTwiceInASessionIsADuplicate() {
        assertThat(opened().delivers(0, 0).deliversFrom(1).judged().broken()).contains(Promise.C5);
    }

    @Test
    void aRecordThatIsHandledTwiceInALifeIsADuplicateThoughItCameOnce() {
        assertThat(opened().deliversFrom(0).handles(9, stamp(9)).judged().broken())
                .containsExactly(Promise.C5);
    }

    @Test
    void overLivesOnlyWhatWasInHandMayComeAgain() {
        Histories bounded = opened().deliversFrom(0).nextLife(1).handles(9, stamp(9));
        assertThat(bounded.judged().violations()).isEmpty();
        assertThat(bounded.judged().repeated()).isEqualTo(1);

        Histories unbounded =
                opened().deliversFrom(0).nextLife(1).handles(8, stamp(8)).handles(9, stamp(9));
        assertThat(unbounded.judged().broken()).containsExactly(Promise.C5);
    }

    @Test
    void anAbortedRecordIsNeverDelivered() {
        Verdict verdict = opened().delivers(0, 1, 2)
                .comes(4, Histories.ABORTED)
                .deliversFrom(5)
                .judged();

        assertThat(verdict.broken()).containsExactly(Promise.C6);
    }

    @Test
    void aRecordThatNobodyCommittedIsNeverDelivered() {
        assertThat(opened().delivers(0, 1, 2)
                        .comes(3, stamp(77))
                        .deliversFrom(5)
                        .judged()
                        .broken())
                .contains(Promise.C6);
    }

    @Test
    void aTokenPastAnUndeliveredRecordIsFound() {
        Verdict verdict = opened().delivers(0)
                .event(new Announced("Progress", at(2)))
                .deliversFrom(1)
                .judged();

        assertThat(verdict.broken()).containsExactly(Promise.C4);
    }

    @Test
    void aTokenMayLieBehindOffsetsThatHoldNoRecord() {
        assertThat(opened().delivers(0, 1, 2)
                        .event(new Announced("Progress", at(5)))
                        .deliversFrom(5)
                        .judged()
                        .violations())
                .isEmpty();
    }

    @Test
    void aCursorPastAnUndeliveredRecordIsFound() {
        assertThat(opened().delivers(0)
                        .event(new CursorMoved(0, 6))
                        .deliversFrom(1)
                        .judged()
                        .broken())
                .containsExactlyInAnyOrder(Promise.C4);
    }

    @Test
    void aTokenThatGoesBackIsFound() {
        assertThat(opened().deliversFrom(0)
                        .event(new Announced("Progress", at(10)))
                        .event(new Announced("Progress", at(9)))
                        .judged()
                        .broken())
                .containsExactly(Promise.C4);
    }

    @Test
    void aGapOverExpiredRecordsIsTrueAndExcusesThem() {
        Verdict verdict = retainedFrom(7)
                .event(gap(Gap.RETENTION, 0, 7, OptionalLong.of(7), at(7)))
                .deliversFrom(7)
                .judged();

        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.trueGaps()).isEqualTo(1);
    }

    @Test
    void aGapOverRetainedRecordsIsFalse() {
        Verdict verdict = opened().delivers(0, 1)
                .event(gap(Gap.RETENTION, 2, 6, OptionalLong.of(4), at(6)))
                .deliversFrom(6)
                .judged();

        assertThat(verdict.broken()).contains(Promise.C3);
        assertThat(verdict.falseGaps()).isEqualTo(1);
        assertThat(verdict.lost()).as("a false gap excuses nothing").isEqualTo(2);
    }

    @Test
    void aGapThatCountsTooFewIsFalse() {
        assertThat(retainedFrom(7)
                        .event(gap(Gap.RETENTION, 0, 7, OptionalLong.of(2), at(7)))
                        .deliversFrom(7)
                        .judged()
                        .falseGaps())
                .isEqualTo(1);
    }

    @Test
    void aGapOfTruncationIsFalseWhereNothingWasCutOff() {
        assertThat(opened().deliversFrom(0)
                        .event(gap(Gap.TRUNCATION, 10, 10, OptionalLong.empty(), at(10)))
                        .judged()
                        .broken())
                .containsExactly(Promise.C3);
    }

    @Test
    void aTopicThatWasCreatedAnewIsAnotherLog() {
        Position after = new Position(NEXT_LOG, Map.of(0, 0L));
        Histories history = opened().recreated()
                .deliversFrom(0)
                .event(gap(Gap.TOPIC_RECREATED, 10, 0, OptionalLong.empty(), after));
        for (long offset = 0; offset < 3; offset++) {
            history.comes(offset, stamp(100 + offset));
        }

        assertThat(history.judged().violations()).isEmpty();
        assertThat(history.judged().trueGaps()).isEqualTo(1);
    }

    @Test
    void goingOnInTheNewLogWithoutAWordIsFound() {
        Histories history = opened().recreated().deliversFrom(0).comes(0, stamp(100));

        assertThat(history.judged().broken()).contains(Promise.C1);
    }

    @Test
    void aRecreationThatDidNotHappenIsFalse() {
        Position after = new Position(NEXT_LOG, Map.of(0, 0L));

        assertThat(opened().deliversFrom(0)
                        .event(gap(Gap.TOPIC_RECREATED, 10, 0, OptionalLong.empty(), after))
                        .judged()
                        .falseGaps())
                .isEqualTo(1);
    }

    @Test
    void aRefusalHasToBeTrue() {
        assertThat(opened().recreated()
                        .deliversFrom(0)
                        .refused("TOPIC_RECREATED")
                        .judged()
                        .violations())
                .isEmpty();
        assertThat(opened().deliversFrom(0).refused("TOPIC_RECREATED").judged().broken())
                .containsExactly(Promise.C3);
        assertThat(opened().deliversFrom(0).refused("POSITION_EXPIRED").judged().broken())
                .containsExactly(Promise.C3);
        assertThat(opened().deliversFrom(0)
                        .refused("PRODUCT_NOT_FOUND")
                        .judged()
                        .broken())
                .containsExactly(Promise.C3);
    }

    @Test
    void memoryHasALimit() {
        assertThat(opened().deliversFrom(0).uses(100, 100).judged().violations())
                .isEmpty();
        assertThat(opened().deliversFrom(0).uses(101, 100).judged().broken()).containsExactly(Promise.C10);
    }

    @Test
    void onlyDocumentedStatusesEndAStream() {
        assertThat(ending("UNAVAILABLE", "CLUSTER_DOWN").violations()).isEmpty();
        assertThat(ending("UNAVAILABLE", "").violations()).isEmpty();
        assertThat(ending("INTERNAL", "INTERNAL").broken()).containsExactly(Promise.C11);
        assertThat(ending("UNKNOWN", "").broken()).containsExactly(Promise.C11);
        assertThat(ending("OK", "").broken()).as("without a word").containsExactly(Promise.C11);
    }

    @Test
    void aPlannedEndingIsOk() {
        assertThat(opened().deliversFrom(0)
                        .event(new Leaving("DRAIN"))
                        .ended("OK", "")
                        .judged()
                        .violations())
                .isEmpty();
        assertThat(opened().deliversFrom(0)
                        .event(new Leaving("DRAIN"))
                        .ended("UNAVAILABLE", "DRAINING")
                        .judged()
                        .broken())
                .containsExactly(Promise.C11);
    }

    @Test
    void whatTheClientEndsIsNotJudged() {
        assertThat(opened().deliversFrom(0)
                        .event(new Ended("CANCELLED", "", true))
                        .judged()
                        .violations())
                .isEmpty();
    }

    @Test
    void plannedEndingsAreNoErrorsToUsers() {
        assertThat(opened().deliversFrom(0).interrupted().judged().violations()).isEmpty();
        assertThat(opened().withoutErrors()
                        .deliversFrom(0)
                        .interrupted()
                        .judged()
                        .broken())
                .containsExactly(Promise.C11);
    }

    @Test
    void aRecordOnTheWireThatNoHandlerGotIsLost() {
        Histories history = opened().delivers(0, 1, 2, 5, 6, 7, 8).event(new Delivered(0, 9, stamp(9)));

        assertThat(history.judged().broken()).containsExactly(Promise.C1);
    }

    private static Verdict ending(String code, String reason) {
        return opened().deliversFrom(0).ended(code, reason).judged();
    }

    private static Gap gap(String reason, long from, long to, OptionalLong lost, Position after) {
        assertThat(after.log()).isIn(LOG, NEXT_LOG);
        return new Gap(reason, 0, from, to, lost, after);
    }
}
