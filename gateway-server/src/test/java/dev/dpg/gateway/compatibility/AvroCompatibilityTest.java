package dev.dpg.gateway.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.product.Change;
import dev.dpg.gateway.product.PayloadFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvroCompatibilityTest {
    private static final String ENUM = "{'type':'enum','name':'E','symbols':['A','B']}";

    static Stream<CompatibilityCase> cases() {
        return Stream.of(
                fields("words change", "{'name':'a','type':'int'}", "{'name':'a','type':'int','doc':'An a.'}"),
                fields("order changes", A + "," + B, B + "," + A),
                fields("a field is removed", A + "," + B, A, "field.removed(b)!"),
                fields("a field with default is removed", A + "," + B_DEFAULT, A, "field.removed(b)"),
                fields("a field with default is added", A, A + "," + B_DEFAULT, "field.added(b)"),
                fields("a field is added", A, A + "," + B, "field.added_without_default(b)!"),
                fields("a field is renamed", A, "{'name':'c','type':'int','aliases':['a']}", "field.renamed(a)!"),
                fields(
                        "a field is renamed, and of another type",
                        A,
                        "{'name':'c','type':'string','aliases':['a']}",
                        "field.renamed(a)!",
                        "type.changed(c)!"),
                fields(
                        "a default changes",
                        B_DEFAULT,
                        "{'name':'b','type':'string','default':'y'}",
                        "field.default_changed(b)"),
                type("int to long", "'int'", "'long'", "type.changed(f)!"),
                type("long to int", "'long'", "'int'", "type.changed(f)!"),
                type("float to double", "'float'", "'double'", "type.changed(f)!"),
                type("string to bytes", "'string'", "'bytes'", "type.changed(f)"),
                type("int to string", "'int'", "'string'", "type.changed(f)!"),
                type("may be null", "'int'", "['null','int']", "field.nullable(f)!"),
                type("cannot be null", "['null','int']", "'int'", "field.not_nullable(f)!"),
                type("null stands elsewhere", "['null','int']", "['int','null']"),
                type("one more type", "['int','string']", "['int','string','boolean']", "union.type_added(f)!"),
                type("one type less", "['int','string','boolean']", "['int','string']", "union.type_removed(f)!"),
                type("another order of types", "['int','string']", "['string','int']", "union.changed(f)"),
                type(
                        "a symbol is added",
                        ENUM,
                        "{'type':'enum','name':'E','symbols':['A','B','C']}",
                        "enum.symbol_added(f)!"),
                type(
                        "a symbol is added, readers have a default",
                        "{'type':'enum','name':'E','symbols':['A','B'],'default':'A'}",
                        "{'type':'enum','name':'E','symbols':['A','B','C'],'default':'A'}",
                        "enum.symbol_added(f)"),
                type(
                        "a symbol is removed",
                        ENUM,
                        "{'type':'enum','name':'E','symbols':['A']}",
                        "enum.symbol_removed(f)!"),
                type(
                        "a symbol is removed, with a default",
                        ENUM,
                        "{'type':'enum','name':'E','symbols':['A'],'default':'A'}",
                        "enum.symbol_removed(f)"),
                type("an enum is renamed", ENUM, "{'type':'enum','name':'G','symbols':['A','B']}", "type.renamed(f)!"),
                type(
                        "another size",
                        "{'type':'fixed','name':'F','size':4}",
                        "{'type':'fixed','name':'F','size':8}",
                        "type.size_changed(f)!"),
                type(
                        "items change",
                        "{'type':'array','items':'int'}",
                        "{'type':'array','items':'string'}",
                        "type.changed(f[])!"),
                type(
                        "values change",
                        "{'type':'map','values':'int'}",
                        "{'type':'map','values':'string'}",
                        "type.changed(f{})!"),
                type(
                        "map to array",
                        "{'type':'map','values':'int'}",
                        "{'type':'array','items':'int'}",
                        "type.changed(f)!"),
                type(
                        "milliseconds to microseconds",
                        "{'type':'long','logicalType':'timestamp-millis'}",
                        "{'type':'long','logicalType':'timestamp-micros'}",
                        "type.logical_changed(f)!"),
                type(
                        "another scale",
                        "{'type':'bytes','logicalType':'decimal','precision':9,'scale':2}",
                        "{'type':'bytes','logicalType':'decimal','precision':9,'scale':3}",
                        "type.logical_changed(f)!"),
                type("a text becomes an id", "'string'", "{'type':'string','logicalType':'uuid'}"),
                type(
                        "within a nested record",
                        "{'type':'record','name':'N','fields':[{'name':'x','type':'int'}]}",
                        "{'type':'record','name':'N','fields':[{'name':'x','type':'string'}]}",
                        "type.changed(f.x)!"),
                type(
                        "within items that may be null",
                        "{'type':'array','items':['null',{'type':'record','name':'N','fields':[{'name':'x','type':'int'}]}]}",
                        "{'type':'array','items':['null',{'type':'record','name':'N','fields':[]}]}",
                        "field.removed(f[].x)!"),
                type(
                        "within a record that holds itself",
                        "{'type':'record','name':'N','fields':[{'name':'n','type':['null','N']},{'name':'x','type':'int'}]}",
                        "{'type':'record','name':'N','fields':[{'name':'n','type':['null','N']},{'name':'x','type':'long'}]}",
                        "type.changed(f.x)!"),
                row(
                        "the record is renamed",
                        "{'type':'record','name':'R','fields':[]}",
                        "{'type':'record','name':'S','fields':[]}",
                        "type.renamed()!"),
                row(
                        "another namespace",
                        "{'type':'record','name':'a.R','fields':[]}",
                        "{'type':'record','name':'b.R','fields':[]}"));
    }

    private static final String A = "{'name':'a','type':'int'}";
    private static final String B = "{'name':'b','type':'string'}";
    private static final String B_DEFAULT = "{'name':'b','type':'string','default':'x'}";

    @ParameterizedTest
    @MethodSource("cases")
    void aChangeHasItsRule(CompatibilityCase row) {
        row.check(PayloadFormat.AVRO);
    }

    /** Where only types and fields change, Avro's own judge says the same, taken in both directions. */
    @Test
    void theVerdictIsThatOfTheLibrary() {
        long seed = Long.getLong("dpg.test.seed", new Random().nextLong());
        Random random = new Random(seed);
        int compatible = 0;
        for (int round = 0; round < 3_000; round++) {
            String before = randomRecord(random);
            String after = random.nextInt(4) == 0 ? before : randomRecord(random);
            boolean expected = library(before, after) && library(after, before);
            List<Change> changes = SchemaCompatibility.check(PayloadFormat.AVRO, before, after, "");
            assertThat(Change.compatible(changes))
                    .as("seed %d, round %d: %s → %s: %s", seed, round, before, after, changes)
                    .isEqualTo(expected);
            compatible += expected ? 1 : 0;
        }
        assertThat(compatible).as("seed %d", seed).isBetween(300, 2_900);
    }

    private static boolean library(String reader, String writer) {
        return org.apache.avro.SchemaCompatibility.checkReaderWriterCompatibility(
                                new Schema.Parser().parse(reader), new Schema.Parser().parse(writer))
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }

    private static String randomRecord(Random random) {
        List<String> fields = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            if (random.nextInt(4) > 0) {
                fields.add("{\"name\":\"" + name + "\",\"type\":" + randomType(random, 0) + "}");
            }
        }
        if (random.nextBoolean()) {
            fields.add("{\"name\":\"d\",\"type\":\"int\",\"default\":1}");
        }
        return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + String.join(",", fields) + "]}";
    }

    private static String randomType(Random random, int depth) {
        return switch (random.nextInt(depth < 2 ? 9 : 5)) {
            case 0, 1, 2 -> "\"int\"";
            case 3 -> "\"string\"";
            case 4 -> "\"bytes\"";
            case 5 -> "[\"null\",\"long\"]";
            case 6 -> "[\"int\",\"string\"]";
            case 7 -> "{\"type\":\"array\",\"items\":" + randomType(random, depth + 1) + "}";
            default -> "{\"type\":\"map\",\"values\":" + randomType(random, depth + 1) + "}";
        };
    }

    private static CompatibilityCase fields(String name, String before, String after, String... expected) {
        return row(name, record(before), record(after), expected);
    }

    private static CompatibilityCase type(String name, String before, String after, String... expected) {
        return row(name, record(field(before)), record(field(after)), expected);
    }

    private static String field(String type) {
        return "{'name':'f','type':" + type + "}";
    }

    private static String record(String fields) {
        return "{'type':'record','name':'R','fields':[" + fields + "]}";
    }

    private static CompatibilityCase row(String name, String before, String after, String... expected) {
        return new CompatibilityCase(name, before.replace('\'', '"'), after.replace('\'', '"'), List.of(expected));
    }
}
