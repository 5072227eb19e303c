package dev.dpg.gateway.draft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.contract.CompiledPort;
import dev.dpg.gateway.product.PayloadFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DraftingTest {
    /** Values, one beside the other, and what their property v is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true ~ false                                         | boolean!",
                "1 ~ -9223372036854775808                             | integer!",
                "1 ~ 2.5                                              | number!",
                "1 ~ 1e3                                              | number!",
                "1 ~ 9223372036854775808                              | number!",
                "1 ~ null                                             | integer",
                "1 ~                                                  | integer",
                "1e999 ~ 1                                            | object!",
                "\"a\" ~ \"b\"                                        | string!",
                "\"\" ~ \"\"                                          | string!",
                "1 ~ \"1\"                                            | object!",
                "null ~ null                                          | object",
                "true ~ 1                                             | object!",
                "{\"a\":1} ~ [1]                                      | object!",
                "\"2026-01-31T13:30:00Z\" ~ \"2026-01-31T13:30:00.123+02:00\" | timestamp!",
                "\"2026-01-31T13:30:00Z\" ~ \"\"                      | string!",
                "\"2026-01-31T13:30:00\" ~ \"2026-01-31T13:30:00\"    | string!",
                "\"2026-02-30T13:30:00Z\" ~ \"2026-02-30T13:30:00Z\"  | string!",
                "\"2026-01-31\" ~ \"2024-02-29\"                      | date!",
                "\"2026-01-31\" ~ \"2025-02-29\"                      | string!",
                "\"2026-01-31\" ~ \"2026-01-31T13:30:00Z\"            | string!",
                "\"13:30:00\" ~ \"23:59:59.999\"                      | time!",
                "\"13:30\" ~ \"24:00:00\"                             | string!",
            })
    void theNarrowestTypeThatReadsAllIsTaken(String values, String expected) {
        String[] records = Stream.of(values.split("~", -1))
                .map(String::strip)
                .map(value -> value.isEmpty() ? "{\"id\":1}" : "{\"id\":1,\"v\":" + value + "}")
                .toArray(String[]::new);

        assertThat(Drafts.fields(Drafts.of(records))).containsExactly("id integer!", "v " + expected);
    }

    @Test
    void nestedObjectsAndArraysAreDeclaredAndRequiredWithinWhatTheyAreIn() {
        Draft draft = Drafts.of(
                "{\"o\":{\"a\":1,\"b\":\"x\"},\"list\":[{\"p\":1},{\"p\":2,\"q\":true}],\"grid\":[[1,2],[]]}",
                "{\"o\":{\"a\":2},\"list\":[],\"grid\":[]}",
                "{\"list\":[{\"p\":3}]}");

        assertThat(Drafts.fields(draft))
                .containsExactly(
                        "o object",
                        "o.a integer!",
                        "o.b string",
                        "list array!",
                        "list[] object",
                        "list[].p integer!",
                        "list[].q boolean",
                        "grid array",
                        "grid[] array",
                        "grid[][] integer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]             | array! object",
                "[null, 1]      | array! object",
                "[1, \"a\"]     | array! object",
                "[[null]]       | array! array object",
            })
    void itemsOfWhichNothingIsSureMayBeAnything(String value, String types) {
        List<String> expected = new ArrayList<>();
        String path = "v";
        for (String type : types.split(" ", -1)) {
            expected.add(path + " " + type);
            path += "[]";
        }

        assertThat(Drafts.fields(Drafts.of("{\"v\":" + value + "}"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "3e3b0a52-7f0f-4f0e-9d2c-0c1d9f3c7a01, uuid",
        "someone@example.com, email",
        "https://example.com/a?b=c, uri",
        "192.168.7.1, ipv4",
        "2001:db8::1, ipv6"
    })
    void formatsOfTextsAreTold(String value, String format) {
        Draft draft = Drafts.of("{\"v\":\"" + value + "\"}", "{\"v\":\"" + value + "\"}");

        assertThat(Drafts.text(draft.contract())).contains("logicalTypeOptions:\n          format: " + format + "\n");
    }

    @Test
    void millisecondsStayIntegersWithAWordOnIt() {
        Draft draft = Drafts.of("{\"created_at\":1767225600000,\"amount\":1767225600000}");

        assertThat(Drafts.fields(draft)).containsExactly("created_at integer!", "amount integer!");
        assertThat(Drafts.text(draft.contract())).containsOnlyOnce("Milliseconds since 1970");
        assertThat(draft.notes()).anyMatch(note -> note.startsWith("created_at: looks like milliseconds"));
    }

    @Test
    void aPropertyThatAnObjectHasTwiceIsNotRequired() {
        assertThat(Drafts.fields(Drafts.of("{\"a\":1,\"a\":2,\"b\":1}"))).containsExactly("a integer", "b integer!");
    }

    @Test
    void anObjectThatIsKeyedByDataIsNotSpelledOutAndItsKeysAreNotRepeated() {
        Draft draft = Drafts.of(
                "{\"id\":1,\"balances\":{\"anna@example.com\":3}}", "{\"id\":2,\"balances\":{\"ben@example.com\":4}}");

        assertThat(Drafts.fields(draft)).containsExactly("id integer!", "balances object!");
        assertThat(everything(draft)).doesNotContain("anna", "ben@");
        assertThat(draft.notes()).anyMatch(note -> note.startsWith("balances: is keyed by data"));
    }

    @Test
    void fiveThousandNamesAreBoundedAndTheMostFrequentOnesStay() {
        List<SampledRecord> records = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            records.addAll(Drafts.values("{\"id\":" + i + ",\"name" + letters(i) + "\":1}"));
        }

        Draft draft = Drafts.of(records);

        assertThat(Drafts.fields(draft)).hasSize(Drafting.PROPERTIES_MAX).contains("id integer!");
        assertThat(draft.notes()).anyMatch(note -> note.startsWith("Records have more properties than a draft holds"));
    }

    @Test
    void longNamesDoNotMakeADocumentTooLargeToPublish() {
        String pad = "\u00e4".repeat(50);
        String record = IntStream.range(0, 300)
                .mapToObj(i -> "\"" + letters(i) + pad + "\":{\"" + pad + "\":\"someone@example.com\"}")
                .collect(Collectors.joining(",", "{", "}"));

        Draft draft = Drafts.of(record);

        assertThat(Drafts.port(draft).fields()).isNotEmpty();
        assertThat(draft.contract().content().length).isLessThanOrEqualTo(128 * 1024);
    }

    @Test
    void whatIsNestedTooDeepIsReadAsAnything() {
        String deep = "{\"a\":".repeat(200) + "1" + "}".repeat(200);

        Draft draft = Drafts.of(deep);

        assertThat(Drafts.fields(draft)).hasSize(JsonShapes.LEVELS_MAX).last().isEqualTo("a.a.a.a.a.a.a.a object!");
        assertThat(draft.notes()).anyMatch(note -> note.contains("nested too deep"));
    }

    @Test
    void hostileNamesAreQuotedOrLeftOut() {
        String names = "\"#x\":1,\"- y\":2,\"yes\":3,\"null\":4,\"1e3\":5,\"a: b\":6,\"{{c}}\":7,\"\\\"q\\\"\":8,"
                + "\"back\\\\slash\":9,\"\u00fcml\u00e4ut\":10,\"&anchor\":11,\"*alias\":12,\"!tag\":13,\"%dir\":14,"
                + "\"? key\":15,\"\ud83d\ude00\":16,\"zero\u200bwidth\":17,\"'single\":18,\"a #bb\":19,\"~\":20";
        String out =
                "\"dot.ted\":1,\"arr[]\":2,\" blank\":3,\"\\u0007bell\":4,\"\":5,\"\\ud800\":6,\"line\\u2028sep\":7";

        Draft draft = Drafts.of("{" + names + "," + out + "}");

        assertThat(Drafts.port(draft).fields())
                .extracting(field -> field.path())
                .containsExactly(
                        "#x",
                        "- y",
                        "yes",
                        "null",
                        "1e3",
                        "a: b",
                        "{{c}}",
                        "\"q\"",
                        "back\\slash",
                        "\u00fcml\u00e4ut",
                        "&anchor",
                        "*alias",
                        "!tag",
                        "%dir",
                        "? key",
                        "\ud83d\ude00",
                        "zero\u200bwidth",
                        "'single",
                        "a #bb",
                        "~");
        assertThat(draft.notes()).anyMatch(note -> note.startsWith("7 properties cannot be declared and left out"));
    }

    @Test
    void wordsOfPeopleCannotBreakOutOfTheirPlace() {
        String hostile = "Orders\" # and: more {{x}} \\ 'y'";
        var words = new DraftSubject.Words(hostile, "", "https://a.b/?x=%22#y", hostile, hostile);
        DraftSubject known = Drafts.subject();
        var subject = new DraftSubject(known.name(), known.topic(), known.cluster(), true, Optional.empty(), words);

        CompiledPort port = Drafts.port(Drafting.of(subject, Drafts.values("{\"a\":1}"), RegistrySight.NONE));

        assertThat(port.owner()).isEqualTo(hostile);
        assertThat(port.title()).isEqualTo(hostile);
        assertThat(port.description()).isEqualTo(hostile);
        assertThat(port.support()).containsExactly("https://a.b/?x=%22#y");
    }

    @Test
    void documentsAreNamedAfterTheProductAndBound() {
        Draft draft = Drafts.of("{\"a\":1}");
        CompiledPort port = Drafts.port(draft);

        assertThat(draft.product().fileName()).isEqualTo("sales.orders.odps.yaml");
        assertThat(draft.contract().fileName()).isEqualTo("sales.orders.odcs.yaml");
        assertThat(port.name()).hasToString("sales.orders.v1");
        assertThat(port.title()).isEqualTo("Orders");
        assertThat(port.owner()).isEqualTo("Order Management");
        assertThat(port.support()).containsExactly("mailto:orders@example.com");
        assertThat(port.binding().topic()).isEqualTo("sales.orders");
        assertThat(port.binding().cluster()).isEqualTo("main");
        assertThat(port.binding().format()).isEqualTo(PayloadFormat.JSON);
    }

    @Test
    void anotherClusterThanTheDomainsFirstIsNamed() {
        DraftSubject known = Drafts.subject();
        var subject = new DraftSubject(known.name(), known.topic(), "other", false, Optional.empty(), known.words());

        assertThat(Drafts.port(Drafting.of(subject, Drafts.values("{\"a\":1}"), RegistrySight.NONE))
                        .binding()
                        .cluster())
                .isEqualTo("other");
    }

    @Test
    void whatOnlyPeopleKnowIsMarkedAndNoted() {
        DraftSubject known = Drafts.subject();
        var nobody = new DraftSubject.Words("", "", "", "", "");
        var subject = new DraftSubject(known.name(), known.topic(), "main", true, Optional.empty(), nobody);

        Draft draft = Drafting.of(subject, Drafts.values("{\"a\":1}"), RegistrySight.NONE);

        assertThat(Drafts.text(draft.product()).lines().filter(line -> line.startsWith("# Decide: ")))
                .hasSize(3);
        assertThat(draft.notes())
                .anyMatch(note -> note.contains("--owner"))
                .anyMatch(note -> note.contains("--support"))
                .anyMatch(note -> note.contains("--description"));
    }

    @Test
    void theSameRecordsAreDraftedTheSame() {
        String[] records = {"{\"b\":1,\"a\":{\"z\":\"x\"}}", "{\"a\":null,\"c\":[1]}"};

        assertThat(Drafts.of(records)).isEqualTo(Drafts.of(records));
    }

    /** All that leaves the gateway. */
    static String everything(Draft draft) {
        return Drafts.text(draft.product()) + Drafts.text(draft.contract()) + String.join("\n", draft.notes());
    }

    private static String letters(int number) {
        return Integer.toString(number, 26)
                .chars()
                .map(character -> character < 'a' ? character - '0' + 'a' : character - 'a' + 'k')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
