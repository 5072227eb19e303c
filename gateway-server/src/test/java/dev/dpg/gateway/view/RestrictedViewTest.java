package dev.dpg.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.codec.RecordCodecs;
import dev.dpg.gateway.codec.Salt;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.codec.Selection;
import dev.dpg.gateway.filter.Filter;
import dev.dpg.gateway.filter.FilterCompiler;
import dev.dpg.gateway.filter.KeySelection;
import dev.dpg.gateway.log.LogBatch;
import dev.dpg.gateway.log.LogHeader;
import dev.dpg.gateway.log.LogRecord;
import dev.dpg.gateway.log.PartitionId;
import dev.dpg.gateway.log.PartitionPosition;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.Mask;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.ValueKind;
import dev.dpg.v1.Record;
import dev.dpg.v1.RecordBatch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of records gets to readers who may not have all of it. */
class RestrictedViewTest {
    private static final RecordType TYPE = RecordType.of(List.of(
            field("id", FieldType.STRING, 1),
            field("region", FieldType.STRING, 2),
            field("email", FieldType.STRING, 3),
            field("customer", FieldType.OBJECT, 4),
            field("customer.name", FieldType.STRING, 1),
            field("customer.born", FieldType.DATE, 2),
            field("lines", FieldType.ARRAY, 5),
            field("lines[]", FieldType.OBJECT, 0),
            field("lines[].iban", FieldType.STRING, 1),
            field("lines[].amount", FieldType.INTEGER, 2)));
    private static final RecordCodec CODEC =
            RecordCodecs.of(PayloadFormat.JSON, SchemaOrigin.NONE, TYPE, SchemaSource.NONE);
    private static final int NO_LIMIT = 1_000_000;
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
    void rowsAreJudgedOnWhatIsStoredAndMasksComeAfter() {
        Restrictions restrictions = new Restrictions(
                Map.of("region", Mask.REDACT),
                Salt.NONE,
                rows("value.region == 'eu'").rows(),
                List.of("id"));
        List<LogRecord> records = List.of(
                record(0, "a", "{\"id\":\"a\",\"region\":\"eu\"}", List.of()),
                record(1, "b", "{\"id\":\"b\",\"region\":\"us\"}", List.of()),
                record(2, "c", "broken", List.of()),
                record(3, "d", "{\"id\":\"d\"}", List.of()),
                new LogRecord(4, 0, buffer("e"), null, List.of()),
                record(5, "f", "{\"id\":\"f\",\"region\":\"eu\"}", List.of()));

        List<Record> given = records(plain(Encoding.JSON).under(restrictions), records);

        assertThat(given).extracting(Record::getOffset).containsExactly(0L, 5L);
        assertThat(given.get(0).getJson()).isEqualTo("{\"id\":\"a\",\"region\":\"***\"}");
    }

    /** The same log with what is withheld, and without it as if it had never been there: nobody can tell them apart. */
    @Test
    void aWithheldRecordIsLikeNone() {
        View view = new View(
                        CODEC, Encoding.JSON, Selection.ALL, wanted("value.id != 'x' && value.email == 'e'"), NO_LIMIT)
                .under(rows("value.region == 'eu'"));
        View keyed = new View(
                        CODEC,
                        Encoding.RAW,
                        Selection.ALL,
                        new Wanted(Optional.empty(), Optional.of(new KeySelection(Set.of("k1", "k2")))),
                        NO_LIMIT)
                .under(rows("value.region == 'eu'"));
        for (int round = 0; round < 300; round++) {
            List<LogRecord> all = new ArrayList<>();
            List<LogRecord> visible = new ArrayList<>();
            for (int offset = 0; offset < 40; offset++) {
                boolean withheld = random.nextInt(3) == 0;
                LogRecord record = someRecord(offset, withheld);
                all.add(record);
                if (!withheld) {
                    visible.add(record);
                }
            }
            assertThat(described(view, all)).as("seed %d", seed).isEqualTo(described(view, visible));
            assertThat(described(keyed, all)).as("seed %d", seed).isEqualTo(described(keyed, visible));
        }
    }

    private LogRecord someRecord(int offset, boolean withheld) {
        String region = withheld ? List.of("\"us\"", "null", "7").get(random.nextInt(3)) : "\"eu\"";
        String email = List.of("\"e\"", "\"f\"", "null").get(random.nextInt(3));
        String id = random.nextBoolean() ? "x" : "y";
        String value = "{\"id\":\"" + id + "\",\"email\":" + email + ",\"region\":" + region + "}";
        return record(offset, "k" + random.nextInt(4), value, List.of());
    }

    /** All that a reader is told on the way through a batch, in steps. */
    private static List<String> described(View view, List<LogRecord> records) {
        List<String> described = new ArrayList<>();
        PartitionPosition position = new PartitionPosition(0, 3, 5);
        LogBatch batch = new LogBatch(new PartitionId("t", new UUID(0, 1), 0), 0, 40, 3, records, 40);
        for (Chunk chunk : view.encode(batch, new BatchKeys(batch))) {
            while (position.nextOffset() < chunk.nextOffset()) {
                Slice slice = chunk.slice(position.nextOffset(), position.nextOffset() + 3, NO_LIMIT, 2, true);
                position = slice.positionAfter(position);
                described.add(slice.recordCount() + " " + slice.scannedCount() + " " + slice.failedCount() + " "
                        + slice.unreadableCount() + " " + slice.sizeBytes() + " " + position);
            }
            described.add(chunk.recordCount() + " " + Arrays.hashCode(chunk.bytes()));
        }
        return described;
    }

    @Test
    void whatIsWithheldIsCountedForTheOperatorAlone() {
        LogBatch batch = batch(List.of(
                record(0, "a", "{\"region\":\"us\"}", List.of()), record(1, "b", "{\"region\":\"us\"}", List.of())));

        Chunk chunk = plain(Encoding.RAW)
                .under(rows("value.region == 'eu'"))
                .encode(batch)
                .get(0);
        Slice slice = chunk.slice(0, 2, NO_LIMIT, 10, true);

        assertThat(slice.withheldCount()).isEqualTo(2);
        assertThat(slice.scannedCount()).isZero();
        // The log compares the epoch with the offset, so it has to move; the time of a withheld record is not told.
        assertThat(slice.positionAfter(new PartitionPosition(0, 1, 77)))
                .isEqualTo(new PartitionPosition(2, batch.leaderEpoch(), 77));
        Chunk both = Objects.requireNonNull(chunk.mergedWith(Chunk.empty(2, 9)));
        assertThat(both.withheld(0, 9)).isEqualTo(2);
        assertThat(both.leaderEpoch()).isEqualTo(batch.leaderEpoch());
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

    private static Field field(String path, FieldType type, int number) {
        return new Field(path, type, false, "").numbered(number);
    }

    private static View plain(Encoding encoding) {
        return new View(CODEC, encoding, Selection.ALL, Wanted.ALL, NO_LIMIT);
    }

    private static View restricted(Map<String, Mask> masks, int salt, String... keyFields) {
        return plain(Encoding.JSON).under(new Restrictions(masks, salt(salt), Optional.empty(), List.of(keyFields)));
    }

    private static Restrictions rows(String text) {
        Filter rule = FilterCompiler.compile(text, CODEC, ValueKind.STRING);
        return new Restrictions(Map.of(), Salt.NONE, Optional.of(rule), List.of());
    }

    private static Wanted wanted(String text) {
        return new Wanted(Optional.of(FilterCompiler.compile(text, CODEC, ValueKind.STRING)), Optional.empty());
    }

    private static Salt salt(int number) {
        return Salt.of(bytes("salt of application " + number));
    }

    private static String keyOf(View view, LogRecord record) {
        return only(view, record).getJsonKey();
    }

    private static Record only(View view, LogRecord record) {
        List<Record> records = records(view, List.of(record));
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static List<Record> records(View view, List<LogRecord> records) {
        List<Record> given = new ArrayList<>();
        for (Chunk chunk : view.encode(batch(records))) {
            try {
                given.addAll(RecordBatch.parseFrom(ByteString.copyFrom(chunk.bytes(), 0, sizeOf(chunk)))
                        .getRecordsList());
            } catch (InvalidProtocolBufferException broken) {
                throw new AssertionError(broken);
            }
        }
        return given;
    }

    private static int sizeOf(Chunk chunk) {
        int count = chunk.recordCount();
        return count == 0 ? 0 : chunk.endOf(count - 1);
    }

    private static LogBatch batch(List<LogRecord> records) {
        long from = records.get(0).offset();
        long next = records.get(records.size() - 1).offset() + 1;
        return new LogBatch(new PartitionId("t", new UUID(0, 1), 0), from, next, 4, records, next);
    }

    private static LogRecord record(long offset, @Nullable String key, String value, List<LogHeader> headers) {
        return new LogRecord(offset, 1_000 + offset, key == null ? null : buffer(key), buffer(value), headers);
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
