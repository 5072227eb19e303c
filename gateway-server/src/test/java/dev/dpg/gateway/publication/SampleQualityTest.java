package dev.dpg.gateway.publication;

import static dev.dpg.gateway.fakes.OrderDocuments.contract;
import static dev.dpg.gateway.fakes.OrderDocuments.document;
import static dev.dpg.gateway.fakes.OrderDocuments.product;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.contract.DocumentLint;
import dev.dpg.gateway.contract.Finding;
import dev.dpg.gateway.contract.LintResult;
import dev.dpg.gateway.contract.LintedPort;
import dev.dpg.gateway.contract.Rule;
import dev.dpg.gateway.log.memory.MemoryLog;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleQualityTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private final MemoryLog log = new MemoryLog("cluster", Runnable::run, CLOCK);
    private final SampleQuality quality = new SampleQuality(cluster -> log, SchemaSource.NONE, CLOCK);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            required: true                                                         | required      | {"id": null}
            required: true                                                         | required      | {}
            logicalTypeOptions: {minLength: 2}                                     | minLength     | {"id": "a"}
            logicalTypeOptions: {maxLength: 2}                                     | maxLength     | {"id": "abc"}
            logicalTypeOptions: {pattern: "^[A-Z]+$"}                              | pattern       | {"id": "ab"}
            quality: [{metric: nullValues, mustBe: 0}]                             | nullValues    | {"id": null}
            quality: [{metric: missingValues, mustBe: 0, arguments: {missingValues: ["-"]}}] | missingValues | {"id": "-"}
            quality: [{metric: invalidValues, mustBe: 0, arguments: {validValues: [AB, CD]}}] | invalidValues | {"id": "EF"}
            quality: [{name: words, type: custom, engine: cel, implementation: "value.id != 'x'"}] | words | {"id": "x"}
            """)
    void aTextIsHeldToItsRule(String promise, String rule, String bad) {
        breaks("string", promise, rule, "{\"id\": \"AB\"}", bad);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            integer   | {minimum: 1}             | minimum          | {"id": 0}
            integer   | {maximum: 9}             | maximum          | {"id": 10}
            number    | {exclusiveMinimum: 2.5}  | exclusiveMinimum | {"id": 2.5}
            number    | {exclusiveMaximum: 5}    | exclusiveMaximum | {"id": 5}
            number    | {multipleOf: 0.5}        | multipleOf       | {"id": 2.75}
            """)
    void aNumberIsHeldToItsBounds(String type, String options, String rule, String bad) {
        breaks(type, "logicalTypeOptions: " + options, rule, "{\"id\": 3}", bad);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {minItems: 2}       | minItems    | {"id": ["a"]}
            {maxItems: 2}       | maxItems    | {"id": ["a", "b", "c"]}
            {uniqueItems: true} | uniqueItems | {"id": ["a", "a"]}
            """)
    void aListIsHeldToItsItems(String options, String rule, String bad) {
        breaks(
                "array",
                "items: {logicalType: string}\n        logicalTypeOptions: " + options,
                rule,
                "{\"id\": [\"a\", \"b\"]}",
                bad);
    }

    @Test
    void aTimeIsHeldToItsBounds() {
        breaks(
                "timestamp",
                "logicalTypeOptions: {minimum: \"2026-01-01T00:00:00Z\"}",
                "minimum",
                "{\"id\": \"2026-01-01T00:00:00Z\"}",
                "{\"id\": \"2025-12-31T23:59:59.9Z\"}");
    }

    @Test
    void duplicatesAreFoundOverTheSample() {
        LintedPort port = port("string", "quality: [{metric: duplicateValues, mustBe: 0}]");
        fill("{\"id\": \"a\"}", "{\"id\": \"b\"}", "{\"id\": \"a\"}");

        assertThat(quality.forPlan(port, 1).quality()).contains(new QualityResult("duplicateValues", "id", 3, 1, true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [id]       | id
            [same]     | same
            [id, same] |
            []         |
            """)
    void duplicatesOfARecordAreThoseOfTheOnePropertyThatIsNamed(String named, @Nullable String path) {
        LintedPort port = port("string", """
                required: true
                      - {name: same, logicalType: string}
                    quality: [{metric: duplicateValues, mustBe: 0, arguments: {properties: %s}}]
                """.formatted(named).strip());
        fill(
                "{\"id\": \"a\", \"same\": \"x\"}",
                "{\"id\": \"b\", \"same\": \"y\"}",
                "{\"id\": \"a\", \"same\": \"y\"}");

        assertThat(quality.forPlan(port, 1).quality())
                .filteredOn(result -> result.rule().equals("duplicateValues"))
                .isEqualTo(path == null ? List.of() : List.of(new QualityResult("duplicateValues", path, 3, 1, true)));
    }

    @Test
    void nestedPropertiesAreOnlyMissedWhereTheirObjectIs() {
        LintedPort port = port("object", "properties: [{name: inner, logicalType: string, required: true}]");
        fill("{}", "{\"id\": {\"inner\": \"a\"}}", "{\"id\": {}}");

        assertThat(quality.forPlan(port, 1).quality()).contains(new QualityResult("required", "id.inner", 2, 1, true));
    }

    @Test
    void aTopicOfAnotherFormatIsFound() {
        LintedPort port = port("string", "required: true");
        fill("not json", "no", "no", "no", "no", "no", "no", "no", "no", "no", "{\"id\": \"a\"}");

        SampleReport report = quality.forApply(port, 1);
        assertThat(report.sampled()).isEqualTo(11);
        assertThat(report.undecodable()).isEqualTo(10);
        assertThat(report.findings()).extracting(Finding::rule).containsExactly(Rule.CONTRACT_SAMPLE_UNREADABLE);
    }

    @Test
    void aFewBadRecordsDoNotBlock() {
        LintedPort port = port("string", "required: true");
        fill("no", "{}", "{\"id\": \"a\"}", "{\"id\": \"b\"}");

        assertThat(quality.forApply(port, 1).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(Rule.CONTRACT_QUALITY_FAILURES);
            assertThat(finding.message()).isEqualTo("1 of 3 records break the rule required of id.");
        });
    }

    @Test
    void aRuleThatMostRecordsBreakBlocksUnlessItsAuthorSaysOtherwise() {
        String[] records = new String[12];
        Arrays.fill(records, "{\"id\": \"x\"}");
        fill(records);
        String check = "quality: [{name: q, type: custom, engine: cel, implementation: \"value.id == 'y'\"%s}]";

        assertThat(quality.forApply(port("string", check.formatted("")), 1).findings())
                .extracting(Finding::rule)
                .containsExactly(Rule.CONTRACT_QUALITY_BROKEN);
        assertThat(quality.forApply(port("string", check.formatted(", severity: warning")), 1)
                        .findings())
                .extracting(Finding::rule)
                .containsExactly(Rule.CONTRACT_QUALITY_FAILURES);
    }

    @Test
    void anExpressionThatIsNoneIsAFindingWhateverTheTopicHolds() {
        LintedPort port =
                port("string", "quality: [{name: q, type: custom, engine: cel, implementation: \"value.other == 1\"}]");
        log.createTopic("sales.orders", 1);

        assertThat(quality.forApply(port, 1).findings())
                .extracting(Finding::rule)
                .containsExactly(Rule.CONTRACT_QUALITY_EXPRESSION, Rule.CONTRACT_SAMPLE_EMPTY);
    }

    @Test
    void theNewestRecordsOfAllPartitionsAreLookedAt() {
        LintedPort port = port("integer", "logicalTypeOptions: {minimum: 150}");
        log.createTopic("sales.orders", 2);
        for (int i = 0; i < 200; i++) {
            append(i % 2, "{\"id\": " + i + "}");
        }

        SampleReport report = quality.forApply(port, 1);
        assertThat(report.sampled()).isEqualTo(100);
        assertThat(report.quality()).contains(new QualityResult("minimum", "id", 100, 50, true));
    }

    @Test
    void judgingEndsWhenTimeIsUp() {
        AtomicInteger asked = new AtomicInteger();
        InstantSource quick = () -> NOW.plusMillis(100L * asked.incrementAndGet());
        SampleQuality hurried = new SampleQuality(cluster -> log, SchemaSource.NONE, quick);
        String[] records = new String[500];
        Arrays.fill(records, "{\"id\": \"x\"}");
        fill(records);

        assertThat(hurried.forPlan(port("string", "required: true"), 1).sampled())
                .isBetween(1L, 100L);
        assertThat(hurried.forPlan(port("string", "required: true"), 5).sampled())
                .isBetween(1L, 20L);
    }

    @Test
    void aPatternThatNeverEndsIsCutOff() {
        Pattern slow = Pattern.compile("(a+)+$");

        assertThat(BoundedText.matches(slow, "a".repeat(40) + "b")).isFalse();
        assertThat(BoundedText.matches(slow, "aaa")).isTrue();
    }

    private void breaks(String type, String promise, String rule, String good, String bad) {
        LintedPort port = port(type, promise);
        fill(good, bad, good.replace("AB", "CD"));

        SampleReport report = quality.forPlan(port, 1);
        assertThat(report.undecodable()).isZero();
        assertThat(report.quality())
                .filteredOn(result -> result.rule().equals(rule))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.checked()).isEqualTo(3);
                    assertThat(result.failed()).isEqualTo(1);
                });
    }

    private static LintedPort port(String type, String promise) {
        String contract = contract("1.0.0")
                .replace("name: order_id", "name: id")
                .replace("logicalType: string", "logicalType: " + type + "\n        " + promise);
        LintResult result =
                DocumentLint.offline().lint(document("p", product("1.0.0")), List.of(document("c", contract)));
        assertThat(result.findings()).isEmpty();
        return result.understood().get(0);
    }

    private void fill(String... values) {
        log.createTopic("sales.orders", 1);
        for (String value : values) {
            append(0, value);
        }
    }

    private void append(int partition, String value) {
        log.append("sales.orders", partition, NOW, null, value.getBytes(StandardCharsets.UTF_8));
    }
}
