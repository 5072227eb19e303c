package dev.dpg.gateway.filter;

import static dev.dpg.gateway.filter.Verdict.FAILED;
import static dev.dpg.gateway.filter.Verdict.MATCH;
import static dev.dpg.gateway.filter.Verdict.NO_MATCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.fakes.PushedValues;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.ValueKind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
    static final RecordType ORDER = RecordType.of(List.of(
            field("total", ValueKind.NUMBER),
            field("count", ValueKind.INTEGER),
            field("price", ValueKind.DECIMAL),
            field("state", ValueKind.STRING),
            field("paid", ValueKind.BOOLEAN),
            field("placed", ValueKind.TIMESTAMP),
            field("day", ValueKind.DATE),
            field("at", ValueKind.TIME),
            field("blob", ValueKind.BYTES),
            field("any", ValueKind.ANY),
            field("ship-to", ValueKind.STRING),
            field("buyer", ValueKind.OBJECT),
            field("buyer.name", ValueKind.STRING),
            field("buyer.address", ValueKind.OBJECT),
            field("buyer.address.city", ValueKind.STRING),
            field("tags", ValueKind.ARRAY),
            field("tags[]", ValueKind.STRING),
            field("lines", ValueKind.ARRAY),
            field("lines[]", ValueKind.OBJECT),
            field("lines[].sku", ValueKind.STRING),
            field("lines[].quantity", ValueKind.INTEGER)));

    private static final Map<String, Object> FULL = new HashMap<>(Map.of(
            "total",
            12.5,
            "count",
            3L,
            "price",
            new BigDecimal("9.95"),
            "state",
            "open",
            "paid",
            true,
            "placed",
            Instant.parse("2026-01-31T08:00:00Z"),
            "day",
            LocalDate.parse("2026-01-31"),
            "at",
            LocalTime.parse("13:30:00.25"),
            "blob",
            new byte[] {1, 2},
            "any",
            Map.of("deep", List.of(1L, Map.of("x", "y")), "n", 2.5)));

    static {
        FULL.put("ship-to", "Rome");
        FULL.put("buyer", Map.of("name", "Ada", "address", Map.of("city", "Turin")));
        FULL.put("tags", List.of("new", "gift"));
        FULL.put("lines", List.of(Map.of("sku", "a", "quantity", 1L), Map.of("sku", "b", "quantity", 5L)));
    }

    private final PushedValues codec = new PushedValues(ORDER);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "value.total > 12.0 && value.total < 13",
                "value.total > 12",
                "value.count == 3",
                "value.count >= 2.5",
                "value.price < 10.0",
                "value.state == 'open'",
                "value.state in ['open', 'paid']",
                "value.state.startsWith('op')",
                "value.state.matches('^o.*n$')",
                "value.paid",
                "value.placed > timestamp('2026-01-01T00:00:00Z')",
                "value.placed + duration('1h') == timestamp('2026-01-31T09:00:00Z')",
                "value.day == '2026-01-31'",
                "value.day < '2026-02-01'",
                "value.at == '13:30:00.25'",
                "value.blob == b'\\x01\\x02'",
                "value.any.deep[1].x == 'y'",
                "value.any.n == 2.5",
                "value.any['n'] > 2.0",
                "value.`ship-to` == 'Rome'",
                "value.buyer.name == 'Ada'",
                "value.buyer.address.city == 'Turin'",
                "has(value.buyer) && has(value.buyer.address.city)",
                "'gift' in value.tags",
                "value.tags.size() == 2 && value.tags[0] == 'new'",
                "value.lines.exists(line, line.quantity > 4 && line.sku == 'b')",
                "value.lines.all(line, line.quantity > 0)",
                "value.lines.filter(line, line.quantity > 4).size() == 1",
                "value.lines[1].sku == 'b'",
                "value.lines[0] != value.lines[1] && value.lines[0] == value.lines[0]",
                "key == 'k1'",
                "time == timestamp('2026-02-01T00:00:00Z')",
                "headers['trace'] == 'on' && headers.trace == 'on' && !('other' in headers)",
            })
    void isTrueOf(String filter) {
        assertThat(judge(filter, FULL)).isEqualTo(MATCH);
        assertThat(judge("!(" + filter + ")", FULL)).isEqualTo(NO_MATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "value.total > 12.0",
                "value.total < 12.0",
                "value.total != 12.0",
                "!(value.total == 12.0)",
                "value.state == ''",
                "value.buyer.name != 'Ada'",
                "value.buyer.address.city == 'Turin'",
                "value.lines.exists(line, line.quantity > 0)",
                "value.any.x == null",
                "headers['absent'] == ''",
                "value.total == 1.0 ? true : true",
            })
    void nullAndAbsentMatchNothingThatIsCompared(String filter) {
        Map<String, Object> nulls = new HashMap<>();
        FULL.keySet().forEach(name -> nulls.put(name, null));

        assertThat(judge(filter, nulls)).isEqualTo(FAILED);
        assertThat(judge(filter, Map.of())).isEqualTo(FAILED);
    }

    @Test
    void presenceIsAsked() {
        Map<String, Object> sparse = new HashMap<>();
        sparse.put("state", null);
        sparse.put("buyer", Map.of());

        assertThat(judge("has(value.state)", sparse)).isEqualTo(NO_MATCH);
        assertThat(judge("has(value.total) && value.total > 1.0", sparse)).isEqualTo(NO_MATCH);
        assertThat(judge("!has(value.total) || value.total > 1.0", sparse)).isEqualTo(MATCH);
        assertThat(judge("has(value.buyer)", sparse)).isEqualTo(MATCH);
        assertThat(judge("has(value.buyer.name)", sparse)).isEqualTo(NO_MATCH);
        assertThat(judge("has(value.buyer.address.city)", sparse)).isEqualTo(NO_MATCH);
        assertThat(judge("value.buyer.address.city == ''", sparse)).isEqualTo(FAILED);
        assertThat(judge("value.total > 1.0 || key == 'k1'", sparse)).isEqualTo(MATCH);
    }

    @Test
    void whatCannotBeDecodedIsNoMatchWhereItsValueIsUsed() {
        assertThat(judge("value.paid || true", null)).isEqualTo(FAILED);
        assertThat(judge("key == 'k1'", null)).isEqualTo(MATCH);
    }

    @Test
    void tombstoneHasNoProperties() {
        Filter filter = FilterCompiler.compile("has(value.total) || key == 'k1'", codec, ValueKind.STRING);
        Evaluation evaluation = filter.evaluation();

        assertThat(evaluation.judge(new Evaluation.Facts(stored("k1"), null, 0, Map::of)))
                .isEqualTo(MATCH);
        assertThat(evaluation.judge(new Evaluation.Facts(stored("k2"), null, 0, Map::of)))
                .isEqualTo(NO_MATCH);
        assertThat(evaluation.judge(new Evaluation.Facts(null, null, 0, Map::of)))
                .isEqualTo(FAILED);
    }

    @Test
    void nothingOfARecordIsSeenInTheNext() {
        Filter filter = FilterCompiler.compile(
                "has(value.total) || has(value.buyer.name) || size(value.tags) > 0", codec, ValueKind.STRING);
        Evaluation evaluation = filter.evaluation();
        codec.next(FULL);
        assertThat(evaluation.judge(facts(Map.of("a", "b")))).isEqualTo(MATCH);

        codec.next(Map.of("buyer", Map.of(), "tags", List.of()));
        assertThat(evaluation.judge(facts(Map.of()))).isEqualTo(NO_MATCH);
    }

    @ParameterizedTest
    @CsvSource({
        "INTEGER, key > 41, 42, MATCH",
        "INTEGER, key > 41, 41, NO_MATCH",
        "INTEGER, key > 41, x, FAILED",
        "NUMBER, key < 1.5, 1.25, MATCH",
        "DECIMAL, key < 1.5, '\"1.25\"', MATCH",
        "BOOLEAN, key, true, MATCH",
        "BOOLEAN, key, yes, FAILED",
        "TIMESTAMP, key < timestamp('2026-01-01T00:00:00Z'), '\"2025-12-31T23:00:00+01:00\"', MATCH",
        "STRING, key == 'JFK', '\"JFK\"', MATCH",
        "STRING, key == 'JFK', JFK, MATCH",
        "STRING, key == '42', 42, MATCH",
    })
    void keyHasTheKindOfItsProperty(ValueKind kind, String text, String key, Verdict verdict) {
        Filter filter = FilterCompiler.compile(text, codec, kind);

        assertThat(filter.evaluation().judge(new Evaluation.Facts(stored(key), null, 0, Map::of)))
                .isEqualTo(verdict);
    }

    @Test
    void keyIsTypedOnlyByOnePropertyOfItsOwn() {
        List<Field> fields = List.of(field("id", ValueKind.INTEGER), field("day", ValueKind.DATE));

        assertThat(FilterCompiler.keyKind(fields, List.of("id"))).isEqualTo(ValueKind.INTEGER);
        assertThat(FilterCompiler.keyKind(fields, List.of("day"))).isEqualTo(ValueKind.STRING);
        assertThat(FilterCompiler.keyKind(fields, List.of("id", "day"))).isEqualTo(ValueKind.STRING);
        assertThat(FilterCompiler.keyKind(fields, List.of())).isEqualTo(ValueKind.STRING);
    }

    @Test
    void workIsBounded() {
        List<Long> many = LongStream.range(0, 200).boxed().toList();
        String squared = "value.any.exists(a, value.any.exists(b, a + b == -1))";
        assertThat(judge(squared, Map.of("any", many))).isEqualTo(FAILED);
        assertThat(judge(squared, Map.of("any", many.subList(0, 50)))).isEqualTo(NO_MATCH);

        List<Long> tooMany = LongStream.range(0, SlotSink.VALUES_MAX).boxed().toList();
        assertThat(judge("size(value.any) > 0", Map.of("any", tooMany))).isEqualTo(FAILED);
        assertThat(judge("value.count > 0", Map.of("any", tooMany, "count", 1L)))
                .isEqualTo(MATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "value.tags.all(t, t in value.tags)",
                "size(value.tags.map(t, value.tags + value.tags)) > 0",
                "value.tags.all(t, !value.state.contains('y'))",
                "!value.state.matches('(x?){200}y')",
                "!value.state.matches(value.tags[0])",
                "!matches(value.state, '((x?){10}){20}y')",
                "value.tags.all(t, !(t + value.state).startsWith('y')) || true",
                "value.tags == value.tags && value.tags.all(t, value.tags.all(u, u == t || true))",
            })
    void workOnLongTextsAndListsIsBounded(String filter) {
        List<String> tags = LongStream.range(0, 5_000).mapToObj(i -> "tag" + i).toList();

        assertThat(judge(filter, Map.of("state", "x".repeat(1_000_000), "tags", tags)))
                .isEqualTo(FAILED);
        assertThat(judge(filter, Map.of("state", "x", "tags", List.of("y")))).isEqualTo(MATCH);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ['x']   | .map(a, a + a)
            [['x']] | .map(a, [a, a])
            [['x']] | .map(a, a + a)
            """)
    void whatIsPutTogetherOfItselfIsBounded(String first, String step) {
        String some = first + step.repeat(3);
        String grown = first + step.repeat(24);

        assertThat(judge(some + " == " + some, FULL)).isEqualTo(MATCH);
        assertThat(judge(grown + " == " + grown, FULL)).isEqualTo(FAILED);
    }

    @Test
    void longTextsAreSearchedAndLongListsLookedThrough() {
        List<String> tags = LongStream.range(0, 5_000).mapToObj(i -> "tag" + i).toList();
        Map<String, Object> large = Map.of("state", "x".repeat(100_000), "tags", tags);

        assertThat(judge("value.tags.exists(t, t == 'tag4999')", large)).isEqualTo(MATCH);
        assertThat(judge("value.tags.all(t, t.startsWith('tag') && size(t) > 3)", large))
                .isEqualTo(MATCH);
        assertThat(judge("'tag4999' in value.tags && !value.state.matches('^[a-z]+[0-9]$')", large))
                .isEqualTo(MATCH);
    }

    @Test
    void tellsWhatItUses() {
        assertThat(used("value.total > 1.0 && has(value.buyer.address.city) && value.any.x.y == 1"))
                .containsExactlyInAnyOrder("total", "buyer.address.city", "any");
        assertThat(used("value.lines.exists(l, l.sku == 'a') && value.buyer.name == '' && has(value.buyer)"))
                .containsExactlyInAnyOrder("lines", "buyer");
        assertThat(used("key == 'x' && size(headers) > 0")).isEmpty();
        assertThat(used("value == value")).containsExactly("");
    }

    @Test
    void equalTextsOfOneCodecAreEqual() {
        Filter filter = FilterCompiler.compile("value.paid", codec, ValueKind.STRING);

        assertThat(filter)
                .isEqualTo(FilterCompiler.compile("value.paid", codec, ValueKind.STRING))
                .hasSameHashCodeAs(FilterCompiler.compile("value.paid", codec, ValueKind.STRING))
                .isNotEqualTo(FilterCompiler.compile("!value.paid", codec, ValueKind.STRING))
                .isNotEqualTo(FilterCompiler.compile("value.paid", codec, ValueKind.INTEGER))
                .isNotEqualTo(FilterCompiler.compile("value.paid", new PushedValues(ORDER), ValueKind.STRING));
    }

    private List<String> used(String filter) {
        return FilterCompiler.compile(filter, codec, ValueKind.STRING).properties();
    }

    private Verdict judge(String filter, @Nullable Map<String, ?> value) {
        codec.next(value);
        return FilterCompiler.compile(filter, codec, ValueKind.STRING)
                .evaluation()
                .judge(facts(Map.of("trace", "on")));
    }

    private static Evaluation.Facts facts(Map<String, String> headers) {
        return new Evaluation.Facts(
                stored("k1"), stored(""), Instant.parse("2026-02-01T00:00:00Z").toEpochMilli(), () -> headers);
    }

    static StoredBytes stored(String text) {
        byte[] bytes = (".." + text + ".").getBytes(StandardCharsets.UTF_8);
        return new StoredBytes(bytes, 2, bytes.length - 1);
    }

    private static Field field(String path, ValueKind kind) {
        return new Field(path, FieldType.STRING, kind, false, "", 0);
    }
}
