package dev.dpg.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.dpg.gateway.catalog.PageRequest;
import dev.dpg.gateway.delivery.PlannedEnding;
import dev.dpg.gateway.fakes.ManualLoop;
import dev.dpg.gateway.fakes.MemoryCatalog;
import dev.dpg.gateway.log.ControlLog;
import dev.dpg.gateway.log.ControlRecord;
import dev.dpg.gateway.log.memory.MemoryControlLog;
import dev.dpg.gateway.log.memory.MemoryControlTopic;
import dev.dpg.gateway.log.memory.MemoryLog;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.store.v1.StateRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several gateways tell each other who reads what where. */
class SessionBoardTest {
    private static final SessionFilter ALL = new SessionFilter("", "", "");

    private final ManualLoop time = new ManualLoop();
    private final MemoryControlTopic topic = new MemoryControlTopic(time);
    private final MemoryCatalog catalog = MemoryCatalog.open("sales");
    private final List<ControlRecord> written = new ArrayList<>();

    @BeforeEach
    void publish() {
        for (String port : List.of("orders", "returns")) {
            catalog.publish("sales." + port + ".v1", "1.0.0");
        }
        new MemoryControlLog(topic).follow(new ControlLog.Listener() {
            @Override
            public void records(List<ControlRecord> records, long nextOffset) {
                written.addAll(records);
            }

            @Override
            public void confirmed(Instant at) {}

            @Override
            public void restarted() {}
        });
    }

    @Test
    void eitherGatewayListsTheSessionsOfBothInOrderAndByFilter() {
        GatewayInMemory one = gateway("one");
        GatewayInMemory two = gateway("two");
        one.follow("sales.returns", "c", "alpha");
        one.follow("sales.orders", "b", "beta");
        two.follow("sales.orders", "a", "beta");
        two.open("sales.orders.v1", new Caller("d", "alpha", ""), new StopAt.Head());
        two.follow("sales.orders.v1", "e", "alpha");
        time.run(Duration.ofSeconds(6));

        for (GatewayInMemory gateway : List.of(one, two)) {
            assertThat(ids(gateway, ALL)).containsExactly("e", "a", "b", "c");
            assertThat(ids(gateway, new SessionFilter("sales.orders", "", ""))).containsExactly("e", "a", "b");
            assertThat(ids(gateway, new SessionFilter("sales.orders.v1", "beta", "")))
                    .containsExactly("a", "b");
            assertThat(ids(gateway, new SessionFilter("", "", "one"))).containsExactly("b", "c");
            assertThat(ids(gateway, new SessionFilter("sales.orders.v2", "", "")))
                    .isEmpty();
            assertThat(gateway.directory.gateways())
                    .extracting(presence -> presence.identity().id(), GatewayPresence::openStreams)
                    .containsExactly(tuple("one", 2), tuple("two", 2));
        }
        ListedSession told = two.directory
                .list(new SessionFilter("sales.returns", "", ""), page(10, ""))
                .items()
                .get(0);
        assertThat(told.gatewayId()).isEqualTo("one");
        assertThat(told.version()).hasToString("1.0.0");
        assertThat(told.call()).isEqualTo(Call.SUBSCRIBE);
        assertThat(told.caller().peer()).isEqualTo("10.0.0.1:5000");
        assertThat(told.report().live()).isTrue();
    }

    @Test
    void pagesHoldEverySessionOnce() {
        GatewayInMemory one = gateway("one");
        GatewayInMemory two = gateway("two");
        for (int i = 0; i < 25; i++) {
            (i % 2 == 0 ? one : two).follow("sales.orders", "session-" + i, "client");
        }
        time.run(Duration.ofSeconds(6));

        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            var page = one.directory.list(ALL, page(10, token));
            page.items().forEach(session -> seen.add(session.caller().sessionId()));
            token = page.nextPageToken();
        } while (!token.isEmpty());

        assertThat(seen).hasSize(25).doesNotHaveDuplicates();
        String first = one.directory.list(ALL, page(10, "")).nextPageToken();
        assertThatThrownBy(() -> one.directory.list(new SessionFilter("", "client", ""), page(10, first)))
                .asInstanceOf(type(ProblemException.class))
                .satisfies(refused -> assertThat(refused.problem().reason()).isEqualTo(Reason.BAD_REQUEST));
    }

    @Test
    void deadGatewayIsGoneAfterFifteenSecondsAndForgottenAfterAMinute() {
        GatewayInMemory one = gateway("one");
        GatewayInMemory two = gateway("two");
        two.follow("sales.orders", "a", "");
        time.run(Duration.ofSeconds(6));
        assertThat(ids(one, ALL)).containsExactly("a");

        two.freeze();
        time.run(Duration.ofSeconds(9));
        assertThat(ids(one, ALL)).containsExactly("a");
        time.run(Duration.ofSeconds(7));
        assertThat(ids(one, ALL)).isEmpty();
        assertThat(one.directory.gateways()).hasSize(1);
        assertThat(keysHeld()).contains("gateway:two", "gateway:two:0");

        time.run(Duration.ofSeconds(60));
        assertThat(keysHeld()).containsExactly("gateway:one");
    }

    @Test
    void gatewayThatComesLaterDoesNotTakeTheDeadForAlive() {
        GatewayInMemory dead = gateway("dead");
        dead.follow("sales.orders", "a", "");
        time.run(Duration.ofSeconds(6));
        dead.freeze();
        time.run(Duration.ofSeconds(30));

        GatewayInMemory late = gateway("late");
        time.run(Duration.ofSeconds(1));

        assertThat(ids(late, ALL)).isEmpty();
        assertThat(late.directory.gateways()).hasSize(1);
    }

    @Test
    void gatewayWhoseRecordsWereDeletedTellsThemAgain() {
        GatewayInMemory one = gateway("one");
        GatewayInMemory two = gateway("two");
        two.follow("sales.orders", "a", "");
        time.run(Duration.ofSeconds(6));

        new MemoryControlLog(topic)
                .append(List.of(ControlRecord.tombstone("gateway:two"), ControlRecord.tombstone("gateway:two:0")));
        time.run(Duration.ofMillis(1));
        assertThat(ids(one, ALL)).isEmpty();
        time.run(Duration.ofSeconds(6));

        assertThat(ids(one, ALL)).containsExactly("a");
    }

    @Test
    void idleGatewayWritesOnlyThatItIsThereAndUnchangedPartsAreNotWrittenAgain() {
        GatewayInMemory one = gateway("one");
        time.run(Duration.ofSeconds(6));
        written.clear();
        time.run(Duration.ofSeconds(50));
        assertThat(written).hasSize(10).allMatch(record -> record.key().equals("gateway:one"));

        for (int i = 0; i < 1_200; i++) {
            one.follow("sales.orders", "session-" + i, "");
        }
        written.clear();
        time.run(Duration.ofSeconds(6));
        assertThat(new HashSet<>(keys(written)))
                .containsExactlyInAnyOrder("gateway:one", "gateway:one:0", "gateway:one:1", "gateway:one:2");
        written.clear();
        time.run(Duration.ofSeconds(20));
        assertThat(written).hasSize(4).allMatch(record -> record.key().equals("gateway:one"));
    }

    @Test
    void partsThatAreNoLongerNeededAreDeleted() {
        GatewayInMemory one = gateway("one");
        List<GatewayInMemory.Client> clients = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            clients.add(one.follow("sales.orders", "session-" + i, ""));
        }
        time.run(Duration.ofSeconds(6));
        assertThat(keysHeld()).contains("gateway:one:0", "gateway:one:1");

        clients.forEach(client -> client.stream.cancel());
        time.run(Duration.ofSeconds(6));

        assertThat(keysHeld()).containsExactly("gateway:one");
    }

    @Test
    void sessionIsClosedHereAndTheOthersHearOfItAtOnce() {
        GatewayInMemory one = gateway("one");
        GatewayInMemory two = gateway("two");
        GatewayInMemory.Client client = one.follow("sales.orders", "a", "");
        time.run(Duration.ofSeconds(6));

        CompletableFuture<Void> closed =
                one.directory.close("a", Duration.ofSeconds(7)).toCompletableFuture();
        time.run(Duration.ofMillis(10));

        assertThat(closed).isCompleted();
        assertThat(client.completed).isTrue();
        assertThat(client.goAways()).containsExactly(PlannedEnding.Reason.CLOSED);
        assertThat(ids(two, ALL)).isEmpty();
    }

    @Test
    void sessionIsClosedThroughAnotherGateway() {
        GatewayInMemory one = gateway("one");
        GatewayInMemory two = gateway("two");
        GatewayInMemory.Client client = one.follow("sales.orders", "a", "");
        GatewayInMemory.Client other = one.follow("sales.orders", "b", "");
        time.run(Duration.ofSeconds(6));

        CompletableFuture<Void> closed =
                two.directory.close("a", Duration.ofSeconds(7)).toCompletableFuture();
        CompletableFuture<Void> again =
                two.directory.close("a", Duration.ofSeconds(7)).toCompletableFuture();
        time.run(Duration.ofMillis(10));

        assertThat(closed).isCompleted();
        assertThat(again).isCompleted();
        assertThat(client.completed).isTrue();
        assertThat(client.goAways()).containsExactly(PlannedEnding.Reason.CLOSED);
        assertThat(other.completed).isFalse();
        assertThat(ids(two, ALL)).containsExactly("b");
        assertThat(keysHeld()).noneMatch(key -> key.startsWith("close:"));
    }

    @Test
    void closingASessionOfAGatewayThatDoesNotAnswerFailsInTimeAndIsNotDoneLater() {
        GatewayInMemory one = gateway("one");
        GatewayInMemory two = gateway("two");
        GatewayInMemory.Client client = one.follow("sales.orders", "a", "");
        time.run(Duration.ofSeconds(6));
        one.freeze();

        CompletionStage<Void> closed = two.directory.close("a", Duration.ZERO);
        time.run(Duration.ofSeconds(9));
        assertThat(closed.toCompletableFuture()).isNotDone();
        time.run(Duration.ofSeconds(2));

        assertThat(closed.toCompletableFuture()).isCompletedExceptionally();
        assertThatThrownBy(() -> closed.toCompletableFuture().join())
                .cause()
                .asInstanceOf(type(ProblemException.class))
                .satisfies(failed -> assertThat(failed.problem().reason()).isEqualTo(Reason.NOT_READY));
        assertThat(client.completed).isFalse();
        assertThat(keysHeld()).noneMatch(key -> key.startsWith("close:"));
    }

    @Test
    void unknownSessionIsNotFound() {
        GatewayInMemory one = gateway("one");
        time.run(Duration.ofSeconds(1));

        assertThatThrownBy(() -> one.directory.close("nobody", Duration.ZERO))
                .asInstanceOf(type(ProblemException.class))
                .satisfies(refused -> assertThat(refused.problem().reason()).isEqualTo(Reason.SESSION_NOT_FOUND));
    }

    @Test
    void drainIsToldToTheOthersAtOnceAndOnlyOnce() {
        GatewayInMemory one = gateway("one");
        GatewayInMemory two = gateway("two");
        GatewayInMemory.Client client = one.follow("sales.orders", "a", "");
        time.run(Duration.ofSeconds(6));

        one.directory.drain(Duration.ofSeconds(20));
        one.directory.drain(Duration.ofSeconds(20));
        time.run(Duration.ofMillis(10));

        assertThat(client.goAways()).containsExactly(PlannedEnding.Reason.DRAIN);
        assertThat(two.directory.gateways())
                .extracting(GatewayPresence::draining)
                .containsExactly(true, false);
        assertThat(one.directory.openStreams()).isEqualTo(1);
    }

    @Test
    void gatewayThatStopsIsGoneAtOnce() {
        GatewayInMemory one = gateway("one");
        GatewayInMemory two = gateway("two");
        one.follow("sales.orders", "a", "");
        time.run(Duration.ofSeconds(6));

        CompletableFuture<Void> left = one.board.leave();
        time.run(Duration.ofMillis(1));
        assertThat(left).isCompleted();
        assertThat(two.directory.gateways()).hasSize(1);
        assertThat(ids(two, ALL)).isEmpty();
        time.run(Duration.ofSeconds(10));
        assertThat(keysHeld()).containsExactly("gateway:two");
    }

    @Test
    void recordsOfANewerGatewayAreRefusedButOwnStreamsAreListedAndGoOn() {
        GatewayInMemory one = gateway("one");
        GatewayInMemory.Client client = one.follow("sales.orders", "a", "");
        time.run(Duration.ofSeconds(6));

        byte[] newer = StateRecord.newBuilder().setFormat(2).build().toByteArray();
        new MemoryControlLog(topic).append(List.of(new ControlRecord("gateway:newer", newer)));
        time.run(Duration.ofSeconds(60));

        assertThatThrownBy(() -> ids(one, ALL))
                .asInstanceOf(type(ProblemException.class))
                .satisfies(refused -> {
                    assertThat(refused.problem().reason()).isEqualTo(Reason.NOT_READY);
                    assertThat(refused.problem().message()).contains("older than the others");
                });
        assertThat(ids(one, new SessionFilter("", "", "one"))).containsExactly("a");
        assertThat(client.completed).isFalse();
        assertThat(one.directory.close("a", Duration.ZERO)).isNotNull();
        time.run(Duration.ofMillis(10));
        assertThat(client.completed).isTrue();
        assertThat(written).last().satisfies(record -> assertThat(record.key()).isEqualTo("gateway:one"));
    }

    @Test
    void productPublishedAnewSendsItsFollowersAwayAndNobodyElse() {
        GatewayInMemory one = gateway("one");
        GatewayInMemory.Client follower = one.follow("sales.orders", "a", "");
        GatewayInMemory.Client other = one.follow("sales.returns", "b", "");
        catalog.publish("sales.orders.v2", "2.0.0");
        time.run(Duration.ofSeconds(2));
        assertThat(follower.goAways()).isEmpty();

        catalog.publish("sales.orders.v1", "1.1.0");
        time.run(GatewayInMemory.GRACE.plusSeconds(1));

        assertThat(follower.completed).isTrue();
        assertThat(follower.goAways())
                .containsExactly(PlannedEnding.Reason.PRODUCT_CHANGED, PlannedEnding.Reason.PRODUCT_CHANGED);
        assertThat(other.goAways()).isEmpty();
        assertThat(one.delivery.openStreams()).isEqualTo(1);
        assertThat(one.sessions.all()).hasSize(1);
    }

    private GatewayInMemory gateway(String id) {
        MemoryLog log = new MemoryLog("cluster", time::execute, time);
        log.createTopic("sales.topic-of-orders", 1);
        log.createTopic("sales.topic-of-returns", 1);
        return new GatewayInMemory(id, time, topic, catalog, log);
    }

    private static PageRequest page(int size, String token) {
        return PageRequest.of(size, token);
    }

    private static List<String> ids(GatewayInMemory gateway, SessionFilter filter) {
        return gateway.directory.list(filter, page(0, "")).items().stream()
                .map(session -> session.caller().sessionId())
                .toList();
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.api.Assertions.tuple(values);
    }

    private static List<String> keys(List<ControlRecord> records) {
        return records.stream().map(ControlRecord::key).toList();
    }

    private Set<String> keysHeld() {
        Set<String> held = new HashSet<>();
        for (ControlRecord record : written) {
            if (record.value() == null) {
                held.remove(record.key());
            } else {
                held.add(record.key());
            }
        }
        return held;
    }
}
