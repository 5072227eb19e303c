package dev.dpg.gateway.view;

import static dev.dpg.gateway.view.RestrictedSamples.CODEC;
import static dev.dpg.gateway.view.RestrictedSamples.NO_LIMIT;
import static dev.dpg.gateway.view.RestrictedSamples.TYPE;
import static dev.dpg.gateway.view.RestrictedSamples.buffer;
import static dev.dpg.gateway.view.RestrictedSamples.bytes;
import static dev.dpg.gateway.view.RestrictedSamples.keyOf;
import static dev.dpg.gateway.view.RestrictedSamples.only;
import static dev.dpg.gateway.view.RestrictedSamples.plain;
import static dev.dpg.gateway.view.RestrictedSamples.record;
import static dev.dpg.gateway.view.RestrictedSamples.restricted;
import static dev.dpg.gateway.view.RestrictedSamples.rows;
import static dev.dpg.gateway.view.RestrictedSamples.salt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dpg.gateway.codec.Salt;
import dev.dpg.gateway.codec.Selection;
import dev.dpg.gateway.log.LogHeader;
import dev.dpg.gateway.log.LogRecord;
import dev.dpg.gateway.product.Mask;
import dev.dpg.v1.Record;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of records gets to readers who may not have all of it. */
class RestrictedViewTest {
    private static final String CANARY = "canary";

    private final long seed = Long.getLong("dpg.test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** Whatever a record holds and whatever is masked, what is masked is nowhere in what is given. */
    @Test
    void whatIsMaskedNeverLeaves() {
        int unreadable = 0;
        for (int round = 0; round < 2_000; round++) {
            List<String> masked = new ArrayList<>();
            Map<String, Mask> masks = new HashMap<>();
            for (String path : List.of("id", "email", "customer.name", "lines[].iban")) {
                if (random.nextBoolean()) {
                    masked.add(path);
                    masks.put(path, List.of(Mask.NULL, Mask.REDACT, Mask.HASH).get(random.nextInt(3)));
                }
            }
            if (masked.isEmpty()) {
                continue;
            }
            LogRecord record = record(round, key(masked), value(masked), header());
            Encoding encoding = random.nextBoolean() ? Encoding.JSON : Encoding.PROTOBUF;
            Selection selection = random.nextBoolean()
                    ? Selection.ALL
                    : Selection.of(List.of(masked.get(random.nextInt(masked.size())), "region"), TYPE);
            int bytesMax = random.nextInt(8) == 0 ? 150 : NO_LIMIT;
            View view = new View(CODEC, encoding, selection, Wanted.ALL, bytesMax)
                    .under(new Restrictions(masks, salt(1), Optional.empty(), List.of("id")));

            Record given = only(view, record);

            assertThat(given.toByteString().toString(StandardCharsets.ISO_8859_1))
                    .as("seed %d, round %d: %s", seed, round, masks)
                    .doesNotContain(CANARY)
                    .doesNotContain("Y2FuYXJ5");
            unreadable += given.hasDecodeError() ? 1 : 0;
        }
        assertThat(unreadable).as("seed %d: unreadable", seed).isBetween(50, 1_500);
    }

    /** The canary stands where something is masked, in a value that may be broken in many ways. */
    private String value(List<String> masked) {
        String id = masked.contains("id") ? CANARY : "i";
        String email = masked.contains("email") ? CANARY : "e";
        String name = masked.contains("customer.name") ? CANARY : "n";
        String iban = masked.contains("lines[].iban") ? CANARY : "b";
        String value = """
                {"id":"%s","region":"eu","undeclared":"%s","email":"%s","customer":{"name":"%s","born":"2000-02-29"},\
                "lines":[{"iban":"%s","amount":1},{"amount":2,"iban":"%s"}]}""".formatted(id, CANARY, email, name, iban, iban);
        return switch (random.nextInt(8)) {
            case 0 -> value.substring(0, random.nextInt(value.length()));
            case 1 -> value.replace("1}", "\"" + CANARY + "\"}");
            case 2 -> value.replace("2000-02-29", CANARY);
            case 3 -> value.replace("\"region\"", "\"" + CANARY + "\"");
            case 4 -> CANARY;
            default -> value;
        };
    }

    private @Nullable String key(List<String> masked) {
        String text = masked.contains("id") ? CANARY : "i";
        return switch (random.nextInt(4)) {
            case 0 -> "\"" + text + "\"";
            case 1 -> null;
            case 2 -> "{\"id\":\"" + text + "\"}";
            default -> text;
        };
    }

    private List<LogHeader> header() {
        return random.nextBoolean()
                ? List.of(new LogHeader("h", bytes(CANARY)), new LogHeader(CANARY, null))
                : List.of();
    }

    @Test
    void oneSaltJoinsAndTwoDoNot() {
        LogRecord record = record(0, "a1", "{\"id\":\"a1\",\"email\":\"a1\"}", List.of());
        Map<String, Mask> masks = Map.of("id", Mask.HASH, "email", Mask.HASH);

        String one = only(restricted(masks, 1, "id"), record).getJson();
        String again = only(restricted(masks, 1, "id"), record).getJson();
        String other = only(restricted(masks, 2, "id"), record).getJson();

        assertThat(one).isEqualTo(again).matches("\\{\"id\":\"([0-9a-f]{32})\",\"email\":\"\\1\"}");
        assertThat(other).isNotEqualTo(one).matches("\\{\"id\":\"([0-9a-f]{32})\",\"email\":\"\\1\"}");
    }

    @Test
    void aHashedKeyIsTheHashOfItsPropertyHoweverItIsStored() {
        for (String key : List.of("a1", "\"a1\"", " \"a\\u0031\"")) {
            LogRecord record = record(0, key, "{\"id\":\"a1\"}", List.of());

            Record given = only(restricted(Map.of("id", Mask.HASH), 1, "id"), record);

            assertThat("{\"id\":" + given.getJsonKey() + "}").isEqualTo(given.getJson());
        }
        Record tombstone =
                only(restricted(Map.of("id", Mask.HASH), 1, "id"), new LogRecord(0, 0, buffer("a1"), null, List.of()));
        assertThat(tombstone.getTombstone()).isTrue();
        assertThat(tombstone.getJsonKey()).matches("\"[0-9a-f]{32}\"");
    }

    @Test
    void keysAreLeftOutWhereTheyWouldTellOrNobodyKnowsWhatTheyHold() {
        LogRecord record = record(0, "a1", "{\"id\":\"a1\",\"customer\":{\"name\":\"n\"}}", List.of());

        assertThat(keyOf(restricted(Map.of("id", Mask.NULL), 1, "id"), record)).isEmpty();
        assertThat(keyOf(restricted(Map.of("id", Mask.REDACT), 1, "id"), record))
                .isEmpty();
        assertThat(keyOf(restricted(Map.of("customer", Mask.NULL), 1, "customer.name"), record))
                .isEmpty();
        assertThat(keyOf(restricted(Map.of("id", Mask.HASH, "email", Mask.NULL), 1, "id", "email"), record))
                .isEmpty();
        assertThat(keyOf(restricted(Map.of("id", Mask.HASH), 1, "id", "region"), record))
                .matches("\"[0-9a-f]{32}\"");
        assertThat(keyOf(restricted(Map.of("email", Mask.NULL), 1), record)).isEmpty();
        assertThat(keyOf(restricted(Map.of("email", Mask.NULL), 1, "id"), record))
                .isEqualTo("\"a1\"");
        assertThat(only(restricted(Map.of("id", Mask.NULL), 1, "id"), record).hasDecodeError())
                .isFalse();
    }

    @Test
    void headersAreLeftOutBesideMasksAlone() {
        LogRecord record = record(0, "a1", "{\"id\":\"a1\"}", List.of(new LogHeader("h", bytes("v"))));

        assertThat(only(restricted(Map.of("email", Mask.NULL), 1, "id"), record).getHeadersList())
                .isEmpty();
        assertThat(only(plain(Encoding.JSON).under(rows("true")), record).getHeadersList())
                .hasSize(1);
    }

    @Test
    void errorsTellNothingOfTheValue() {
        LogRecord broken = record(0, "a1", "{\"email\":\"x\",\"lines\":[{\"iban\":7}]}", List.of());
        LogRecord large = record(0, "a1", "{\"email\":\"" + "x".repeat(300) + "\"}", List.of());
        Map<String, Mask> masks = Map.of("lines[].iban", Mask.HASH);
        View small = new View(CODEC, Encoding.JSON, Selection.ALL, Wanted.ALL, 200)
                .under(new Restrictions(masks, salt(1), Optional.empty(), List.of("id")));

        assertThat(only(restricted(masks, 1, "id"), broken).getDecodeError().getMessage())
                .isEqualTo("the value cannot be given: it is not what the contract says; its owner is told more");
        assertThat(only(small, large).getDecodeError().getMessage())
                .isEqualTo("key, value and headers have more than the 200 bytes that are given");
        assertThat(only(restricted(masks, 1, "id"), broken).getValueCase()).isEqualTo(Record.ValueCase.VALUE_NOT_SET);
    }

    @Test
    void equalRestrictionsShareAndOthersDoNot() {
        View view = plain(Encoding.JSON);
        Map<String, Mask> hash = Map.of("id", Mask.HASH);
        Map<String, Mask> none = Map.of("id", Mask.NULL);

        assertThat(restricted(hash, 1, "id"))
                .isEqualTo(view.under(new Restrictions(hash, salt(1), Optional.empty(), List.of("id"))));
        assertThat(restricted(hash, 1, "id")).isNotEqualTo(restricted(hash, 2, "id"));
        assertThat(restricted(none, 1, "id")).isEqualTo(restricted(none, 2, "id"));
        assertThat(restricted(none, 1, "id")).isNotEqualTo(view).isNotEqualTo(restricted(hash, 1, "id"));
        assertThat(view.under(rows("key == 'a'")))
                .isEqualTo(plain(Encoding.JSON).under(rows("key == 'a'")));
        assertThat(view.under(rows("key == 'a'"))).isNotEqualTo(view.under(rows("key == 'b'")));
        assertThat(view.under(Restrictions.NONE)).isSameAs(view);
        assertThat(view.under(rows("key == 'a'")).under(Restrictions.NONE)).isEqualTo(view);
    }

    @Test
    void storedBytesAreNeverAViewBesideMasks() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain(Encoding.RAW)
                        .under(new Restrictions(Map.of("id", Mask.NULL), Salt.NONE, Optional.empty(), List.of())));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Restrictions(Map.of("id", Mask.HASH), Salt.NONE, Optional.empty(), List.of()));
    }
}
