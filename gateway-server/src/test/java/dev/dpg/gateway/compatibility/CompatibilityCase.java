package dev.dpg.gateway.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.product.Change;
import dev.dpg.gateway.product.PayloadFormat;
import java.util.List;

/**
 * One row of a table of changes.
 *
 * @param name what is done
 * @param before the old schema
 * @param after the new one
 * @param expected rule, path in brackets, and a mark of exclamation where it is breaking; in order
 */
record CompatibilityCase(String name, String before, String after, List<String> expected) {
    void check(PayloadFormat format) {
        List<Change> changes = SchemaCompatibility.check(format, before, after, "");
        assertThat(changes)
                .extracting(change -> change.rule() + "(" + change.path() + ")" + (change.breaking() ? "!" : ""))
                .containsExactlyElementsOf(expected);
        assertThat(changes).allSatisfy(change -> {
            assertThat(change.message()).matches("[A-Z\"].*\\.");
            assertThat(change.consequence()).matches("[A-Z].*[.]");
        });
        assertThat(SchemaCompatibility.check(format, before, before, "")).isEmpty();
        assertThat(SchemaCompatibility.check(format, after, after, "")).isEmpty();
    }

    @Override
    public String toString() {
        return name + " → " + expected;
    }
}
