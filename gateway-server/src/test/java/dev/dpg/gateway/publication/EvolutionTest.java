package dev.dpg.gateway.publication;

import static dev.dpg.gateway.fakes.OrderDocuments.SALES;
import static dev.dpg.gateway.fakes.OrderDocuments.contract;
import static dev.dpg.gateway.fakes.OrderDocuments.document;
import static dev.dpg.gateway.fakes.OrderDocuments.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.dpg.gateway.catalog.AppliedPort.Outcome;
import dev.dpg.gateway.catalog.VersionNote;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.contract.Finding;
import dev.dpg.gateway.contract.Rule;
import dev.dpg.gateway.contract.VersionStep;
import dev.dpg.gateway.fakes.FakeClusters;
import dev.dpg.gateway.fakes.MemoryCatalog;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.PreconditionViolation;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Change;
import dev.dpg.gateway.product.Document;
import dev.dpg.gateway.product.Lifecycle;
import dev.dpg.gateway.product.Lifecycle.State;
import dev.dpg.gateway.publication.LiveReaders.Reader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions of one product, one after the other, through plan, apply and the end of its lines. */
class EvolutionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final String PROPERTY = "      - name: order_id\n        logicalType: string\n";
    private static final String AMOUNT = "      - name: amount\n        logicalType: number\n";

    private final MemoryCatalog catalog = MemoryCatalog.open("sales");
    private final List<Reader> reading = new ArrayList<>();
    private final LiveReaders readers =
            product -> product.toString().equals("sales.orders.v1") ? List.copyOf(reading) : List.of();
    private final DocumentCheck check =
            new DocumentCheck(List.of(SALES), new FakeClusters("sales.orders"), SchemaSource.NONE);
    private final Publisher publisher = new Publisher(check, readers, catalog.store(), InstantSource.fixed(NOW));
    private final Planner planner = new Planner(check, readers, catalog.catalog());
    private final LifecycleChanges lifecycles =
            new LifecycleChanges(catalog.catalog(), catalog.store(), readers, InstantSource.fixed(NOW));
    private int requests;

    @Test
    void aFirstVersionIsPlannedAsItIsThenApplied() {
        PortPlan plan = plan("1.0.0", both()).ports().get(0);

        assertThat(plan.outcome()).isEqualTo(Outcome.CREATED);
        assertThat(plan.publishedVersion()).isEmpty();
        assertThat(plan.requiredStep()).isEqualTo(VersionStep.NONE);
        assertThat(catalog.catalog().find(plan.name())).isEmpty();
        assertThat(apply("1.0.0", both()).ports().get(0).outcome()).isEqualTo(Outcome.CREATED);
        assertThat(plan("1.0.0", both()).ports().get(0).outcome()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void anAdditionAsksForAMinorVersion() {
        apply("1.0.0", PROPERTY);

        Plan small = plan("1.0.1", both());
        assertThat(small.applicable()).isFalse();
        assertThat(small.findings()).extracting(Finding::rule).containsExactly(Rule.CONTRACT_VERSION_STEP);
        assertThat(small.ports().get(0).requiredVersion()).hasToString("1.1.0");
        Problem refused = refused("1.0.1", both());
        assertThat(refused.reason()).isEqualTo(Reason.BAD_CONTRACT);
        assertThat(refused.message()).contains("version: 1.1.0");

        assertThat(plan("1.1.0", both()).applicable()).isTrue();
        assertThat(apply("1.1.0", both()).ports().get(0).outcome()).isEqualTo(Outcome.UPDATED);
    }

    @Test
    void wordsAskForAPatch() {
        apply("1.0.0", PROPERTY);
        String described = PROPERTY + "        description: Never used twice.\n";

        assertThat(plan("1.0.1", described).applicable()).isTrue();
        assertThat(plan("1.0.1", described).ports().get(0).requiredStep()).isEqualTo(VersionStep.PATCH);
        assertThat(plan("1.0.0", described).findings())
                .extracting(Finding::rule)
                .containsExactly(Rule.CONTRACT_VERSION_PUBLISHED);
        assertThat(refused("1.0.0", described).reason()).isEqualTo(Reason.VERSION_EXISTS);
    }

    @Test
    void aRemovalThatALiveReaderUsesIsRefusedWithItsNameEvenIfConfirmed() {
        apply("1.0.0", both());
        reading.add(new Reader("billing", List.of("amount")));
        reading.add(new Reader("archive", List.of()));
        reading.add(new Reader("picking", List.of("order_id")));

        PortPlan plan = plan("1.1.0", PROPERTY).ports().get(0);
        assertThat(plan.affected())
                .containsExactly(
                        new AffectedReader("archive", 1, List.of("amount")),
                        new AffectedReader("billing", 1, List.of("amount")));

        Problem refused = refused("1.1.0", PROPERTY, "amount");
        assertThat(refused.reason()).isEqualTo(Reason.CONTRACT_INCOMPATIBLE);
        assertThat(refused.message()).contains("field.removed amount", "\"billing\" reads amount", "2.0.0");
        assertThat(refused.message()).doesNotContain("picking");
        Problem sameVersion = refused("1.0.0", PROPERTY);
        assertThat(sameVersion.reason()).isEqualTo(Reason.CONTRACT_INCOMPATIBLE);
        assertThat(sameVersion.message()).contains("\"billing\" reads amount", "2.0.0");
        assertThat(refused.metadata()).containsEntry("readers", "archive,billing");
        assertThat(refused.details())
                .extracting(detail -> ((PreconditionViolation) detail).subject())
                .containsExactly("archive", "billing", "amount");
    }

    @Test
    void aRemovalThatNobodyReadsHasToBeConfirmed() {
        apply("1.0.0", both());
        reading.add(new Reader("picking", List.of("order_id")));

        assertThat(refused("1.1.0", PROPERTY).message()).contains("confirmed_removals", "amount");
        assertThat(plan("1.1.0", PROPERTY).applicable()).isFalse();
        assertThat(plan("1.1.0", PROPERTY, "amount").applicable()).isTrue();
        assertThat(refused("1.0.1", PROPERTY, "amount").message()).contains("version: 1.1.0");
        assertThat(apply("1.1.0", PROPERTY, "amount").ports().get(0).port().fields())
                .hasSize(1);
    }

    @Test
    void anotherTypeIsRefusedWhoeverReads() {
        apply("1.0.0", both());
        String other = both().replace("number", "string");

        assertThat(refused("1.1.0", other, "amount").reason()).isEqualTo(Reason.CONTRACT_INCOMPATIBLE);
        assertThat(plan("1.1.0", other).ports().get(0).requiredStep()).isEqualTo(VersionStep.MAJOR);
    }

    @Test
    void aNewMajorStandsBesideTheOldOne() {
        apply("1.3.0", both());
        reading.add(new Reader("billing", List.of()));

        Plan plan = plan("2.0.0", PROPERTY);
        assertThat(plan.applicable()).isTrue();
        assertThat(plan.ports().get(0).outcome()).isEqualTo(Outcome.CREATED);
        assertThat(plan.ports().get(0).publishedVersion())
                .hasValueSatisfying(before -> assertThat(before).hasToString("1.3.0"));
        assertThat(plan.ports().get(0).changes()).extracting(Change::rule).contains("field.removed");
        assertThat(plan.ports().get(0).affected()).isEmpty();

        apply("2.0.0", PROPERTY);
        assertThat(catalog.catalog().readable("sales.orders").version()).hasToString("2.0.0");
        assertThat(catalog.catalog().readable("sales.orders.v1").version()).hasToString("1.3.0");
    }

    @Test
    void aDraftIsShownAndNotReadAndMayChangeUnderItsVersion() {
        applyWith("1.0.0", both(), "draft");
        assertThat(catalog.catalog().resolve("sales.orders").lifecycle().state())
                .isEqualTo(State.DRAFT);
        assertThat(problem(() -> catalog.catalog().readable("sales.orders")).reason())
                .isEqualTo(Reason.WRONG_STATE);

        applyWith("1.0.0", PROPERTY, "proposed");
        applyWith("1.0.0", PROPERTY, "active");

        assertThat(catalog.catalog().readable("sales.orders").fields()).hasSize(1);
        assertThat(catalog.catalog().versions("sales.orders")).hasSize(1);
    }

    @Test
    void aDraftNeedsNeitherSchemaNorTopic() {
        String contract = contract("1.0.0").replace("status: active", "status: draft");
        contract = contract.substring(0, contract.indexOf("schema:"));

        publisher.apply(new PublishRequest(
                "r",
                document("p.odps.yaml", product("1.0.0").replace("status: active", "status: draft")),
                List.of(document("c.odcs.yaml", contract))));

        assertThat(catalog.catalog().resolve("sales.orders.v1").fields()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"active, draft", "active, proposed", "active, deprecated", "active, retired", "proposed, draft"})
    void aStatusDoesNotGoBackNorToAnEnd(String now, String next) {
        applyWith("1.0.0", PROPERTY, now);

        Problem refused = problem(() -> applyWith("1.1.0", both(), next));

        assertThat(refused.reason()).isEqualTo(Reason.BAD_CONTRACT);
        assertThat(refused.message()).contains("contract.status.transition");
    }

    @Test
    void deprecatingNeedsNotice() {
        apply("1.0.0", PROPERTY);

        assertThat(problem(() -> deprecate("", "too old", Duration.ofDays(29))).message())
                .contains("30 days");
        assertThat(deprecate("", "too old", Duration.ofDays(30)).state()).isEqualTo(State.DEPRECATED);
    }

    @Test
    void theContractSaysHowMuchNotice() {
        apply("1.0.0", PROPERTY + "customProperties: [{property: deprecationNoticeDays, value: 5}]\n");

        assertThat(problem(() -> deprecate("", "too old", Duration.ofDays(4))).message())
                .contains("5 days");
        assertThat(deprecate("", "too old", Duration.ofDays(5)).state()).isEqualTo(State.DEPRECATED);
    }

    /** They plan with the day that they know. */
    @Test
    void readersNeverGetLessTimeThanTheyWereTold() {
        apply("1.0.0", PROPERTY);
        deprecate("", "too old", Duration.ofDays(365));

        assertThat(problem(() -> deprecate("", "in a hurry", Duration.ofDays(364)))
                        .message())
                .contains("2027-03-01T08:00:00Z or later", "told so already");
        assertThat(deprecate("", "in no hurry", Duration.ofDays(365)).deprecation())
                .hasValueSatisfying(told -> assertThat(told.reason()).isEqualTo("in no hurry"));
        assertThat(deprecate("", "later", Duration.ofDays(366)).state()).isEqualTo(State.DEPRECATED);
    }

    @Test
    void deprecatingNeedsASuccessorOrAReason() {
        apply("1.0.0", PROPERTY);

        assertThat(problem(() -> deprecate("", " ", Duration.ofDays(40))).reason())
                .isEqualTo(Reason.BAD_REQUEST);
        assertThat(problem(() -> deprecate("sales.orders.v2", "", Duration.ofDays(40)))
                        .reason())
                .isEqualTo(Reason.PRODUCT_NOT_FOUND);
        assertThat(problem(() -> deprecate("sales.orders.v1", "", Duration.ofDays(40)))
                        .reason())
                .isEqualTo(Reason.BAD_REQUEST);
        assertThat(problem(() -> deprecate("sales.orders", "", Duration.ofDays(40)))
                        .reason())
                .isEqualTo(Reason.BAD_REQUEST);
    }

    @Test
    void aDeprecatedLineKeepsItsEndWhenItsDocumentsAreAppliedAgain() {
        apply("1.0.0", PROPERTY);
        apply("2.0.0", PROPERTY);
        deprecate("sales.orders.v2", "", Duration.ofDays(40));

        apply("1.1.0", both());

        var line = catalog.catalog().readable("sales.orders.v1");
        assertThat(line.version()).hasToString("1.1.0");
        assertThat(line.lifecycle().state()).isEqualTo(State.DEPRECATED);
        assertThat(line.lifecycle().deprecation().orElseThrow().successor())
                .hasValueSatisfying(next -> assertThat(next).hasToString("sales.orders.v2"));
    }

    @Test
    void theSameAnnouncementTwiceIsOne() {
        apply("1.0.0", PROPERTY);
        var request = new DeprecateRequest("same", "sales.orders.v1", "", "old", NOW.plus(Duration.ofDays(40)));

        assertThat(lifecycles.deprecate(request)).isEqualTo(lifecycles.deprecate(request));
        var other = new DeprecateRequest("same", "sales.orders.v1", "", "older", NOW.plus(Duration.ofDays(40)));
        assertThat(problem(() -> lifecycles.deprecate(other)).reason()).isEqualTo(Reason.BAD_REQUEST);
    }

    @Test
    void anActiveLineIsNotRetired() {
        apply("1.0.0", PROPERTY);

        assertThat(problem(() -> lifecycles.retire("r", "sales.orders.v1")).reason())
                .isEqualTo(Reason.WRONG_STATE);
    }

    @Test
    void aLineThatIsPromisedAndReadIsNotRetired() {
        apply("1.0.0", PROPERTY);
        deprecate("", "old", Duration.ofDays(40));
        reading.add(new Reader("billing", List.of()));

        Problem refused = problem(() -> lifecycles.retire("r", "sales.orders.v1"));
        assertThat(refused.reason()).isEqualTo(Reason.WRONG_STATE);
        assertThat(refused.message()).contains("billing", "2026-04-10T08:00:00Z");

        reading.clear();
        assertThat(lifecycles.retire("r2", "sales.orders.v1").lifecycle().state())
                .isEqualTo(State.RETIRED);
    }

    @Test
    void aRetiredLinePointsToItsSuccessorAndStaysRetired() {
        apply("1.0.0", PROPERTY);
        apply("2.0.0", PROPERTY);
        deprecate("sales.orders.v2", "", Duration.ofDays(40));
        lifecycles.retire("r", "sales.orders.v1");

        Problem refused = problem(() -> catalog.catalog().readable("sales.orders.v1"));
        assertThat(refused.reason()).isEqualTo(Reason.VERSION_RETIRED);
        assertThat(refused.metadata()).containsEntry("successor", "sales.orders.v2");
        assertThat(problem(() -> apply("1.1.0", both())).message()).contains("retired");
        assertThat(apply("1.0.0", PROPERTY).ports().get(0).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(catalog.catalog().readable("sales.orders").version()).hasToString("2.0.0");
    }

    @Test
    void theHistoryTellsWhatChanged() {
        apply("1.0.0", PROPERTY);
        apply("1.1.0", both());

        List<VersionNote> versions = catalog.catalog().versions("sales.orders");
        assertThat(versions).extracting(note -> note.version().toString()).containsExactly("1.1.0", "1.0.0");
        assertThat(versions.get(0).changes())
                .extracting(Change::rule, Change::path)
                .containsExactly(tuple("field.added", "amount"));
        assertThat(versions.get(1).changes()).isEmpty();
        assertThat(versions.get(0).applyTime()).isEqualTo(NOW);
    }

    private Lifecycle deprecate(String successor, String reason, Duration in) {
        return lifecycles
                .deprecate(new DeprecateRequest("d" + requests++, "sales.orders.v1", successor, reason, NOW.plus(in)))
                .lifecycle();
    }

    private Plan plan(String version, String properties, String... confirmed) {
        return planner.plan(new PlanRequest(
                document("p.odps.yaml", product(version)),
                List.of(with(version, properties, "active")),
                true,
                Set.of(confirmed)));
    }

    private Publication apply(String version, String properties, String... confirmed) {
        return publisher.apply(new PublishRequest(
                "a" + requests++,
                document("p.odps.yaml", product(version)),
                List.of(with(version, properties, "active")),
                Set.of(confirmed)));
    }

    private void applyWith(String version, String properties, String status) {
        publisher.apply(new PublishRequest(
                "a" + requests++,
                document("p.odps.yaml", product(version)),
                List.of(with(version, properties, status))));
    }

    private Problem refused(String version, String properties, String... confirmed) {
        return problem(() -> apply(version, properties, confirmed));
    }

    private static Problem problem(ThrowingCallable call) {
        return catchThrowableOfType(ProblemException.class, call).problem();
    }

    private static String both() {
        return PROPERTY + AMOUNT;
    }

    private static Document with(String version, String properties, String status) {
        String contract = contract(version).replace("status: active", "status: " + status);
        return document("c.odcs.yaml", contract.replace(PROPERTY, properties));
    }
}
