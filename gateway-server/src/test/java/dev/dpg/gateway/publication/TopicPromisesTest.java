package dev.dpg.gateway.publication;

import static dev.dpg.gateway.fakes.OrderDocuments.SALES;
import static dev.dpg.gateway.fakes.OrderDocuments.contract;
import static dev.dpg.gateway.fakes.OrderDocuments.document;
import static dev.dpg.gateway.fakes.OrderDocuments.product;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.contract.Finding;
import dev.dpg.gateway.contract.Rule;
import dev.dpg.gateway.fakes.FakeClusters;
import dev.dpg.gateway.log.TopicLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What contracts promise of their topics is compared with the topics. */
class TopicPromisesTest {
    private static final TopicLimits A_WEEK = new TopicLimits(Optional.of(Duration.ofDays(7)), false);
    private static final TopicLimits FOREVER = new TopicLimits(Optional.empty(), false);

    private final FakeClusters clusters = new FakeClusters("sales.orders");
    private final DocumentCheck check = new DocumentCheck(List.of(SALES), clusters, SchemaSource.NONE);

    @ParameterizedTest
    @ValueSource(strings = {"value: 8, unit: d", "value: unlimited", "value: P30D", "value: 2, unit: mo"})
    void nobodyPromisesMoreThanTheTopicKeeps(String promise) {
        clusters.keep(A_WEEK);
        assertThat(rules(promise)).containsExactly(Rule.CONTRACT_RETENTION);

        clusters.keep(FOREVER);
        assertThat(rules(promise)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"value: 7, unit: d", "value: 168, unit: h", "value: 1, unit: w", "value: P7D"})
    void whatIsKeptMayBePromised(String promise) {
        clusters.keep(A_WEEK);

        assertThat(rules(promise)).isEmpty();
    }

    @Test
    void compactionThatTheContractDoesNotTellIsAWarning() {
        clusters.keep(new TopicLimits(Optional.empty(), true));

        assertThat(findings("value: unlimited")).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(Rule.CONTRACT_CLEANUP_POLICY_TOPIC);
            assertThat(finding.blocks()).isFalse();
        });
    }

    private List<Rule> rules(String promise) {
        return findings(promise).stream().map(Finding::rule).toList();
    }

    private List<Finding> findings(String promise) {
        String promising = contract("1.0.0") + "slaProperties: [{property: retention, " + promise + "}]\n";
        return check.check(document("p", product("1.0.0")), List.of(document("c", promising)), DomainGuard.OPEN)
                .findings();
    }
}
