package dev.dpg.gateway.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dpg.gateway.product.Change;
import dev.dpg.gateway.product.PayloadFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProtobufCompatibilityTest {
    static Stream<CompatibilityCase> cases() {
        return Stream.of(
                row("words change", "int32 a = 1;", "/* An a. */ int32 a = 1;"),
                row("order changes", "int32 a = 1; int32 b = 2;", "int32 b = 2; int32 a = 1;"),
                row("a field is added", "int32 a = 1;", "int32 a = 1; int32 b = 2;", "field.added(b)"),
                row("a field is removed", "int32 a = 1;", "", "field.removed_without_reserve(a)!"),
                row(
                        "only its name is reserved",
                        "int32 a = 1;",
                        "reserved \"a\";",
                        "field.removed_without_reserve(a)!"),
                row("only its number is reserved", "int32 a = 1;", "reserved 1;", "field.removed_without_reserve(a)!"),
                row("both are reserved", "int32 a = 1;", "reserved 1; reserved \"a\";", "field.removed(a)"),
                row("a reserved number is taken", "reserved 1;", "int32 a = 1;", "field.reserved(a)!"),
                row("a reserved name is taken", "reserved \"a\";", "int32 a = 1;", "field.reserved(a)!"),
                row(
                        "reservations go",
                        "reserved 1, 5 to 9; reserved \"a\";",
                        "reserved 1;",
                        "reserved.removed()",
                        "reserved.removed()"),
                row("a number changes", "int32 a = 1;", "int32 a = 2;", "field.number_changed(a)!"),
                row("a number is reused", "int32 a = 1;", "string b = 1;", "field.number_reused(a)!"),
                row("a field is renamed", "int32 a = 1;", "int32 b = 1;", "field.renamed(a)!"),
                row(
                        "the JSON name changes",
                        "int32 a = 1;",
                        "int32 a = 1 [json_name = \"b\"];",
                        "field.json_name_changed(a)!"),
                row("a narrower type", "int64 a = 1;", "int32 a = 1;", "field.type_changed(a)"),
                row("a wider type", "int32 a = 1;", "int64 a = 1;", "field.type_changed(a)!"),
                row("another sign", "int32 a = 1;", "uint32 a = 1;", "field.type_changed(a)!"),
                row("zigzag", "int32 a = 1;", "sint32 a = 1;", "field.type_changed(a)!"),
                row("text to bytes", "string a = 1;", "bytes a = 1;", "field.type_changed(a)!"),
                row("number to text", "int32 a = 1;", "string a = 1;", "field.type_changed(a)!"),
                row("fixed width", "fixed32 a = 1;", "fixed64 a = 1;", "field.type_changed(a)!"),
                row("number to enum", "int32 a = 1;", "E a = 1; enum E { X = 0; }", "field.type_changed(a)!"),
                row("text to message", "string a = 1;", "N a = 1; message N {}", "field.type_changed(a)!"),
                row("single to list", "int32 a = 1;", "repeated int32 a = 1;", "field.cardinality_changed(a)!"),
                row("list to single", "repeated string a = 1;", "string a = 1;", "field.cardinality_changed(a)!"),
                row("presence comes", "int32 a = 1;", "optional int32 a = 1;", "field.presence_changed(a)"),
                row("presence goes", "optional int32 a = 1;", "int32 a = 1;", "field.presence_changed(a)"),
                row("packed or not", "repeated int32 a = 1;", "repeated int32 a = 1 [packed = false];"),
                row(
                        "into a oneof",
                        "optional int32 a = 1; optional int32 b = 2;",
                        "oneof o { int32 a = 1; int32 b = 2; }",
                        "field.oneof_changed(a)!",
                        "field.oneof_changed(b)!"),
                row("out of a oneof", "oneof o { int32 a = 1; }", "optional int32 a = 1;", "field.oneof_changed(a)!"),
                row(
                        "an enum value is added",
                        "E a = 1; enum E { X = 0; }",
                        "E a = 1; enum E { X = 0; Y = 1; }",
                        "enum.value_added(a)"),
                row(
                        "an enum value is removed",
                        "E a = 1; enum E { X = 0; Y = 1; }",
                        "E a = 1; enum E { X = 0; }",
                        "enum.value_removed_without_reserve(a)!"),
                row(
                        "an enum value is removed and reserved",
                        "E a = 1; enum E { X = 0; Y = 1; }",
                        "E a = 1; enum E { X = 0; reserved 1; reserved \"Y\"; }",
                        "enum.value_removed(a)"),
                row(
                        "an enum value is renamed",
                        "E a = 1; enum E { X = 0; Y = 1; }",
                        "E a = 1; enum E { X = 0; Z = 1; }",
                        "enum.value_renamed(a)!"),
                row(
                        "an enum value is renumbered",
                        "E a = 1; enum E { X = 0; Y = 1; }",
                        "E a = 1; enum E { X = 0; Y = 2; }",
                        "enum.number_changed(a)!"),
                row(
                        "a map becomes a list",
                        "map<string, int32> a = 1;",
                        "repeated int32 a = 1;",
                        "field.type_changed(a)!"),
                row("keys of a map", "map<string, int32> a = 1;", "map<int32, int32> a = 1;", "field.type_changed(a)!"),
                row(
                        "values of a map",
                        "map<string, int32> a = 1;",
                        "map<string, string> a = 1;",
                        "field.type_changed(a{})!"),
                row(
                        "within a nested message",
                        "repeated N n = 1; message N { int32 x = 1; }",
                        "repeated N n = 1; message N { string x = 1; }",
                        "field.type_changed(n[].x)!"),
                row(
                        "within a message that holds itself",
                        "N n = 1; message N { N n = 1; int32 x = 2; }",
                        "N n = 1; message N { N n = 1; string x = 2; }",
                        "field.type_changed(n.x)!"),
                row(
                        "a nested message is renamed",
                        "N n = 1; message N { int32 x = 1; }",
                        "P n = 1; message P { int32 x = 1; }"),
                old("required goes", "required int32 a = 1;", "optional int32 a = 1;", "field.required_changed(a)!"),
                old("required comes", "optional int32 a = 1;", "required int32 a = 1;", "field.required_changed(a)!"),
                old("a required field is added", "", "required int32 a = 1;", "field.required_added(a)!"),
                old(
                        "a required field is removed",
                        "required int32 a = 1;",
                        "reserved 1; reserved \"a\";",
                        "field.removed(a)!"),
                old(
                        "a default changes",
                        "optional int32 a = 1 [default = 1];",
                        "optional int32 a = 1 [default = 2];",
                        "field.default_changed(a)!"),
                new CompatibilityCase(
                        "the message is renamed", "message A {}", "message B {}", List.of("message.renamed()!")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aChangeHasItsRule(CompatibilityCase row) {
        row.check(PayloadFormat.PROTOBUF);
    }

    @Test
    void aMessageByNameIsComparedWithItself() {
        String before = "package p; message A { optional int32 a = 1; } message B { optional int32 b = 1; }";
        String after = "package p; message B { optional string b = 1; }";
        assertThat(SchemaCompatibility.check(PayloadFormat.PROTOBUF, before, after, "p.B"))
                .extracting(Change::rule)
                .containsExactly("field.type_changed");
        assertThat(SchemaCompatibility.check(PayloadFormat.PROTOBUF, before, after, "p.A"))
                .extracting(Change::rule, Change::breaking)
                .containsExactly(tuple("message.removed", true));
    }

    private static CompatibilityCase row(String name, String before, String after, String... expected) {
        return new CompatibilityCase(name, proto3(before), proto3(after), List.of(expected));
    }

    private static CompatibilityCase old(String name, String before, String after, String... expected) {
        return new CompatibilityCase(
                name, "message M { " + before + " }", "message M { " + after + " }", List.of(expected));
    }

    private static String proto3(String fields) {
        return "syntax = \"proto3\"; message M { " + fields + " }";
    }
}
