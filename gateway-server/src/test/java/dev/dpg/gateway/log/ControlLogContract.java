package dev.dpg.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every {@link ControlLog} does. Each test has a topic of its own, and two gateways, ours and theirs. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
public abstract class ControlLogContract {
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private final List<ControlLog> opened = new ArrayList<>();

    /** One more gateway's access to the topic of this test. */
    protected abstract ControlLog open();

    @AfterEach
    void closeAll() {
        opened.forEach(ControlLog::close);
    }

    @Test
    void anEmptyTopicIsConfirmedWithoutARecord() {
        HeardRecords heard = follow(another());

        await().atMost(WITHIN).until(heard::isConfirmed);
        assertThat(heard.commits()).isEmpty();
    }

    @Test
    void whoeverComesLaterIsToldEverythingFromTheBeginning() {
        ControlLog ours = writable(another());
        write(ours, record("a", "1"), record("b", "1"));
        write(ours, record("a", "2"));
        write(ours, ControlRecord.tombstone("b"));

        HeardRecords heard = follow(another());

        await().atMost(WITHIN).until(heard::isConfirmed);
        assertThat(heard.table()).containsOnly(Map.entry("a", "2"));
    }

    @Test
    void aCommitIsHeardByEverybodyWithinASecond() {
        ControlLog ours = writable(another());
        HeardRecords theirs = follow(another());
        await().atMost(WITHIN).until(theirs::isConfirmed);
        write(ours, record("warm", "up"));
        await().atMost(WITHIN).until(() -> theirs.table().containsKey("warm"));

        write(ours, record("a", "1"));

        await().atMost(Duration.ofSeconds(1)).until(() -> theirs.table().containsKey("a"));
    }

    @Test
    void theRecordsOfOneCommitAreHeardTogether() {
        ControlLog ours = writable(another());
        HeardRecords theirs = follow(another());
        ControlRecord[] many = new ControlRecord[1_500];
        for (int i = 0; i < many.length; i++) {
            many[i] = record("key-" + i, "value");
        }

        write(ours, many);

        await().atMost(WITHIN).until(() -> theirs.table().size() == many.length);
        assertThat(theirs.commits()).hasSize(1);
    }

    @Test
    void afterAClaimEverythingCommittedLiesBeforeItsOffset() {
        ControlLog ours = another();
        HeardRecords heard = follow(ours);
        await().atMost(WITHIN).until(heard::isConfirmed);
        write(writable(another()), record("a", "theirs"));

        long readTo = ours.claim();

        await().atMost(WITHIN).until(() -> heard.nextOffset() >= readTo);
        assertThat(heard.table()).containsEntry("a", "theirs");
    }

    @Test
    void whoClaimedEarlierIsFencedAndNothingOfItsCommitIsHeard() {
        ControlLog ours = writable(another());
        ControlLog theirs = writable(another());
        ours.claim();
        theirs.claim();

        assertThat(ours.commit(List.of(record("a", "ours"), record("b", "ours"))))
                .isEmpty();
        assertThat(theirs.commit(List.of(record("c", "theirs")))).isPresent();

        HeardRecords heard = follow(another());
        await().atMost(WITHIN).until(heard::isConfirmed);
        assertThat(heard.table()).containsOnlyKeys("c");
    }

    @Test
    void whoWasFencedClaimsAgainAndWrites() {
        ControlLog ours = writable(another());
        ControlLog theirs = writable(another());
        ours.claim();
        write(theirs, record("a", "theirs"));
        assertThat(ours.commit(List.of(record("a", "ours")))).isEmpty();

        assertThatIllegalStateException().isThrownBy(() -> ours.commit(List.of(record("a", "ours"))));
        write(ours, record("a", "ours"));

        HeardRecords heard = follow(another());
        await().atMost(WITHIN).until(heard::isConfirmed);
        assertThat(heard.table()).containsEntry("a", "ours");
    }

    @Test
    void thePenIsKeptFromOneWriteToTheNext() {
        ControlLog ours = writable(another());
        long before = write(ours, record("a", "1"));

        long readTo = ours.claim();

        assertThat(readTo).isEqualTo(before);
        assertThat(ours.commit(List.of(record("a", "2"))).orElseThrow()).isGreaterThan(before);
    }

    @Test
    void whatIsAppendedIsHeardByEverybodyAndTakesThePenFromNobody() {
        ControlLog ours = writable(another());
        ControlLog theirs = writable(another());
        HeardRecords heard = follow(another());
        write(ours, record("a", "1"), record("b", "1"));
        ours.claim();

        theirs.append(List.of(record("theirs", "1"), ControlRecord.tombstone("b")));

        assertThat(ours.commit(List.of(record("a", "2")))).isPresent();
        await().atMost(WITHIN)
                .untilAsserted(() -> assertThat(heard.table()).isEqualTo(Map.of("a", "2", "theirs", "1")));
    }

    @Test
    void decidingToWriteNothingStandsOnlyOnTheNewestLog() {
        ControlLog ours = writable(another());
        ours.claim();
        assertThat(ours.commit(List.of())).isPresent();

        long end = write(writable(another()), record("a", "theirs"));
        long readTo = ours.claim();
        if (ours.commit(List.of()).isEmpty()) {
            readTo = ours.claim();
            assertThat(ours.commit(List.of())).isPresent();
        }

        assertThat(readTo).isGreaterThanOrEqualTo(end);
    }

    @Test
    void aLargestRecordFitsAndALargerOneIsRefused() {
        ControlLog ours = writable(another());
        HeardRecords heard = follow(another());
        int room = ControlLog.RECORD_BYTES_MAX - "large".length();

        write(ours, new ControlRecord("large", new byte[room]), new ControlRecord("alike", new byte[room]));

        await().atMost(WITHIN).until(() -> heard.table().size() == 2);
        ours.claim();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ours.commit(List.of(new ControlRecord("large", new byte[room + 1]))));
    }

    @Test
    void aLogIsFollowedOnce() {
        ControlLog ours = another();
        follow(ours);

        assertThatIllegalStateException().isThrownBy(() -> ours.follow(new HeardRecords()));
    }

    @Test
    void nothingIsHeardAfterClose() {
        ControlLog ours = writable(another());
        ControlLog closed = another();
        HeardRecords heard = follow(closed);
        await().atMost(WITHIN).until(heard::isConfirmed);

        closed.close();
        closed.close();
        write(ours, record("a", "1"));

        HeardRecords others = follow(another());
        await().atMost(WITHIN).until(others::isConfirmed);
        assertThat(heard.table()).isEmpty();
    }

    protected final ControlLog another() {
        ControlLog log = open();
        opened.add(log);
        return log;
    }

    protected static HeardRecords follow(ControlLog log) {
        HeardRecords heard = new HeardRecords();
        log.follow(heard);
        return heard;
    }

    /** The same log once its topic is there. */
    protected static ControlLog writable(ControlLog log) {
        HeardRecords heard = follow(log);
        await().atMost(WITHIN).until(heard::isConfirmed);
        return log;
    }

    protected static long write(ControlLog log, ControlRecord... records) {
        log.claim();
        OptionalLong end = log.commit(List.of(records));
        if (end.isEmpty()) {
            log.claim();
            end = log.commit(List.of(records));
        }
        assertThat(end).isPresent();
        return end.orElseThrow();
    }

    protected static ControlRecord record(String key, String value) {
        return new ControlRecord(key, value.getBytes(StandardCharsets.UTF_8));
    }
}
