package dev.dpg.gateway.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.fakes.PushedValues;
import dev.dpg.gateway.filter.Filter.Program;
import dev.dpg.gateway.product.ValueKind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random conditions over random records mean what CEL's interpreter says. */
class ConditionsPropertyTest {
    private static final int EXPRESSIONS = 400;
    private static final int RECORDS = 40;
    private static final List<String> COMPARISONS = List.of("==", "!=", "<", "<=", ">", ">=");
    /** Between an integer and a number CEL knows no equality. */
    private static final List<String> ORDERS = COMPARISONS.subList(2, 6);

    private static final List<Double> NUMBERS = List.of(
            0.0,
            -0.0,
            1.0,
            -1.0,
            0.1,
            9007199254740992.0,
            9007199254740994.0,
            -9.3e18,
            1e300,
            Double.MIN_VALUE,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY);
    private static final List<Long> INTEGERS =
            List.of(0L, 1L, -1L, 42L, 9007199254740992L, 9007199254740993L, Long.MAX_VALUE, Long.MIN_VALUE + 1);
    private static final List<String> TEXTS =
            List.of("", "a", "ab", "A", "aé", "\uFFFD", "\uD83D\uDE00", "2026-01-31", "open");
    private static final List<Instant> TIMES = List.of(
            Instant.EPOCH,
            Instant.parse("2026-01-31T08:00:00Z"),
            Instant.parse("2026-01-31T08:00:00.000000001Z"),
            Instant.parse("1907-01-01T00:00:00Z"));

    private final PushedValues codec = new PushedValues(FilterTest.ORDER);
    private final long seed = Long.getLong("dpg.test.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @Test
    void meanWhatTheInterpreterSays() {
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        for (int i = 0; i < EXPRESSIONS; i++) {
            String text = expression(3);
            Filter filter = FilterCompiler.compile(text, codec, ValueKind.STRING);
            assertThat(filter.program().condition()).as(text).isPresent();
            Evaluation direct = filter.evaluation();
            Evaluation interpreted = interpreted(filter).evaluation();
            for (int k = 0; k < RECORDS; k++) {
                Map<String, Object> record = record();
                Evaluation.Facts facts = facts();
                codec.next(record);
                Verdict expected = interpreted.judge(facts);
                codec.next(record);
                assertThat(direct.judge(facts))
                        .as("seed %d: %s of %s", seed, text, record)
                        .isEqualTo(expected);
                verdicts.merge(expected, 1, Integer::sum);
            }
        }
        assertThat(verdicts.values())
                .as("seed %d", seed)
                .hasSize(3)
                .allMatch(count -> count > EXPRESSIONS * RECORDS / 50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "value.total > 9007199254740993",
                "value.count > 1.5",
                "value.total in [1.0]",
                "value.state.matches('a')",
                "value.state.size() == 1",
                "value.any == 1",
                "value.any.x == 1",
                "value.tags[0] == 'a'",
                "value.state == value.buyer.name",
                "value.paid ? true : false",
                "value.placed > timestamp('2026-01-31T08:00:00Z') + duration('1h')",
                "value.blob == b'x'",
                "headers.a == 'b'",
                "true",
            })
    void othersAreLeftToTheInterpreter(String text) {
        assertThat(FilterCompiler.compile(text, codec, ValueKind.STRING)
                        .program()
                        .condition())
                .isEmpty();
    }

    @Test
    void keysOfOtherKindsAreLeftToTheInterpreter() {
        assertThat(FilterCompiler.compile("key > 4", codec, ValueKind.INTEGER)
                        .program()
                        .condition())
                .isEmpty();
    }

    private Filter interpreted(Filter filter) {
        Program program = new Program(filter.program().cel(), filter.program().searched(), Optional.empty());
        List<List<String>> paths = filter.properties().stream()
                .map(path -> List.of(path.split("\\.")))
                .toList();
        return new Filter(
                filter.text(),
                codec,
                ValueKind.STRING,
                program,
                filter.uses(FilterCompiler.VALUE)
                        ? Set.of(FilterCompiler.VALUE, FilterCompiler.KEY, FilterCompiler.TIME)
                        : Set.of(FilterCompiler.KEY, FilterCompiler.TIME),
                paths);
    }

    private String expression(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return comparison();
        }
        return switch (random.nextInt(4)) {
            case 0 -> "!(" + expression(depth - 1) + ")";
            case 1 -> "(" + expression(depth - 1) + ") || (" + expression(depth - 1) + ")";
            default -> "(" + expression(depth - 1) + ") && (" + expression(depth - 1) + ")";
        };
    }

    private String comparison() {
        return switch (random.nextInt(10)) {
            case 0 -> turned(one("value.total", "value.price"), number());
            case 1 -> turned(one("value.count"), integer());
            case 2 -> one("value.total", "value.price") + " " + one(ORDERS) + " " + (random.nextInt(20) - 10);
            case 3 -> turned(text(), quoted(one(TEXTS)));
            case 4 -> turned(one("value.placed", "time"), "timestamp('" + one(TIMES) + "')");
            case 5 -> one("value.paid", "value.paid == true", "false != value.paid", "value.paid < true");
            case 6 -> one("has(value.state)", "has(value.buyer)", "has(value.buyer.address.city)", "has(value.tags)");
            case 7 -> text() + one(".startsWith(", ".endsWith(", ".contains(") + quoted(one(TEXTS)) + ")";
            case 8 -> text() + " in [" + quoted(one(TEXTS)) + ", " + quoted(one(TEXTS)) + "]";
            default -> "value.count in [" + integer() + ", 1, " + integer() + "]";
        };
    }

    private String turned(String operand, String literal) {
        String comparison = one(COMPARISONS);
        return random.nextBoolean()
                ? operand + " " + comparison + " " + literal
                : literal + " " + comparison + " " + operand;
    }

    private String text() {
        return one(
                "value.state", "value.buyer.name", "value.buyer.address.city", "value.day", "value.`ship-to`", "key");
    }

    private String number() {
        double number = one(NUMBERS);
        return Double.isFinite(number) ? new BigDecimal(number).toPlainString() + (number % 1 == 0 ? ".0" : "") : "1.5";
    }

    private String integer() {
        return Long.toString(one(INTEGERS));
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }

    private Map<String, Object> record() {
        Map<String, Object> record = new HashMap<>();
        maybe(record, "total", one(NUMBERS));
        maybe(record, "price", new BigDecimal(random.nextInt(40) - 20).movePointLeft(1));
        maybe(record, "count", one(INTEGERS));
        maybe(record, "state", one(TEXTS));
        maybe(record, "ship-to", one(TEXTS));
        maybe(record, "paid", random.nextBoolean());
        maybe(record, "placed", one(TIMES));
        maybe(record, "day", LocalDate.parse("2026-01-31").plusDays(random.nextInt(3) - 1));
        maybe(record, "tags", List.of("a"));
        Map<String, Object> buyer = new HashMap<>();
        maybe(buyer, "name", one(TEXTS));
        maybe(buyer, "address", Map.of("city", one(TEXTS)));
        maybe(record, "buyer", buyer);
        return record;
    }

    private void maybe(Map<String, Object> record, String name, Object value) {
        int chance = random.nextInt(8);
        if (chance > 1) {
            record.put(name, value);
        } else if (chance == 1) {
            record.put(name, null);
        }
    }

    private Evaluation.Facts facts() {
        return new Evaluation.Facts(key(), FilterTest.stored(""), one(TIMES).toEpochMilli(), Map::of);
    }

    private @Nullable StoredBytes key() {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> new StoredBytes(new byte[] {(byte) 0xC3}, 0, 1);
            case 2 -> stored("\"" + one(TEXTS) + "\"");
            default -> stored(one(TEXTS));
        };
    }

    private static StoredBytes stored(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new StoredBytes(bytes, 0, bytes.length);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }
}
