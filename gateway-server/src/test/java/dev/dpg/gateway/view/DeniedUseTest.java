package dev.dpg.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.codec.RecordCodecs;
import dev.dpg.gateway.codec.Salt;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.filter.FilterCompiler;
import dev.dpg.gateway.filter.KeySelection;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.Mask;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.ValueKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody finds out by asking what is masked. */
class DeniedUseTest {
    private static final RecordCodec CODEC = RecordCodecs.of(
            PayloadFormat.JSON,
            SchemaOrigin.NONE,
            RecordType.of(List.of(
                    new Field("id", FieldType.STRING, true, ""),
                    new Field("customer", FieldType.OBJECT, false, ""),
                    new Field("customer.name", FieldType.STRING, false, ""),
                    new Field("customer.country", FieldType.STRING, false, ""),
                    new Field("home", FieldType.OBJECT, false, ""),
                    new Field("home.city", FieldType.STRING, false, ""),
                    new Field("lines", FieldType.ARRAY, false, ""),
                    new Field("lines[]", FieldType.OBJECT, false, ""),
                    new Field("lines[].iban", FieldType.STRING, false, ""),
                    new Field("total", FieldType.NUMBER, false, ""))),
            SchemaSource.NONE);
    private static final Restrictions MASKED = new Restrictions(
            Map.of("customer.name", Mask.REDACT, "home", Mask.NULL, "lines[].iban", Mask.NULL),
            Salt.NONE,
            Optional.empty(),
            List.of("id"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "value.customer.name == 'x' | customer.name",
                "`value.total > 1.0 || !(value.customer.name.startsWith('a'))` | customer.name",
                "has(value.customer.name) | customer.name",
                "has(value.customer) | customer.name",
                "value.home.city == 'x' | home",
                "value.lines.exists(l, l.iban == 'x') | lines[].iban",
                "size(value.lines) > 1 | lines[].iban",
                "value.customer.name == value.home.city | customer.name,home",
            })
    void aFilterDoesNotAskForIt(String text, String fields) {
        Problem problem = refused(MASKED, Encoding.JSON, filter(text));

        assertThat(problem.reason()).isEqualTo(Reason.FIELD_DENIED);
        assertThat(problem.metadata()).containsEntry("fields", fields);
        assertThat(problem.message()).startsWith("filter: ").contains(fields.replace(",", ", "), "leave that out");
    }

    @Test
    void norDoesOneForAllOfTheValue() {
        Problem problem = refused(MASKED, Encoding.JSON, filter("[value].size() == 1"));

        assertThat(problem.metadata()).containsEntry("fields", "customer.name,home,lines[].iban");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "value.id == 'x' && value.total > 1.0",
                "value.customer.country == 'DE'",
                "key == 'x'",
                "time > timestamp('2026-01-01T00:00:00Z')"
            })
    void whatIsNotMaskedMayBeAskedFor(String text) {
        assertThatCode(() -> DeniedUse.refuse(MASKED, Encoding.PROTOBUF, filter(text)))
                .doesNotThrowAnyException();
    }

    @Test
    void aKeyThatHoldsItIsNotAskedForEither() {
        Restrictions key = new Restrictions(Map.of("id", Mask.REDACT), Salt.NONE, Optional.empty(), List.of("id"));
        Restrictions unknown = new Restrictions(Map.of("home", Mask.NULL), Salt.NONE, Optional.empty(), List.of());
        Wanted keys = new Wanted(Optional.empty(), Optional.of(new KeySelection(Set.of("a"))));

        for (Restrictions restrictions : List.of(key, unknown)) {
            assertThat(refused(restrictions, Encoding.JSON, keys).message()).startsWith("keys: ");
            assertThat(refused(restrictions, Encoding.JSON, filter("key != 'a'"))
                            .message())
                    .contains("leave key out");
        }
        assertThatCode(() -> DeniedUse.refuse(MASKED, Encoding.JSON, keys)).doesNotThrowAnyException();
    }

    @Test
    void headersAreNotAskedForBesideMasks() {
        assertThat(refused(MASKED, Encoding.JSON, filter("headers['h'] == 'x'")).message())
                .contains("leave headers out");
        assertThatCode(() -> DeniedUse.refuse(rows(), Encoding.RAW, filter("headers['h'] == 'x'")))
                .doesNotThrowAnyException();
    }

    @Test
    void storedBytesAreNotGivenBesideMasks() {
        Problem problem = refused(MASKED, Encoding.RAW, Wanted.ALL);

        assertThat(problem.reason()).isEqualTo(Reason.FIELD_DENIED);
        assertThat(problem.message())
                .contains("customer.name, home, lines[].iban are masked", "ask for JSON or PROTOBUF");
        assertThatCode(() -> DeniedUse.refuse(rows(), Encoding.RAW, Wanted.ALL)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void whoIsNotRestrictedMayAskForEverything(Encoding encoding) {
        assertThatCode(() -> DeniedUse.refuse(Restrictions.NONE, encoding, filter("value.customer.name == 'x'")))
                .doesNotThrowAnyException();
    }

    private static Restrictions rows() {
        return new Restrictions(Map.of(), Salt.NONE, filter("value.total > 1.0").filter(), List.of());
    }

    private static Wanted filter(String text) {
        return new Wanted(Optional.of(FilterCompiler.compile(text, CODEC, ValueKind.STRING)), Optional.empty());
    }

    private static Problem refused(Restrictions restrictions, Encoding encoding, Wanted wanted) {
        return catchThrowableOfType(ProblemException.class, () -> DeniedUse.refuse(restrictions, encoding, wanted))
                .problem();
    }
}
