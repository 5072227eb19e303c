package dev.dpg.gateway.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.PayloadFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PayloadDetectorTest {
    private static final byte[] FRAMED = {0, 0, 0, 0, 7, 2, 'x'};
    private static final byte[] GARBAGE = {(byte) 0x93, 1, 2, (byte) 0xFF, 's', 'e', 'c', 'r', 'e', 't'};

    @Test
    void aTopicWithoutRecordsIsRefusedWithWhatToDoNext() {
        Problem problem = refused(List.of());

        assertThat(problem.reason()).isEqualTo(Reason.WRONG_STATE);
        assertThat(problem.message())
                .contains("\"sales.orders\" holds no record", "Write some records", "docs/publishing.md");
    }

    @Test
    void tombstonesAloneAreNothingToDraftFrom() {
        assertThat(refused(List.of(Drafts.record("k", null))).message()).contains("nothing but tombstones");
    }

    @Test
    void garbageIsRefusedByItsKindAndNeverShown() {
        Problem problem = refused(Collections.nCopies(3, value(GARBAGE)));

        assertThat(problem.reason()).isEqualTo(Reason.WRONG_STATE);
        assertThat(problem.message())
                .contains("3 binary values without a known frame")
                .doesNotContain("secret");
    }

    @Test
    void textIsRefusedByItsKindAndNeverShown() {
        Problem problem = refused(Drafts.values("secret,one", "secret,two"));

        assertThat(problem.message()).contains("2 texts that are not JSON").doesNotContain("secret");
    }

    @Test
    void jsonThatIsNoObjectHasNoProperties() {
        assertThat(refused(Drafts.values("[1]", "2", "\"x\"")).message()).contains("3 JSON values that are no objects");
    }

    @Test
    void severalFormatsAreCountedAndRefused() {
        List<SampledRecord> mixed = new ArrayList<>(Drafts.values("{\"a\":1}", "{\"a\":2}", "x"));
        mixed.add(value(GARBAGE));
        mixed.add(value(new byte[0]));

        assertThat(refused(mixed).message())
                .contains(
                        "2 JSON objects",
                        "1 text that is not JSON",
                        "1 binary value without a known frame",
                        "1 empty value",
                        "topic of its own");
    }

    @Test
    void aFewOthersAreNotedAndDoNotCount() {
        List<SampledRecord> records = new ArrayList<>(Collections.nCopies(30, Drafts.record(null, "{\"a\":1}")));
        records.add(value(GARBAGE));

        Draft draft = Drafts.of(records);

        assertThat(Drafts.fields(draft)).containsExactly("a integer!");
        assertThat(draft.notes()).anyMatch(note -> note.contains("1 binary value without a known frame"));
    }

    @Test
    void aFrameThatNoRegistryKnowsLeadsToTheConfiguration() {
        assertThat(refused(List.of(value(FRAMED))).message())
                .contains("registries.NAME.url")
                .doesNotContain("7");
    }

    @ParameterizedTest
    @EnumSource
    void aFrameIsOfTheFormatThatItsSchemaHas(PayloadFormat format) {
        byte[] framed = "\0\0\0\0\7{}".getBytes(StandardCharsets.UTF_8);
        var schema = new RegisteredSchema(7, format, "", List.of());

        assertThat(Payload.of(framed, Map.of(7, schema)).format()).isEqualTo(format);
        assertThat(Drafting.schemaIds(List.of(value(framed), value(GARBAGE), Drafts.record(null, "{}"))))
                .containsExactly(7);
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-16"})
    void jsonInAnotherEncodingIsNotJson(String charset) {
        byte[] bytes = "{\"a\":1}".getBytes(java.nio.charset.Charset.forName(charset));

        assertThat(Payload.of(bytes, Map.of())).isNotEqualTo(Payload.JSON);
    }

    @Test
    void jsonWithSomethingBehindItIsNotJson() {
        assertThat(Payload.of("{} x".getBytes(StandardCharsets.UTF_8), Map.of()))
                .isEqualTo(Payload.TEXT);
        assertThat(Payload.of("{\"a\":1".getBytes(StandardCharsets.UTF_8), Map.of()))
                .isEqualTo(Payload.TEXT);
        assertThat(Payload.of("\u00ef\u00bb\u00bf{}".getBytes(StandardCharsets.ISO_8859_1), Map.of()))
                .isEqualTo(Payload.TEXT);
    }

    private static SampledRecord value(byte[] bytes) {
        return new SampledRecord(null, bytes);
    }

    private static Problem refused(List<SampledRecord> records) {
        return catchThrowableOfType(ProblemException.class, () -> Drafts.of(records))
                .problem();
    }
}
