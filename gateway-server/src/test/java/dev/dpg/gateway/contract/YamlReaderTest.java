package dev.dpg.gateway.contract;

import static dev.dpg.gateway.contract.Samples.CONTRACT;
import static dev.dpg.gateway.contract.Samples.PRODUCT;
import static dev.dpg.gateway.contract.Samples.changed;
import static dev.dpg.gateway.contract.Samples.lint;
import static dev.dpg.gateway.contract.Samples.only;
import static dev.dpg.gateway.contract.Samples.productWith;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.contract.YamlNode.Kind;
import dev.dpg.gateway.contract.YamlNode.Scalar;
import dev.dpg.gateway.contract.YamlNode.Sequence;
import dev.dpg.gateway.product.Document;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    private final Findings findings = new Findings();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "NO, TEXT",
                "yes, TEXT",
                "1.2.0, TEXT",
                "2026-01-01, TEXT",
                "'7', TEXT",
                "!!str 7, TEXT",
                "1.0, NUMBER",
                "7, INTEGER",
                "0x1F, INTEGER",
                "true, BOOLEAN",
                "False, BOOLEAN",
                "null, NULL",
                "~, NULL"
            })
    void plainScalarsAreWhatYaml12SaysTheyAre(String written, Kind kind) {
        assertThat(read("- " + written))
                .get()
                .isInstanceOfSatisfying(
                        Sequence.class,
                        list -> assertThat(list.items())
                                .singleElement()
                                .isInstanceOfSatisfying(
                                        Scalar.class,
                                        scalar -> assertThat(scalar.kind()).isEqualTo(kind)));
    }

    @Test
    void brokenYamlIsFoundWithItsLineAndWhatWasExpected() {
        Finding finding =
                only(productWith("domain: sales", "domain: [sales"), Rule.DOCUMENT_SYNTAX, "p.odps.yaml:8:12");

        assertThat(finding.message()).contains("expected ',' or ']'");
    }

    @Test
    void brokenYamlOfAContractDoesNotHideWhatIsWrongWithTheProduct() {
        List<Finding> found = lint(changed(PRODUCT, "status: active", "status: bananas"), CONTRACT + "\t- x")
                .findings();

        assertThat(found).extracting(Finding::rule).containsExactly(Rule.PRODUCT_STATUS, Rule.DOCUMENT_SYNTAX);
    }

    @Test
    void aCharacterOfTwoUnitsMayStandAnywhere() {
        for (int length = 700; length < 1_300; length++) {
            String comment = "# " + "x".repeat(length) + "\ud83d\ude00\n";

            assertThat(lint(comment + PRODUCT, comment + CONTRACT).findings())
                    .as("behind %d characters", length)
                    .isEmpty();
        }
    }

    @Test
    void aKeyThatStandsTwiceIsRefusedWhereItStandsAgain() {
        Finding finding = only(
                productWith("domain: sales\n", "domain: sales\ndomain: stock\n"),
                Rule.DOCUMENT_DUPLICATE_KEY,
                "p.odps.yaml:8:1");

        assertThat(finding.message()).contains("line 7");
    }

    @Test
    void anAliasIsWhatItsAnchorIs() {
        String contract = changed(CONTRACT, "domain: sales\n", "domain: &d sales\n");
        contract = changed(contract, "tags: [contract]", "tags: [*d]");

        LintResult result = lint(PRODUCT, contract);

        assertThat(result.findings()).isEmpty();
        assertThat(result.ports().get(0).tags()).contains("sales");
    }

    @Test
    void aliasesThatGrowBeyondMeasureAreRefused() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 20; i++) {
            laughs.append(
                    "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1, i - 1, i - 1));
        }
        assertThat(read(laughs.toString())).isEmpty();
        assertThat(findings.all())
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule()).isEqualTo(Rule.DOCUMENT_LIMIT));
    }

    @Test
    void aliasesThatNestTooDeepAreRefused() {
        StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 200; i++) {
            text.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
        }
        assertThat(read(text.toString())).isEmpty();
        assertThat(findings.all()).extracting(Finding::rule).containsExactly(Rule.DOCUMENT_LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void deepNestingIsRefused(String open) {
        assertThat(read(open.repeat(30_000))).isEmpty();
        assertThat(findings.all()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(Rule.DOCUMENT_LIMIT);
            assertThat(finding.message()).contains("deeper than " + YamlComposer.DEPTH_MAX);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: *b           | names no anchor",
                "a: &b [*b]      | names no anchor",
                "a: !java x      | The tag \"!java\"",
                "a: !!float 1    | The tag \"tag:yaml.org,2002:float\"",
                "a: !!set {b: c} | The tag \"tag:yaml.org,2002:set\"",
                "[a]: b          | A key has to be a text",
                "a: 'b           | unexpected end of stream",
                "a: b: c         | mapping values are not allowed here",
                "%YAML 3.0\\n--- | not YAML 1.2",
                "a: 1\\n---\\nb: 2 | A second document"
            })
    void whatIsNotOneDocumentOfPlainValuesIsRefused(String text, String message) {
        assertThat(read(text.replace("\\n", "\n"))).isEmpty();
        assertThat(findings.all()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(Rule.DOCUMENT_SYNTAX);
            assertThat(finding.message()).contains(message);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing but this", "\n\n"})
    void anEmptyDocumentIsRefused(String text) {
        assertThat(read(text)).isEmpty();
        assertThat(findings.all())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).isEqualTo("The document is empty."));
    }

    @Test
    void aByteOrderMarkIsPassedOver() {
        assertThat(read("\uFEFFkey: value")).isPresent();
    }

    @Test
    void bytesThatAreNotUtf8AreFoundWhereTheyStand() {
        byte[] bytes = "key: value\nname: M\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(YamlReader.read(new Document("f", bytes), findings)).isEmpty();
        only(findings.all(), Rule.DOCUMENT_ENCODING, "f:2:8");
    }

    @Test
    void charactersThatYamlForbidsAreFoundWhereTheyStand() {
        assertThat(read("key: value\nname: a\u0001b\n")).isEmpty();
        assertThat(only(findings.all(), Rule.DOCUMENT_ENCODING, "f:2:8").message())
                .contains("U+0001");
    }

    @Test
    void aDocumentAboveTheLimitIsNotRead() {
        assertThat(read("k: " + "x".repeat(DocumentLint.BYTES_MAX - 3))).isPresent();
        assertThat(read("k: " + "x".repeat(DocumentLint.BYTES_MAX - 2))).isEmpty();
        only(findings.all(), Rule.DOCUMENT_SIZE, "f");
    }

    private Optional<YamlNode> read(String text) {
        return YamlReader.read(Samples.document("f", text), findings);
    }
}
