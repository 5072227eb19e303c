package dev.dpg.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dpg.client.fakes.Frames;
import dev.dpg.client.fakes.ScriptedGateway;
import dev.dpg.client.internal.resume.ProtoTimes;
import dev.dpg.client.internal.resume.RetrySettings;
import dev.dpg.v1.Frame;
import dev.dpg.v1.Gap.Reason;
import dev.dpg.v1.PositionErrorDetail;
import dev.dpg.v1.Progress;
import dev.dpg.v1.State;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records that are gone, and what else a stream tells of itself. */
@Timeout(60)
class GapTest {
    private static final Frame EXPIRED = Frames.gap(Reason.REASON_RETENTION, 0, 6, 20, "p1.b");

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final DpgClient client = DpgClient.builder()
            .channel(gateway.channel())
            .retry(new RetrySettings(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(30), 3))
            .connect();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final SubscriptionListener listener = new SubscriptionListener() {
        @Override
        public void gapReported(Gap gap) {
            seen.add("gap " + gap.partition() + ":" + gap.fromOffset() + "-" + gap.toOffset() + " " + gap.reason());
        }

        @Override
        public void standingReported(List<StandingPartition> standing) {
            seen.add("standing " + standing);
        }

        @Override
        public void partitionsAdded(List<Integer> partitions) {
            seen.add("added " + partitions);
        }
    };

    @AfterEach
    void close() {
        client.close();
        gateway.close();
    }

    @Test
    void theRequestSaysWhatTheCallerWants() throws Exception {
        client.subscribe("sales.orders").onExpired(OnExpired.LATEST).start(record -> {});
        assertThat(gateway.nextStream().subscribe().getOnExpired()).isEqualTo(dev.dpg.v1.OnExpired.ON_EXPIRED_LATEST);

        client.subscribe("sales.orders").start(record -> {});
        assertThat(gateway.nextStream().subscribe().getOnExpired()).isEqualTo(dev.dpg.v1.OnExpired.ON_EXPIRED_FAIL);
    }

    @Test
    void aGapIsToldBetweenTheRecordsAndThePositionMovesBehindItOnlyThen() throws Exception {
        var mayHandle = new Semaphore(0);
        var subscription = client.subscribe("sales.orders")
                .onExpired(OnExpired.EARLIEST)
                .listener(listener)
                .start(record -> {
                    mayHandle.acquire();
                    seen.add(record.partition() + ":" + record.offset());
                });
        gateway.nextStream()
                .send(
                        Frames.opened("p1.a"),
                        Frames.batch(0, 5),
                        EXPIRED,
                        Frames.batch(0, 20),
                        Frames.progress("p1.c", 3));
        await().until(() -> subscription.lag().isPresent());
        assertThat(seen).isEmpty();
        assertThat(subscription.position().token()).isEqualTo("p1.a");

        mayHandle.release(1);
        await().until(() -> seen.size() == 2);
        await().until(() -> subscription.position().token().equals("p1.b"));
        mayHandle.release(1);
        await().until(() -> subscription.position().token().equals("p1.c"));
        assertThat(seen).containsExactly("0:5", "gap 0:6-20 RETENTION", "0:20");
    }

    @Test
    void aGapThatWasNotToldIsNotBehindThePosition() throws Exception {
        var subscription = client.subscribe("sales.orders")
                .onExpired(OnExpired.EARLIEST)
                .listener(listener)
                .start(record -> {
                    throw new IllegalStateException("not now");
                });
        gateway.nextStream().send(Frames.opened("p1.a"), Frames.batch(0, 5), EXPIRED);
        subscription.closed().get(20, TimeUnit.SECONDS);

        assertThat(seen).isEmpty();
        assertThat(subscription.position().token()).isEqualTo("p1.a");
    }

    @Test
    void afterABreakTheStreamGoesOnBehindTheGap() throws Exception {
        client.subscribe("sales.orders").onExpired(OnExpired.EARLIEST).start(record -> {});
        var first = gateway.nextStream();
        first.send(Frames.opened("p1.a"), Frames.batch(0, 5), EXPIRED, Frames.batch(0, 20));
        first.fail(Status.UNAVAILABLE.asException());

        assertThat(gateway.nextStream().subscribe().getStart()).isEqualTo(Frames.after("p1.b", Frames.cursor(0, 21)));
    }

    @Test
    void aReadTellsGapsOnItsOwnThread() throws Exception {
        try (var records = client.read("sales.orders")
                .limit(2)
                .until(Position.token("p1.z"))
                .onExpired(OnExpired.EARLIEST)
                .onGap(gap -> seen.add(Thread.currentThread().getName() + " " + gap))
                .open()) {
            var stream = gateway.nextStream();
            assertThat(stream.read().getOnExpired()).isEqualTo(dev.dpg.v1.OnExpired.ON_EXPIRED_EARLIEST);
            stream.send(Frames.opened("p1.a"), Frames.batch(0, 5), EXPIRED, Frames.batch(0, 20), Frames.end("p1.e"));
            stream.complete();

            List<Long> offsets = new ArrayList<>();
            records.forEach(record -> offsets.add(record.offset()));
            assertThat(offsets).containsExactly(5L, 20L);
            assertThat(records.position().token()).isEqualTo("p1.e");
        }
        assertThat(seen)
                .containsExactly(Thread.currentThread().getName()
                        + " gap in partition 0: offsets 6 to 20, at most 14 records, because they are older than what the"
                        + " product retains");
    }

    @Test
    void withoutAPolicyItFailsWithReasonAndOffsets() throws Exception {
        var detail = PositionErrorDetail.newBuilder();
        detail.addPartitionsBuilder()
                .setPartition(2)
                .setRequestedOffset(6)
                .setEarliestOffset(20)
                .setEndOffset(30);
        try (var records = client.read("sales.orders")
                .until(Position.token("p1.z"))
                .onGap(gap -> seen.add("gap"))
                .open()) {
            gateway.nextStream().fail(Frames.refusal(Status.Code.OUT_OF_RANGE, "POSITION_EXPIRED", detail.build()));

            assertThatThrownBy(() -> records.iterator().hasNext()).isInstanceOfSatisfying(DpgException.class, e -> {
                assertThat(e.reason()).isEqualTo("POSITION_EXPIRED");
                assertThat(e.positionErrors()).containsExactly(new DpgException.PositionError(2, 6, 20, 30));
            });
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void whatStandsStillIsToldWhenItChanges() throws Exception {
        client.subscribe("sales.orders").listener(listener).start(record -> {});
        var since = Instant.parse("2026-01-02T03:04:05Z");
        var standing = dev.dpg.v1.StandingPartition.newBuilder()
                .setPartition(3)
                .setReason(dev.dpg.v1.StandingPartition.Reason.REASON_OPEN_TRANSACTION)
                .setSinceTime(ProtoTimes.timestamp(since));
        Frame still = Frame.newBuilder()
                .setProgress(Progress.newBuilder().setResumeToken("p1.b").addStanding(standing))
                .build();
        gateway.nextStream()
                .send(Frames.opened("p1.a"), still, still, Frames.progress("p1.c", 0), Frames.progress("p1.d", 0));

        var expected = new StandingPartition(3, StandingPartition.Cause.OPEN_TRANSACTION, since);
        await().until(() -> seen.size() == 2);
        assertThat(seen).containsExactly("standing [" + expected + "]", "standing []");
    }

    @Test
    void newPartitionsAndTheTimeThatIsLeftAreTold() throws Exception {
        var subscription = client.subscribe("sales.orders").listener(listener).start(record -> {});
        gateway.nextStream()
                .send(
                        Frames.opened("p1.a"),
                        Frame.newBuilder()
                                .setState(State.newBuilder()
                                        .setKind(State.Kind.KIND_PARTITIONS_ADDED)
                                        .setResumeToken("p1.b")
                                        .addAddedPartitions(4))
                                .build(),
                        Frame.newBuilder()
                                .setProgress(Progress.newBuilder()
                                        .setResumeToken("p1.c")
                                        .setExpiresIn(ProtoTimes.duration(Duration.ofMinutes(3))))
                                .build());

        await().until(() -> subscription.lag().flatMap(Lag::expiresIn).isPresent());
        assertThat(subscription.lag().flatMap(Lag::expiresIn)).contains(Duration.ofMinutes(3));
        assertThat(seen).containsExactly("added [4]");
        await().until(() -> subscription.position().token().equals("p1.c"));
    }

    @Test
    void theWarningOfExpiryComesOnceUntilItWasFar() {
        var watch = new ExpiryWatch();

        assertThat(watch.isNews(Optional.of(Duration.ofMinutes(15)))).isFalse();
        assertThat(watch.isNews(Optional.of(Duration.ofMinutes(9)))).isTrue();
        assertThat(watch.isNews(Optional.of(Duration.ofMinutes(8)))).isFalse();
        assertThat(watch.isNews(Optional.of(Duration.ofMinutes(15)))).isFalse();
        assertThat(watch.isNews(Optional.of(Duration.ofMinutes(9)))).isFalse();
        assertThat(watch.isNews(Optional.empty())).isFalse();
        assertThat(watch.isNews(Optional.of(Duration.ofMinutes(9)))).isTrue();
    }

    @Test
    void aGapSaysWhatItDoesNotKnow() {
        var gap = new Gap(Gap.Reason.TOPIC_RECREATED, 1, 90, 0, OptionalLong.empty());

        assertThat(gap)
                .hasToString("gap in partition 1: offsets 90 to 0, an unknown number of records, because the log was"
                        + " deleted and created anew");
    }
}
