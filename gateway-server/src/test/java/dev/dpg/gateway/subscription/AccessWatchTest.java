package dev.dpg.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dpg.gateway.access.AccessRecord;
import dev.dpg.gateway.access.AccessRequest;
import dev.dpg.gateway.access.AccessStore;
import dev.dpg.gateway.access.AccessTerms;
import dev.dpg.gateway.access.Verdict;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.cursor.OnExpired;
import dev.dpg.gateway.delivery.DeliveryStream;
import dev.dpg.gateway.delivery.PlannedEnding;
import dev.dpg.gateway.delivery.StreamFrame;
import dev.dpg.gateway.delivery.StreamPlan.Pace;
import dev.dpg.gateway.fakes.ManualLoop;
import dev.dpg.gateway.fakes.MemoryCatalog;
import dev.dpg.gateway.fakes.SamplePorts;
import dev.dpg.gateway.identity.Identity;
import dev.dpg.gateway.identity.Principal;
import dev.dpg.gateway.log.memory.MemoryControlTopic;
import dev.dpg.gateway.log.memory.MemoryLog;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.Mask;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.view.Encoding;
import dev.dpg.gateway.view.OnUnknownSchema;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of streams when access to what they read begins, changes and ends. */
class AccessWatchTest {
    private static final PortName LINE = PortName.parse("sales.orders.v1").orElseThrow();
    private static final Identity OWNER = identity(Principal.Kind.PERSON, "anna", "sales-data");
    private static final Identity BILLING = identity(Principal.Kind.APPLICATION, "billing", "");
    private static final Identity PACKING = identity(Principal.Kind.APPLICATION, "packing", "");

    private final ManualLoop time = new ManualLoop();
    private final MemoryControlTopic sessions = new MemoryControlTopic(time);
    private final MemoryControlTopic grants = new MemoryControlTopic(time);
    private final MemoryCatalog catalog = MemoryCatalog.open("sales");
    private final GatewayInMemory one = start("one");
    private final GatewayInMemory two = start("two");

    @Test
    void withoutAGrantNothingIsOpened() {
        assertThat(refusal(() -> one.open(request(BILLING, ""))).problem().reason())
                .isEqualTo(Reason.NO_GRANT);
    }

    @Test
    void revocationEndsStreamsOnEveryGatewayAndNobodyElses() {
        AccessRecord grant = grant(BILLING, Duration.ofDays(30), List.of());
        grant(PACKING, Duration.ofDays(30), List.of());
        GatewayInMemory.Client here = one.open(request(BILLING, "invoices"));
        GatewayInMemory.Client there = two.open(request(BILLING, ""));
        GatewayInMemory.Client another = two.open(request(PACKING, ""));
        GatewayInMemory.Client owners = one.open(request(OWNER, ""));

        two.access.revoke(grant.id(), "the contract is over", OWNER);
        time.run(Duration.ofMillis(10));

        for (GatewayInMemory.Client revoked : List.of(here, there)) {
            assertThat(revoked.goAways()).containsExactly(PlannedEnding.Reason.REVOKED);
            assertThat(Objects.requireNonNull(revoked.failure).reason()).isEqualTo(Reason.GRANT_REVOKED);
            assertThat(revoked.failure.message()).contains("the contract is over");
        }
        assertThat(another.failure).isNull();
        assertThat(owners.failure).isNull();
        assertThat(owners.goAways()).isEmpty();
    }

    @Test
    void accessThatEndsWhileAStreamIsOpenedLetsNoneBegin() {
        AccessRecord grant = grant(BILLING, Duration.ofDays(30), List.of());
        GatewayInMemory.Client client = new GatewayInMemory.Client();
        CompletableFuture<DeliveryStream> opening = one.begin(request(BILLING, ""), client);
        assertThat(opening).isNotDone();

        one.access.revoke(grant.id(), "the contract is over", OWNER);
        time.run(Duration.ofSeconds(1));

        assertThat(opening)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("the contract is over");
        assertThat(client.frames).isEmpty();
    }

    @Test
    void aStreamEndsWithItsGrant() {
        grant(BILLING, Duration.ofMinutes(5), List.of());
        GatewayInMemory.Client client = one.open(request(BILLING, ""));
        time.run(Duration.ofMinutes(5).minusSeconds(1));
        look();
        assertThat(client.failure).isNull();

        time.run(Duration.ofSeconds(1));
        look();

        assertThat(client.goAways()).containsExactly(PlannedEnding.Reason.REVOKED);
        assertThat(Objects.requireNonNull(client.failure).reason()).isEqualTo(Reason.GRANT_EXPIRED);
        StreamFrame last = client.frames.get(client.frames.size() - 1);
        assertThat(((StreamFrame.GoAway) last).resumeToken()).startsWith("p1.");
    }

    @Test
    void aRenewalLeavesStreamsAlone() {
        AccessRecord first = grant(BILLING, Duration.ofMinutes(5), List.of());
        GatewayInMemory.Client client = one.open(request(BILLING, ""));
        grant(BILLING, Duration.ofMinutes(20), List.of());

        one.access.revoke(first.id(), "renewed", OWNER);
        time.run(Duration.ofMinutes(6));
        look();

        assertThat(client.goAways()).isEmpty();
        assertThat(client.failure).isNull();
    }

    @Test
    void whoMayReadSomethingElseNowComesBackForIt() {
        grant(BILLING, Duration.ofDays(1), List.of());
        GatewayInMemory.Client client = one.open(request(BILLING, ""));

        grant(BILLING, Duration.ofDays(1), List.of("id"));
        time.run(Duration.ofMillis(10));

        assertThat(client.goAways()).contains(PlannedEnding.Reason.REVOKED);
        assertThat(client.completed).isTrue();
        assertThat(client.failure).isNull();
    }

    @Test
    void moreThanWasGrantedIsNotGiven() {
        grant(BILLING, Duration.ofDays(1), List.of("id"));

        assertThat(one.open(request(BILLING, "")).failure).isNull();
        OpenRequest raw = request(
                BILLING, "", new WantedRecords(Encoding.RAW, List.of(), "", Set.of(), OnUnknownSchema.DECODE_ERROR));
        assertThat(refusal(() -> one.open(raw)).problem().reason()).isEqualTo(Reason.FIELD_DENIED);
        OpenRequest curious = request(
                BILLING,
                "",
                new WantedRecords(
                        Encoding.JSON, List.of(), "value.price > 3.0", Set.of(), OnUnknownSchema.DECODE_ERROR));
        assertThat(refusal(() -> one.open(curious)).problem().reason()).isEqualTo(Reason.FIELD_DENIED);
    }

    @Test
    void aNewMaskHoldsAtOnceAndOtherVersionsHaveTimeToGo() {
        grant(BILLING, Duration.ofDays(1), List.of());
        GatewayInMemory.Client client = one.open(request(BILLING, ""));
        catalog.publish(version("1.1.0", Optional.empty()));
        one.watch.look();
        time.run(Duration.ofMillis(10));
        assertThat(client.completed).isFalse();

        catalog.publish(version("1.2.0", Optional.of(Mask.HASH)));
        one.watch.look();
        time.run(Duration.ofMillis(10));

        assertThat(client.completed).isTrue();
        assertThat(client.goAways()).contains(PlannedEnding.Reason.REVOKED);
    }

    @Test
    void whatWasGrantedAndIsGoneIsNotMissed() {
        grant(BILLING, Duration.ofDays(1), List.of("id", "gone"));

        assertThat(one.open(request(BILLING, "")).failure).isNull();
        grant(BILLING, Duration.ofDays(2), List.of("gone"));
        assertThat(refusal(() -> one.open(request(BILLING, ""))).problem().message())
                .contains("none of the properties any more");
    }

    @Test
    void streamsEndWhenGrantsAreNotConfirmedForLong() {
        grant(BILLING, Duration.ofDays(1), List.of());
        GatewayInMemory.Client client = one.open(request(BILLING, ""));
        time.run(AccessStore.UNCONFIRMED_MAX.minusSeconds(1));
        one.watch.look();
        time.run(Duration.ZERO);
        assertThat(client.failure).isNull();

        time.run(Duration.ofSeconds(1));
        one.watch.look();
        time.run(Duration.ofMillis(1));

        assertThat(Objects.requireNonNull(client.failure).reason()).isEqualTo(Reason.NOT_READY);
    }

    private void look() {
        grants.confirm();
        one.watch.look();
        time.run(Duration.ZERO);
    }

    private AccessRecord grant(Identity reader, Duration duration, List<String> fields) {
        AccessTerms terms = new AccessTerms(LINE, fields, List.of(), "", "invoices");
        String requestId = reader.principal().name() + " " + duration + " " + fields;
        AccessRecord asked = one.access.ask(
                new AccessRequest(requestId, terms, duration, reader.principal().id(), 1), reader);
        time.run(Duration.ofMillis(1));
        return one.access.decide(asked.id(), Verdict.APPROVE, "", OWNER);
    }

    private static ProblemException refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(ProblemException.class, call);
    }

    private static OpenRequest request(Identity reader, String purpose) {
        return request(
                reader,
                purpose,
                new WantedRecords(Encoding.JSON, List.of(), "", Set.of(), OnUnknownSchema.DECODE_ERROR));
    }

    private static OpenRequest request(Identity reader, String purpose, WantedRecords wanted) {
        return new OpenRequest(
                new Caller(reader.principal().name() + purpose, "", ""),
                new Claim(reader, purpose),
                "sales.orders",
                new StartAt.End(Edge.EARLIEST),
                OnExpired.FAIL,
                new StopAt.Never(),
                Long.MAX_VALUE,
                wanted,
                new Pace(1024, Duration.ZERO, Duration.ofSeconds(5)));
    }

    private static Identity identity(Principal.Kind kind, String name, String team) {
        return new Identity(new Principal(kind, name, team, ""), Optional.empty(), false);
    }

    private GatewayInMemory start(String id) {
        if (catalog.catalog().all().isEmpty()) {
            catalog.publish(version("1.0.0", Optional.empty()));
        }
        MemoryLog log = new MemoryLog("cluster", time::execute, time);
        log.createTopic("sales.topic-of-orders", 1);
        return new GatewayInMemory(id, time, sessions, catalog, cluster -> log, grants);
    }

    private static PublishedPort version(String version, Optional<Mask> mask) {
        return SamplePorts.withFields(
                "sales.orders.v1",
                version,
                List.of(
                        new Field("id", FieldType.STRING, true, "").numbered(1).guarded("", mask),
                        new Field("price", FieldType.NUMBER, false, "").numbered(2)));
    }
}
