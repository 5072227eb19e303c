package dev.dpg.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dpg.gateway.fakes.ManualLoop;
import dev.dpg.gateway.fakes.MemoryAccess;
import dev.dpg.gateway.identity.Identity;
import dev.dpg.gateway.identity.Principal;
import dev.dpg.gateway.log.memory.MemoryControlTopic;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.PortName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AccessStoreTest {
    private static final PortName ORDERS = PortName.parse("sales.orders.v1").orElseThrow();
    private static final PortName PRICES = PortName.parse("prices.list.v1").orElseThrow();
    private static final Identity ANNA = person("anna", "sales-data");
    private static final Identity BEN = person("ben", "sales-data");
    private static final Identity STEWARD = person("stella", "compliance");
    private static final Identity CARL = person("carl", "billing-team");
    private static final Identity BILLING = application("billing", "billing-team", "finance");
    private static final Identity PACKING = application("packing", "warehouse", "sales");
    private static final Identity OPERATOR = person("otto", "platform");
    private static final Duration DAYS_30 = Duration.ofDays(30);

    private static final Roles ROLES = new Roles(
            Map.of(
                    "sales",
                    DomainMembers.of(
                            "sales-data",
                            List.of(),
                            List.of("person:stella"),
                            List.of("application:sales-ci"),
                            Optional.empty()),
                    "prices",
                    DomainMembers.of("price-data", List.of(), List.of(), List.of(), Optional.of(Duration.ofDays(60)))),
            List.of(Member.parse("team:platform")));

    private final ManualLoop time = new ManualLoop();
    private final MemoryControlTopic topic = new MemoryControlTopic(time);
    private final AccessStore access = MemoryAccess.open(topic, ROLES, time);

    @Test
    void whatWasApprovedCanBeReadAtOnceAndOnEveryGateway() {
        AccessStore other = MemoryAccess.open(topic, ROLES, time);
        assertRefused(Reason.NO_GRANT, () -> access.plan(BILLING, ORDERS, ""));

        AccessRecord request = ask(BILLING, ORDERS, "1");
        assertThat(request.state(time.instant())).isEqualTo(AccessRecord.State.REQUESTED);
        assertRefused(Reason.NO_GRANT, () -> access.plan(BILLING, ORDERS, ""));
        access.decide(request.id(), Verdict.APPROVE, "", ANNA);

        AccessPlan plan = other.plan(BILLING, ORDERS, "invoices");
        assertThat(plan.basis()).isEqualTo(AccessPlan.Basis.GRANT);
        assertThat(plan.grantId()).isEqualTo(request.id());
        assertThat(plan.given()).isEqualTo(AccessPlan.Given.MASKED);
        assertThat(plan.expires()).contains(time.instant().plus(DAYS_30));
        assertRefused(Reason.NO_GRANT, () -> access.plan(BILLING, PRICES, ""));
        assertRefused(Reason.NO_GRANT, () -> access.plan(CARL, ORDERS, ""));
    }

    @Test
    void aGrantIsForItsPurpose() {
        approve(ask(BILLING, ORDERS, "1"));

        ProblemException refusal = assertRefused(Reason.PURPOSE_DENIED, () -> access.plan(BILLING, ORDERS, "adverts"));

        assertThat(refusal.problem().message()).contains("\"invoices\"");
    }

    @Test
    void aGrantEndsAtItsTime() {
        approve(ask(BILLING, ORDERS, "1"));
        time.run(DAYS_30.minusMillis(1));
        confirm();
        assertThat(access.plan(BILLING, ORDERS, "").grantId()).isNotEmpty();

        time.run(Duration.ofMillis(1));
        confirm();

        ProblemException refusal = assertRefused(Reason.GRANT_EXPIRED, () -> access.plan(BILLING, ORDERS, ""));
        assertThat(refusal.problem().message()).contains("dpg access request sales.orders.v1");
    }

    @Test
    void aRenewalTakesThePlaceOfWhatItRenews() {
        AccessRecord first = approve(ask(BILLING, ORDERS, "1"));
        AccessPlan before = access.plan(BILLING, ORDERS, "");
        time.run(Duration.ofDays(20));
        AccessRecord second = approve(ask(BILLING, ORDERS, "2"));

        AccessPlan after = access.plan(BILLING, ORDERS, "");
        assertThat(after.grantId()).isEqualTo(second.id());
        assertThat(after.givesTheSameAs(before)).isTrue();
        access.revoke(first.id(), "the old one", ANNA);
        assertThat(access.plan(BILLING, ORDERS, "").grantId()).isEqualTo(second.id());
    }

    @Test
    void whatWasReplacedDoesNotComeBackWithTheEndOfWhatReplacedIt() {
        approve(ask(BILLING, ORDERS, "1"));
        time.run(Duration.ofDays(1));
        AccessRecord second = approve(ask(BILLING, ORDERS, "2"));

        access.revoke(second.id(), "it is over", ANNA);

        assertRefused(Reason.GRANT_REVOKED, () -> access.plan(BILLING, ORDERS, ""));
    }

    @Test
    void theRuleDoesNotGiveWhatSomebodyTookBack() {
        AccessRecord first = ask(BILLING, PRICES, "1");
        access.revoke(first.id(), "not any more", person("paula", "price-data"));

        assertThat(ask(BILLING, PRICES, "2").state(time.instant())).isEqualTo(AccessRecord.State.REQUESTED);
    }

    @Test
    void requestsAreForgottenInTheEnd() {
        AccessRecord withdrawn = access.decide(ask(BILLING, ORDERS, "1").id(), Verdict.WITHDRAW, "", BILLING);
        AccessRecord granted = approve(ask(BILLING, ORDERS, "2"));
        assertThat(withdrawn.isForgotten(time.instant())).isFalse();

        time.run(AccessRecord.REQUESTS_KEPT);
        ask(BILLING, ORDERS, "3");

        assertThat(access.visibleTo(BILLING)).extracting(AccessRecord::id).contains(granted.id());
        assertThat(access.visibleTo(BILLING)).extracting(AccessRecord::id).doesNotContain(withdrawn.id());
        assertThat(granted.isForgotten(time.instant())).isFalse();
    }

    @Test
    void whatIsRevokedCannotBeReadAndSaysWhy() {
        AccessRecord grant = approve(ask(BILLING, ORDERS, "1"));
        assertRefused(Reason.BAD_REQUEST, () -> access.revoke(grant.id(), "", ANNA));

        AccessRecord revoked = access.revoke(grant.id(), "the contract is over", STEWARD);

        assertThat(revoked.grant().orElseThrow().state(time.instant())).isEqualTo(Grant.State.REVOKED);
        ProblemException refusal = assertRefused(Reason.GRANT_REVOKED, () -> access.plan(BILLING, ORDERS, ""));
        assertThat(refusal.problem().message()).contains("the contract is over");
        assertThat(access.revoke(grant.id(), "once more", ANNA)).isEqualTo(revoked);
    }

    @Test
    void whoReadsMayGiveItUp() {
        AccessRecord grant = approve(ask(BILLING, ORDERS, "1"));

        access.revoke(grant.id(), "", BILLING);

        assertRefused(Reason.GRANT_REVOKED, () -> access.plan(BILLING, ORDERS, ""));
    }

    @Test
    void whoBelongsToTheDomainNeedsNoGrant() {
        assertThat(access.plan(ANNA, ORDERS, "").given()).isEqualTo(AccessPlan.Given.ALL);
        assertThat(access.plan(STEWARD, ORDERS, "").given()).isEqualTo(AccessPlan.Given.ALL);
        assertThat(access.plan(PACKING, ORDERS, "").given()).isEqualTo(AccessPlan.Given.MASKED);
        assertThat(access.plan(Identity.DEVELOPER, ORDERS, "").basis()).isEqualTo(AccessPlan.Basis.DEVELOPMENT);
        assertRefused(Reason.NO_GRANT, () -> access.plan(OPERATOR, ORDERS, ""));
    }

    @Test
    void onlyOwnersAndStewardsOfTheDomainDecide() {
        AccessRecord request = ask(BILLING, ORDERS, "1");

        assertRefused(Reason.NO_GRANT, () -> access.decide(request.id(), Verdict.APPROVE, "", OPERATOR));
        assertRefused(Reason.NO_GRANT, () -> access.decide(request.id(), Verdict.APPROVE, "", BILLING));
        assertRefused(Reason.REQUEST_NOT_FOUND, () -> access.decide(request.id(), Verdict.APPROVE, "", CARL));
        assertRefused(Reason.REQUEST_NOT_FOUND, () -> access.decide("nothing", Verdict.APPROVE, "", ANNA));
        assertRefused(Reason.NO_GRANT, () -> access.revoke(approve(request).id(), "mine now", OPERATOR));
    }

    @Test
    void nobodyDecidesAboutHisOwnRequest() {
        AccessRecord forMyself = ask(ANNA, ORDERS, "1");
        AccessRecord forAnother = askFor(ANNA, BILLING, ORDERS, "2");

        assertRefused(Reason.NO_GRANT, () -> access.decide(forMyself.id(), Verdict.APPROVE, "", ANNA));
        assertRefused(Reason.NO_GRANT, () -> access.decide(forAnother.id(), Verdict.REJECT, "no", ANNA));
        access.decide(forAnother.id(), Verdict.APPROVE, "", BEN);

        assertThat(access.plan(BILLING, ORDERS, "").grantId()).isEqualTo(forAnother.id());
    }

    @Test
    void twoApprovalsTakeTwoPeopleAndAnOwnerInTheEnd() {
        AccessRequest asked = new AccessRequest(
                "1",
                new AccessTerms(ORDERS, List.of(), List.of("iban"), "", "invoices"),
                DAYS_30,
                BILLING.principal().id(),
                2);
        AccessRecord request = access.ask(asked, BILLING);

        AccessRecord once = access.decide(request.id(), Verdict.APPROVE, "", ANNA);
        assertThat(once.approvalsMissing(time.instant())).isOne();
        assertRefused(Reason.NO_GRANT, () -> access.plan(BILLING, ORDERS, ""));
        assertThat(access.decide(request.id(), Verdict.APPROVE, "", ANNA)).isEqualTo(once);
        assertRefused(Reason.NO_GRANT, () -> access.decide(request.id(), Verdict.APPROVE, "", STEWARD));
        access.decide(request.id(), Verdict.APPROVE, "", BEN);

        AccessPlan plan = access.plan(BILLING, ORDERS, "");
        assertThat(plan.given().unmasks("iban")).isTrue();
        assertThat(plan.given().unmasks("iban.country")).isTrue();
        assertThat(plan.given().unmasks("ibans")).isFalse();
    }

    @Test
    void whatIsDecidedStaysDecided() {
        AccessRecord rejected = ask(BILLING, ORDERS, "1");
        access.decide(rejected.id(), Verdict.REJECT, "not for this", ANNA);
        AccessRecord withdrawn = ask(BILLING, ORDERS, "2");
        assertRefused(Reason.NO_GRANT, () -> access.decide(withdrawn.id(), Verdict.WITHDRAW, "", ANNA));
        access.decide(withdrawn.id(), Verdict.WITHDRAW, "", BILLING);

        assertRefused(Reason.WRONG_STATE, () -> access.decide(rejected.id(), Verdict.APPROVE, "", BEN));
        assertRefused(Reason.WRONG_STATE, () -> access.decide(withdrawn.id(), Verdict.APPROVE, "", BEN));
        assertRefused(Reason.NO_GRANT, () -> access.plan(BILLING, ORDERS, ""));
    }

    @Test
    void aRequestThatNobodyDecidesLapses() {
        AccessRecord request = ask(BILLING, ORDERS, "1");
        time.run(AccessRecord.LAPSES_AFTER);

        assertThat(request.state(time.instant())).isEqualTo(AccessRecord.State.LAPSED);
        assertRefused(Reason.WRONG_STATE, () -> access.decide(request.id(), Verdict.APPROVE, "", ANNA));
    }

    @Test
    void theSameRequestIdIsTheSameRequest() {
        AccessRecord first = ask(BILLING, ORDERS, "1");

        assertThat(ask(BILLING, ORDERS, "1")).isEqualTo(first);
        assertRefused(Reason.BAD_REQUEST, () -> ask(BILLING, PRICES, "1"));
        assertThat(ask(CARL, ORDERS, "1").id()).isNotEqualTo(first.id());
        assertThat(access.visibleTo(ANNA)).hasSize(2);
        assertThat(access.visibleTo(OPERATOR)).hasSize(2);
        assertThat(access.visibleTo(BILLING)).containsExactly(first);
    }

    @Test
    void theDomainsRuleApprovesMaskedAccessByItself() {
        assertThat(ask(BILLING, PRICES, "1").state(time.instant())).isEqualTo(AccessRecord.State.APPROVED);
        AccessRequest unmasked = new AccessRequest(
                "2",
                new AccessTerms(PRICES, List.of(), List.of("cost"), "", "invoices"),
                DAYS_30,
                BILLING.principal().id(),
                1);
        AccessRequest longer = new AccessRequest(
                "3",
                new AccessTerms(PRICES, List.of(), List.of(), "", "invoices"),
                Duration.ofDays(61),
                BILLING.principal().id(),
                1);

        assertThat(access.ask(unmasked, BILLING).state(time.instant())).isEqualTo(AccessRecord.State.REQUESTED);
        assertThat(access.ask(longer, BILLING).state(time.instant())).isEqualTo(AccessRecord.State.REQUESTED);
    }

    /** A narrower grant would take the place of the one that is there. */
    @Test
    void theDomainsRuleApprovesNothingThatSomebodyElseAsksFor() {
        assertThat(ask(BILLING, PRICES, "1").state(time.instant())).isEqualTo(AccessRecord.State.APPROVED);

        AccessRecord forced = askFor(CARL, BILLING, PRICES, "2");

        assertThat(forced.state(time.instant())).isEqualTo(AccessRecord.State.REQUESTED);
        assertThat(access.plan(BILLING, PRICES, "").grantId()).isNotEqualTo(forced.id());
    }

    @Test
    void oneWhoAsksTooMuchHasToWait() {
        for (int i = 0; i < AskDecision.OPEN_MAX; i++) {
            ask(BILLING, ORDERS, "r" + i);
        }

        assertRefused(Reason.OVERLOADED, () -> ask(BILLING, ORDERS, "one more"));
        assertThat(ask(CARL, ORDERS, "another's")).isNotNull();
    }

    @Test
    void grantsThatNobodyConfirmsDoNotHold() {
        approve(ask(BILLING, ORDERS, "1"));

        time.run(AccessStore.UNCONFIRMED_MAX);

        assertRefused(Reason.NOT_READY, () -> access.plan(BILLING, ORDERS, ""));
        assertThat(access.plan(Identity.DEVELOPER, ORDERS, "")).isNotNull();
    }

    @Test
    void everythingIsStoredWhole() {
        AccessCodec codec = new AccessCodec();
        AccessRequest asked = new AccessRequest(
                "1",
                new AccessTerms(ORDERS, List.of("id", "iban"), List.of("iban"), "value.total > 3", "invoices"),
                DAYS_30,
                BILLING.principal().id(),
                1);
        AccessRecord revoked = access.revoke(approve(access.ask(asked, CARL)).id(), "the contract is over", STEWARD);
        AccessRecord withdrawn = access.decide(ask(CARL, ORDERS, "2").id(), Verdict.WITHDRAW, "", CARL);

        for (AccessRecord record : List.of(revoked, withdrawn)) {
            assertThat(codec.decode(record.id(), codec.encode(record))).isEqualTo(record);
        }
    }

    private AccessRecord ask(Identity caller, PortName product, String requestId) {
        return askFor(caller, caller, product, requestId);
    }

    private AccessRecord askFor(Identity caller, Identity reader, PortName product, String requestId) {
        AccessTerms terms = new AccessTerms(product, List.of(), List.of(), "", "invoices");
        return access.ask(
                new AccessRequest(requestId, terms, DAYS_30, reader.principal().id(), 1), caller);
    }

    private AccessRecord approve(AccessRecord request) {
        return access.decide(request.id(), Verdict.APPROVE, "", ANNA);
    }

    /** The home cluster says that nothing is missing. */
    private void confirm() {
        topic.confirm();
    }

    private static ProblemException assertRefused(Reason reason, ThrowingCallable call) {
        ProblemException refusal = catchThrowableOfType(ProblemException.class, call);
        assertThat(refusal).isNotNull();
        assertThat(refusal.problem().reason()).isEqualTo(reason);
        return refusal;
    }

    private static Identity person(String name, String team) {
        return identity(new Principal(Principal.Kind.PERSON, name, team, ""));
    }

    private static Identity application(String name, String team, String domain) {
        return identity(new Principal(Principal.Kind.APPLICATION, name, team, domain));
    }

    private static Identity identity(Principal principal) {
        return new Identity(principal, Optional.<Instant>empty(), false);
    }
}
