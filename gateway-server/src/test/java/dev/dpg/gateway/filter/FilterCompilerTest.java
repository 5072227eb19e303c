package dev.dpg.gateway.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dpg.gateway.fakes.PushedValues;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.ValueKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterCompilerTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            value.totla > 1.0                       | 1 | 7  | names no property: "totla"; did you mean "total"?
            1 == 1 && has(value.buyer.adress.city)  | 1 | 27 | names no property: "adress"; did you mean "address"?
            value.buyer.address.zip == ''           | 1 | 21 | names no property: "zip"; there are city
            value.lines.exists(l, l.quantiti > 1)   | 1 | 25 | names no property: "quantiti"; did you mean "quantity"?
            total > 1.0                             | 1 | 1  | names nothing by "total"; the property is value.total
            val.total > 1.0                         | 1 | 1  | names nothing by "val"; there are headers, key, time, value; there are key, time, headers, and value with
            value.state > 5                         | 1 | 13 | cannot apply > to (string, int); value.state is a string
            value.total == 'x'                      | 1 | 13 | cannot apply == to (double, string); value.total is a number
            value.count + 1                         | 1 | 13 | has to be true or false (bool), and is int
            value.lines.sku == 'a'                  | 1 | 12 | type 'list(object)' does not support field selection
            value.state.foo()                       | 1 | 16 | names nothing by "foo"
            value.state ==                          | 1 | 15 | is no CEL expression: mismatched input '<EOF>'
            value['state'] == 'x'                   | 1 | 6  | cannot apply [] to (object, string)
            value.state.matches('(')                | 1 | 21 | is refused: Regex validation failed
            value.placed > timestamp('tomorrow')    | 1 | 26 | is refused: timestamp validation failed
            key > 1                                 | 1 | 5  | cannot apply > to (string, int)
            """)
    void tellsWhereAndWhy(String filter, int line, int column, String sentence) {
        Problem problem = refused(filter);

        assertThat(problem.message()).contains(sentence);
        assertThat(problem.metadata())
                .containsEntry("line", Integer.toString(line))
                .containsEntry("column", Integer.toString(column))
                .containsEntry("offset", Integer.toString(column - 1));
        assertThat(problem.details()).singleElement().isInstanceOfSatisfying(Problem.FieldViolation.class, detail -> {
            assertThat(detail.field()).isEqualTo("filter");
            assertThat(detail.description())
                    .startsWith("line " + line + ", column " + column)
                    .contains(sentence);
        });
    }

    @Test
    void countsLinesAndOffsetsOverTheWholeText() {
        assertThat(refused("value.paid\n  && value.totla > 1.0").metadata())
                .containsEntry("line", "2")
                .containsEntry("column", "12")
                .containsEntry("offset", "22");
    }

    @Test
    void boundsTextDepthAndSize() {
        refused("value.state == '" + "x".repeat(FilterCompiler.BYTES_MAX) + "'");
        refused("(".repeat(200) + "true" + ")".repeat(200));
        refused("[".repeat(200) + "]".repeat(200) + " == []");
        refused("true" + " && true".repeat(1_020));
        refused("");
    }

    @Test
    void equalFiltersAreCompiledOnce() {
        Filters filters = new Filters();
        PushedValues codec = new PushedValues(FilterTest.ORDER);
        Filter first = filters.of("value.paid", codec, ValueKind.STRING);

        assertThat(filters.of("value.paid", codec, ValueKind.STRING)).isSameAs(first);
        assertThat(filters.of("value.paid", new PushedValues(FilterTest.ORDER), ValueKind.STRING))
                .isNotEqualTo(first);
    }

    private static Problem refused(String filter) {
        var thrown = new Object() {
            Problem problem = Problem.of(Reason.INTERNAL, "nothing was refused");
        };
        assertThatThrownBy(() -> FilterCompiler.compile(filter, new PushedValues(FilterTest.ORDER), ValueKind.STRING))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> thrown.problem = refusal.problem());
        assertThat(thrown.problem.reason()).isEqualTo(Reason.BAD_FILTER);
        return thrown.problem;
    }
}
