package dev.dpg.gateway.compatibility;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.PayloadFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonSchemaCompatibilityTest {
    static Stream<CompatibilityCase> cases() {
        return Stream.of(
                p("words change", "{'type':'string'}", "{'type':'string','description':'An a.','x-mine':1}"),
                row(
                        "a property is added",
                        "{'properties':{}}",
                        "{'properties':{'a':{'type':'string'}}}",
                        "property.added(a)"),
                row(
                        "a property is added to a closed object",
                        "{'additionalProperties':false,'properties':{}}",
                        "{'additionalProperties':false,'properties':{'a':{'type':'string'}}}",
                        "property.added(a)!"),
                row(
                        "a property is added to one that restricts others",
                        "{'additionalProperties':{'type':'string'},'properties':{}}",
                        "{'additionalProperties':{'type':'string'},'properties':{'a':{'type':'integer'}}}",
                        "property.added(a)",
                        "type.widened(a)!"),
                row(
                        "a property is removed",
                        "{'properties':{'a':{'type':'string'}}}",
                        "{'properties':{}}",
                        "property.removed(a)!"),
                row(
                        "a required property is removed",
                        "{'properties':{'a':{}},'required':['a']}",
                        "{'properties':{},'additionalProperties':false}",
                        "property.removed(a)!",
                        "required.removed(a)!",
                        "properties.closed()"),
                row("required no more", "{'required':['a'],'title':'t'}", "{'title':'t'}", "required.removed(a)!"),
                row(
                        "required",
                        "{'properties':{'a':{}}}",
                        "{'properties':{'a':{}},'required':['a']}",
                        "required.added(a)"),
                row(
                        "opened",
                        "{'type':'object','additionalProperties':false}",
                        "{'type':'object'}",
                        "properties.opened()!"),
                row(
                        "closed",
                        "{'type':'object'}",
                        "{'type':'object','additionalProperties':false}",
                        "properties.closed()"),
                p("another type", "{'type':'string'}", "{'type':'integer'}", "type.widened(a)!"),
                p("one more type", "{'type':'string'}", "{'type':['string','null']}", "type.widened(a)!"),
                p(
                        "null by an alternative",
                        "{'type':'string'}",
                        "{'anyOf':[{'type':'null'},{'type':'string'}]}",
                        "type.widened(a)!"),
                p("one type less", "{'type':['string','null']}", "{'type':'string'}", "type.narrowed(a)"),
                p("number to integer", "{'type':'number'}", "{'type':'integer'}", "type.narrowed(a)"),
                p("integer to number", "{'type':'integer'}", "{'type':'number'}", "type.widened(a)!"),
                p("no type any more", "{'type':'integer'}", "{}", "type.widened(a)!"),
                p("a value more", "{'enum':['x']}", "{'enum':['x','y']}", "enum.value_added(a)!"),
                p("a value less", "{'enum':['x','y']}", "{'enum':['x']}", "enum.value_removed(a)"),
                p(
                        "values of another type",
                        "{'enum':['x']}",
                        "{'enum':['x',1]}",
                        "type.widened(a)!",
                        "enum.value_added(a)!"),
                p("a list of values", "{'type':'string'}", "{'type':'string','enum':['x']}", "enum.introduced(a)"),
                p("no list of values", "{'type':'string','enum':['x']}", "{'type':'string'}", "enum.removed(a)!"),
                p("a constant becomes a list", "{'const':'x'}", "{'enum':['x','y']}", "enum.value_added(a)!"),
                p("lower minimum", "{'minimum':5}", "{'minimum':4}", "limit.loosened(a)!"),
                p("higher minimum", "{'minimum':5}", "{'minimum':6.5}", "limit.tightened(a)"),
                p("no minimum", "{'minimum':5}", "{}", "limit.removed(a)!"),
                p("a minimum", "{}", "{'minimum':5}", "limit.added(a)"),
                p("longer", "{'maxLength':5}", "{'maxLength':6}", "limit.loosened(a)!"),
                p("shorter", "{'maxLength':5}", "{'maxLength':4}", "limit.tightened(a)"),
                p("another pattern", "{'pattern':'^a'}", "{'pattern':'^ab'}", "schema.not_judged(a)!"),
                p("a pattern", "{'type':'string'}", "{'type':'string','pattern':'^a'}", "limit.added(a)"),
                p("another format", "{'format':'date'}", "{'format':'date-time'}", "schema.not_judged(a)!"),
                p("no format", "{'format':'date'}", "{}", "limit.removed(a)!"),
                p(
                        "base64 from now on",
                        "{'type':'string'}",
                        "{'type':'string','contentEncoding':'base64'}",
                        "schema.not_judged(a)!"),
                p("multiples of more", "{'multipleOf':2}", "{'multipleOf':4}", "limit.tightened(a)"),
                p("multiples of less", "{'multipleOf':4}", "{'multipleOf':2}", "schema.not_judged(a)!"),
                p("items may repeat", "{'uniqueItems':true}", "{'uniqueItems':false}", "schema.not_judged(a)!"),
                p("items change", "{'items':{'type':'string'}}", "{'items':{'type':'integer'}}", "type.widened(a[])!"),
                p("items of any kind", "{'items':{'type':'string'}}", "{}", "type.widened(a[])!"),
                p(
                        "within nested properties",
                        "{'properties':{'b':{'type':'string'}}}",
                        "{'properties':{'b':{'type':'integer'}}}",
                        "type.widened(a.b)!"),
                p("forbidden", "{'type':'string'}", "false"),
                p("allowed", "false", "{'type':'string'}", "schema.allowed(a)!"),
                p(
                        "an alternative more",
                        "{'oneOf':[{'type':'string'},{'type':'integer'}]}",
                        "{'oneOf':[{'type':'string'},{'type':'integer'},{'type':'object'}]}",
                        "alternative.added(a)!"),
                p(
                        "an alternative less",
                        "{'oneOf':[{'type':'string'},{'type':'integer'},{'type':'object'}]}",
                        "{'oneOf':[{'type':'string'},{'type':'integer'}]}",
                        "alternative.removed(a)"),
                p(
                        "alternatives go",
                        "{'anyOf':[{'type':'string'},{'type':'integer'}]}",
                        "{'type':'string'}",
                        "type.narrowed(a)",
                        "schema.not_judged(a)!"),
                p(
                        "names by pattern",
                        "{'additionalProperties':false}",
                        "{'additionalProperties':false,'patternProperties':{'x':{}}}",
                        "schema.not_judged(a)!"),
                row(
                        "parts are put together",
                        "{'allOf':[{'properties':{'a':{'type':'string'}}},{'required':['a']}]}",
                        "{'properties':{'a':{'type':'string'}},'required':['a']}"),
                row(
                        "a reference is followed",
                        "{'properties':{'a':{'$ref':'#/$defs/x'}},'$defs':{'x':{'type':'string'}}}",
                        "{'properties':{'a':{'$ref':'#/$defs/y'}},'$defs':{'y':{'type':'integer'}}}",
                        "type.widened(a)!"),
                row(
                        "a schema that holds itself",
                        "{'properties':{'n':{'$ref':'#'},'x':{'type':'string'}}}",
                        "{'properties':{'n':{'$ref':'#'},'x':{'type':'integer'}}}",
                        "type.widened(x)!"),
                p(
                        "a reference to somewhere",
                        "{'type':'string'}",
                        "{'type':'string','$ref':'other.json'}",
                        "schema.not_judged(a)!"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aChangeHasItsRule(CompatibilityCase row) {
        row.check(PayloadFormat.JSON);
    }

    @Test
    void schemasThatFanOutAreNotJudgedForLong() {
        StringBuilder text = new StringBuilder("{\"properties\":{\"a\":{\"$ref\":\"#/$defs/m0\"}},\"$defs\":{");
        for (int i = 0; i < 40; i++) {
            String next = "{\"$ref\":\"#/$defs/m" + (i + 1) + "\"}";
            text.append("\"m")
                    .append(i)
                    .append("\":{\"anyOf\":[")
                    .append(next)
                    .append(",")
                    .append(next)
                    .append("]},");
        }
        String before = text + "\"m40\":{\"type\":\"string\"}}}";
        String after = text + "\"m40\":{\"type\":\"integer\"}}}";
        Assertions.assertThat(SchemaCompatibility.check(PayloadFormat.JSON, before, after, ""))
                .anyMatch(change -> change.breaking());
    }

    @Test
    @Timeout(60)
    void longListsInManyAlternativesAreNotJudgedForLong() {
        String values =
                IntStream.range(0, 20_000).mapToObj(i -> "\"v" + i + "\"").collect(Collectors.joining(","));
        String branches = "{\"$ref\":\"#/$defs/big\"},".repeat(200) + "{\"$ref\":\"#/$defs/big\"}";
        String schema = "{\"properties\":{\"a\":{\"anyOf\":[" + branches + "]}},\"$defs\":{\"big\":{\"enum\":[";

        Assertions.assertThat(SchemaCompatibility.check(
                        PayloadFormat.JSON, schema + values + "]}}}", schema + values + ",\"new\"]}}}", ""))
                .anyMatch(change -> change.breaking());
    }

    @ParameterizedTest
    @CsvSource({"AVRO,\"string", "PROTOBUF,nonsense", "JSON,nonsense"})
    void whatIsNoSchemaIsRefusedOnEitherSide(PayloadFormat format, String nonsense) {
        String schema = switch (format) {
            case AVRO -> "\"string\"";
            case PROTOBUF -> "message A {}";
            case JSON -> "{}";
        };
        for (String[] sides : new String[][] {{nonsense, schema}, {schema, nonsense}}) {
            assertThatThrownBy(() -> SchemaCompatibility.check(format, sides[0], sides[1], ""))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> Assertions.assertThat(e.problem().reason()).isEqualTo(Reason.BAD_REQUEST));
        }
    }

    /** Schemas of property a. */
    private static CompatibilityCase p(String name, String before, String after, String... expected) {
        return row(name, "{'properties':{'a':" + before + "}}", "{'properties':{'a':" + after + "}}", expected);
    }

    private static CompatibilityCase row(String name, String before, String after, String... expected) {
        return new CompatibilityCase(name, before.replace('\'', '"'), after.replace('\'', '"'), List.of(expected));
    }
}
