package dev.dpg.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.dpg.gateway.catalog.AppliedPort.Outcome;
import dev.dpg.gateway.fakes.SamplePorts;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.state.Decision.Decided;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApplyDecisionTest {
    private static final String ORDERS = "sales.orders.v1";
    private static final String RETURNS = "sales.returns.v1";
    private static final byte[] DIGEST = {1, 2, 3};
    private static final byte[] OTHER_DIGEST = {3, 2, 1};

    private final Map<String, CatalogEntry> table = new HashMap<>();
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void aNewNameIsCreated() {
        PublishedPort port = SamplePorts.port(ORDERS, "1.0.0");

        assertThat(apply("first", DIGEST, port)).containsExactly(new AppliedPort(Outcome.CREATED, port));
        assertThat(table.get(ORDERS)).isEqualTo(new CatalogEntry.Port(port));
    }

    @Test
    void aNewerVersionReplacesTheOlder() {
        apply("first", DIGEST, SamplePorts.port(ORDERS, "1.9.0"));
        PublishedPort newer = SamplePorts.port(ORDERS, "1.10.0");

        assertThat(apply("second", DIGEST, newer)).containsExactly(new AppliedPort(Outcome.UPDATED, newer));
        assertThat(table.get(ORDERS)).isEqualTo(new CatalogEntry.Port(newer));
    }

    @Test
    void theSameDocumentsChangeNothingWhateverTheirApplyTimeAndFileNames() {
        PublishedPort published = SamplePorts.port(ORDERS, "1.0.0");
        apply("first", DIGEST, published);

        List<AppliedPort> applied = apply("second", DIGEST, published.appliedAt(now.plusSeconds(60)));

        assertThat(applied).containsExactly(new AppliedPort(Outcome.UNCHANGED, published));
        assertThat(table.get(ORDERS)).isEqualTo(new CatalogEntry.Port(published));
    }

    @Test
    void theSameVersionWithOtherDocumentsIsRefused() {
        apply("first", DIGEST, SamplePorts.port(ORDERS, "1.0.0", "before"));

        Problem problem = refusal("second", DIGEST, SamplePorts.port(ORDERS, "1.0.0", "after"));

        assertThat(problem.reason()).isEqualTo(Reason.VERSION_EXISTS);
        assertThat(problem.message())
                .isEqualTo(
                        "\"sales.orders.v1\" is published as 1.0.0 with another contract: raise the contract's version "
                                + "to change it; nothing was applied");
        assertThat(problem.metadata()).containsEntry("publishedVersion", "1.0.0");
    }

    @Test
    void aNewerProductDocumentUpdatesAPortWhoseContractStays() {
        apply("first", DIGEST, SamplePorts.underProductDocument(ORDERS, "1.2.0", "1.0.0"));

        List<AppliedPort> applied = apply("second", DIGEST, SamplePorts.underProductDocument(ORDERS, "1.2.0", "1.1.0"));

        assertThat(applied).extracting(AppliedPort::outcome).containsExactly(Outcome.UPDATED);
    }

    @Test
    void anOlderProductDocumentNeverReplacesANewerOne() {
        apply("first", DIGEST, SamplePorts.underProductDocument(ORDERS, "1.2.0", "1.1.0"));

        Problem problem = refusal("second", DIGEST, SamplePorts.underProductDocument(ORDERS, "1.2.0", "1.0.0"));

        assertThat(problem.reason()).isEqualTo(Reason.VERSION_EXISTS);
        assertThat(problem.message()).contains("raise the product document's version");
    }

    @Test
    void anOlderVersionIsRefused() {
        apply("first", DIGEST, SamplePorts.port(ORDERS, "1.2.0"));

        Problem problem = refusal("second", DIGEST, SamplePorts.port(ORDERS, "1.1.0"));

        assertThat(problem.reason()).isEqualTo(Reason.VERSION_EXISTS);
        assertThat(problem.message()).contains("is published as 1.2.0, newer than 1.1.0");
    }

    @Test
    void allPortsOfARequestAreAppliedOrNone() {
        apply("first", DIGEST, SamplePorts.port(RETURNS, "1.2.0"));
        Map<String, CatalogEntry> before = Map.copyOf(table);

        refusal("second", DIGEST, SamplePorts.port(ORDERS, "1.0.0"), SamplePorts.port(RETURNS, "1.0.0"));
        assertThat(table).isEqualTo(before);

        List<AppliedPort> applied =
                apply("third", DIGEST, SamplePorts.port(ORDERS, "1.0.0"), SamplePorts.port(RETURNS, "1.3.0"));
        assertThat(applied).extracting(AppliedPort::outcome).containsExactly(Outcome.CREATED, Outcome.UPDATED);
    }

    @Test
    void manyConflictsAreNamedUpToAFewAndCounted() {
        PublishedPort[] published = IntStream.range(0, 8)
                .mapToObj(i -> SamplePorts.port("sales.port" + i + ".v1", "1.1.0"))
                .toArray(PublishedPort[]::new);
        PublishedPort[] older = IntStream.range(0, 8)
                .mapToObj(i -> SamplePorts.port("sales.port" + i + ".v1", "1.0.0"))
                .toArray(PublishedPort[]::new);
        apply("first", DIGEST, published);

        assertThat(refusal("second", DIGEST, older).message())
                .contains("sales.port4.v1")
                .doesNotContain("sales.port5.v1")
                .contains("(and 3 more)");
    }

    @Test
    void aRepeatedRequestGetsItsFirstAnswerAgainAlsoWhenItWasSupersededSince() {
        PublishedPort port = SamplePorts.port(ORDERS, "1.0.0");
        List<AppliedPort> first = apply("first", DIGEST, port);
        apply("second", OTHER_DIGEST, SamplePorts.port(ORDERS, "1.1.0"));
        Map<String, CatalogEntry> before = Map.copyOf(table);
        now = now.plus(RequestMemory.KEPT).minusMillis(1);

        List<AppliedPort> again = apply("first", DIGEST, port.appliedAt(now));

        assertThat(again).isEqualTo(first);
        assertThat(table).isEqualTo(before);
    }

    @Test
    void aRepeatedRequestIdWithOtherDocumentsIsRefused() {
        apply("first", DIGEST, SamplePorts.port(ORDERS, "1.0.0"));

        Problem problem = refusal("first", OTHER_DIGEST, SamplePorts.port(ORDERS, "1.1.0"));

        assertThat(problem.reason()).isEqualTo(Reason.BAD_REQUEST);
        assertThat(problem.message()).contains("request_id \"first\" was used for other documents");
    }

    @Test
    void aRefusedRequestIsNotRemembered() {
        apply("first", DIGEST, SamplePorts.port(ORDERS, "1.1.0"));
        refusal("second", DIGEST, SamplePorts.port(ORDERS, "1.0.0"));

        assertThat(apply("second", OTHER_DIGEST, SamplePorts.port(ORDERS, "1.2.0")))
                .hasSize(1);
    }

    @Test
    void afterADayARequestIdIsForgottenAndItsRecordDeletedWithTheNextWrite() {
        apply("first", DIGEST, SamplePorts.port(ORDERS, "1.0.0"));
        now = now.plus(RequestMemory.KEPT);

        apply("other", DIGEST, SamplePorts.port(RETURNS, "1.0.0"));
        assertThat(table).doesNotContainKey("request:first");

        assertThat(apply("first", OTHER_DIGEST, SamplePorts.port(ORDERS, "1.1.0")))
                .extracting(AppliedPort::outcome)
                .containsExactly(Outcome.UPDATED);
    }

    @Test
    void anExpiredIdThatIsUsedAgainIsRememberedAnew() {
        apply("first", DIGEST, SamplePorts.port(ORDERS, "1.0.0"));
        now = now.plus(RequestMemory.KEPT);

        apply("first", OTHER_DIGEST, SamplePorts.port(ORDERS, "1.1.0"));

        assertThat(table).containsKey("request:first");
    }

    @Test
    void theNumberOfRememberedRequestsIsBoundedByForgettingTheOldest() {
        for (int i = 0; i < RequestMemory.REQUESTS_MAX; i++) {
            table.put("request:" + i, new CatalogEntry.Request(DIGEST, now.plusMillis(i), List.of()));
        }
        now = now.plus(Duration.ofHours(1));

        apply("next", DIGEST, SamplePorts.port(ORDERS, "1.0.0"));

        assertThat(table).doesNotContainKey("request:0").containsKeys("request:1", "request:next");
    }

    @Test
    void oneWriteForgetsABoundedNumber() {
        for (int i = 0; i < 2 * RequestMemory.FORGOTTEN_PER_WRITE_MAX; i++) {
            table.put("request:" + i, new CatalogEntry.Request(DIGEST, now.plusMillis(i), List.of()));
        }
        now = now.plus(RequestMemory.KEPT).plusSeconds(60);

        apply("next", DIGEST, SamplePorts.port(ORDERS, "1.0.0"));

        assertThat(table).hasSize(RequestMemory.FORGOTTEN_PER_WRITE_MAX + 3);
    }

    private List<AppliedPort> apply(String requestId, byte[] digest, PublishedPort... ports) {
        Decided<CatalogEntry, List<AppliedPort>> decided =
                decision(requestId, digest, ports).decide(Map.copyOf(table));
        decided.writes()
                .forEach(
                        (key, value) -> value.ifPresentOrElse(entry -> table.put(key, entry), () -> table.remove(key)));
        return decided.result();
    }

    private Problem refusal(String requestId, byte[] digest, PublishedPort... ports) {
        return assertThatThrownBy(() -> decision(requestId, digest, ports).decide(Map.copyOf(table)))
                .asInstanceOf(type(ProblemException.class))
                .actual()
                .problem();
    }

    private ApplyDecision decision(String requestId, byte[] digest, PublishedPort... ports) {
        return new ApplyDecision(new ApplyRequest(requestId, digest, List.of(ports), ApplyGuard.OPEN), now);
    }
}
