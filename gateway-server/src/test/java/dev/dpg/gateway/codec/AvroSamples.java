package dev.dpg.gateway.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Random Avro schemas, what they may evolve to, and values written by Avro's own writer. */
final class AvroSamples {
    /** Stands for null until it is put where nulls may be. */
    private static final Object NOTHING = new Object();

    private static final long MILLIS_OF_9999 = 253_402_300_799_999L;
    private static final long MILLIS_OF_0001 = -62_135_596_800_000L;

    private final Random random;
    private final boolean evolving;
    private int names;

    AvroSamples(Random random, boolean evolving) {
        this.random = random;
        this.evolving = evolving;
    }

    /** A schema that values are written with, and one that they are read as. */
    record Pair(Schema writer, Schema reader) {
        static Pair same(Schema schema) {
            return new Pair(schema, schema);
        }
    }

    Pair record(int depth) {
        String name = "R" + names++;
        List<Schema.Field> written = new ArrayList<>();
        List<Schema.Field> read = new ArrayList<>();
        int fields = 1 + random.nextInt(5);
        for (int i = 0; i < fields; i++) {
            String field = "f" + i;
            Pair type = type(depth - 1);
            written.add(new Schema.Field(field, type.writer()));
            int change = evolving ? random.nextInt(8) : 7;
            if (change == 0) {
                Schema.Field renamed = new Schema.Field("renamed" + i, type.reader());
                renamed.addAlias(field);
                read.add(renamed);
            } else if (change == 1 && i > 0) {
                read.add(new Schema.Field("new" + i, Schema.create(Schema.Type.STRING), "", "a default"));
            } else if (change == 2 && i > 0) {
                read.add(new Schema.Field("new" + i, listOfLongs(), "", List.of(1L, 2L)));
            } else {
                read.add(new Schema.Field(field, type.reader()));
            }
        }
        if (evolving) {
            Collections.shuffle(read, random);
        }
        return new Pair(
                Schema.createRecord(name, "", "sample", false, written),
                Schema.createRecord(name, "", "sample", false, read));
    }

    private static Schema listOfLongs() {
        return Schema.createArray(Schema.create(Schema.Type.LONG));
    }

    private Pair type(int depth) {
        int choices = depth > 0 ? 16 : 11;
        return switch (random.nextInt(choices)) {
            case 0 -> Pair.same(Schema.create(Schema.Type.BOOLEAN));
            case 1 -> promoted(Schema.Type.INT, Schema.Type.LONG, Schema.Type.DOUBLE, Schema.Type.FLOAT);
            case 2 -> promoted(Schema.Type.LONG, Schema.Type.DOUBLE, Schema.Type.FLOAT);
            case 3 -> promoted(Schema.Type.FLOAT, Schema.Type.DOUBLE);
            case 4 -> Pair.same(Schema.create(Schema.Type.DOUBLE));
            case 5, 6 -> promoted(Schema.Type.STRING, Schema.Type.BYTES);
            case 7 -> promoted(Schema.Type.BYTES);
            case 8 -> Pair.same(Schema.createFixed("F" + names++, "", "sample", random.nextInt(5)));
            case 9 -> symbols();
            case 10 -> Pair.same(logical());
            case 11 -> record(depth);
            case 12 -> {
                Pair item = type(depth - 1);
                yield new Pair(Schema.createArray(item.writer()), Schema.createArray(item.reader()));
            }
            case 13 -> {
                Pair value = type(depth - 1);
                yield new Pair(Schema.createMap(value.writer()), Schema.createMap(value.reader()));
            }
            case 14 -> nullable(type(depth - 1));
            default -> choice(depth);
        };
    }

    private Pair promoted(Schema.Type written, Schema.Type... others) {
        Schema writer = Schema.create(written);
        return evolving && others.length > 0 && random.nextBoolean()
                ? new Pair(writer, Schema.create(others[random.nextInt(others.length)]))
                : Pair.same(writer);
    }

    private Pair symbols() {
        String name = "E" + names++;
        Schema writer = Schema.createEnum(name, "", "sample", List.of("A", "B", "C"));
        Schema reader = Schema.createEnum(name, "", "sample", List.of("C", "X", "A"), "X");
        return evolving ? new Pair(writer, reader) : Pair.same(writer);
    }

    private Pair nullable(Pair type) {
        if (type.writer().isUnion() || type.reader().isUnion()) {
            return type;
        }
        Schema nothing = Schema.create(Schema.Type.NULL);
        Schema reader = Schema.createUnion(nothing, type.reader());
        boolean widened = evolving && random.nextBoolean();
        return new Pair(widened ? type.writer() : Schema.createUnion(type.writer(), nothing), reader);
    }

    private Pair choice(int depth) {
        Pair record = record(depth - 1);
        List<Schema> others = List.of(
                Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.LONG), Schema.create(Schema.Type.STRING));
        List<Schema> written = new ArrayList<>(others);
        List<Schema> read = new ArrayList<>(others);
        written.add(record.writer());
        read.add(record.reader());
        if (evolving) {
            Collections.shuffle(read, random);
        }
        return new Pair(Schema.createUnion(written), Schema.createUnion(read));
    }

    private Schema logical() {
        Schema integer = Schema.create(Schema.Type.INT);
        Schema number = Schema.create(Schema.Type.LONG);
        return switch (random.nextInt(9)) {
            case 0 -> LogicalTypes.date().addToSchema(integer);
            case 1 -> LogicalTypes.timeMillis().addToSchema(integer);
            case 2 -> LogicalTypes.timeMicros().addToSchema(number);
            case 3 -> LogicalTypes.timestampMillis().addToSchema(number);
            case 4 -> LogicalTypes.timestampMicros().addToSchema(number);
            case 5 -> LogicalTypes.localTimestampMillis().addToSchema(number);
            case 6 -> LogicalTypes.decimal(30, random.nextInt(10)).addToSchema(Schema.create(Schema.Type.BYTES));
            case 7 -> LogicalTypes.decimal(10, 2).addToSchema(Schema.createFixed("D" + names++, "", "sample", 5));
            default -> LogicalTypes.uuid().addToSchema(Schema.create(Schema.Type.STRING));
        };
    }

    Object value(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> NOTHING;
            case BOOLEAN -> random.nextBoolean();
            case INT -> integer(schema);
            case LONG -> number(schema);
            case FLOAT -> random.nextInt(3) == 0 ? (float) random.nextInt(100) : (float) random.nextGaussian();
            case DOUBLE -> random.nextInt(3) == 0 ? random.nextInt(1_000) / 100d : random.nextGaussian() * 1e20;
            case STRING ->
                isLogical(schema, "uuid") ? new UUID(random.nextLong(), random.nextLong()).toString() : text();
            case BYTES -> ByteBuffer.wrap(schema.getLogicalType() == null ? utf8() : unscaled(12));
            case FIXED ->
                new GenericData.Fixed(
                        schema,
                        schema.getLogicalType() == null ? bytes(schema.getFixedSize()) : padded(unscaled(4), 5));
            case ENUM ->
                new GenericData.EnumSymbol(
                        schema,
                        schema.getEnumSymbols()
                                .get(random.nextInt(schema.getEnumSymbols().size())));
            case RECORD -> {
                GenericData.Record record = new GenericData.Record(schema);
                schema.getFields().forEach(field -> put(record, field));
                yield record;
            }
            case ARRAY -> {
                List<Object> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(value(schema.getElementType()));
                }
                items.replaceAll(AvroSamples::orNull);
                yield items;
            }
            case MAP -> {
                Map<String, Object> entries = new HashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    entries.put(text(), orNull(value(schema.getValueType())));
                }
                yield entries;
            }
            case UNION ->
                value(schema.getTypes().get(random.nextInt(schema.getTypes().size())));
        };
    }

    private void put(GenericData.Record record, Schema.Field field) {
        Object value = value(field.schema());
        if (value != NOTHING) {
            record.put(field.pos(), value);
        }
    }

    @SuppressWarnings("NullAway") // Avro's own data has nulls
    private static Object orNull(Object value) {
        return value == NOTHING ? null : value;
    }

    private Object integer(Schema schema) {
        if (isLogical(schema, "date")) {
            return random.nextInt(3_652_059) - 719_162;
        }
        return isLogical(schema, "time-millis") ? random.nextInt(86_400_000) : random.nextInt();
    }

    private Object number(Schema schema) {
        if (isLogical(schema, "time-micros")) {
            return random.nextLong(86_400_000_000L);
        }
        if (schema.getLogicalType() == null) {
            return random.nextLong() >> random.nextInt(64);
        }
        long millis = MILLIS_OF_0001 + random.nextLong(MILLIS_OF_9999 - MILLIS_OF_0001);
        return isLogical(schema, "timestamp-micros") ? millis * 1_000 + random.nextInt(1_000) : millis;
    }

    private static boolean isLogical(Schema schema, String name) {
        return schema.getLogicalType() != null
                && schema.getLogicalType().getName().equals(name);
    }

    private byte[] unscaled(int bytesMax) {
        return new BigInteger(1 + random.nextInt(bytesMax * 8 - 8), random)
                .multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1))
                .toByteArray();
    }

    private static byte[] padded(byte[] number, int size) {
        byte[] padded = new byte[size];
        java.util.Arrays.fill(padded, (byte) (number[0] < 0 ? -1 : 0));
        System.arraycopy(number, 0, padded, size - number.length, number.length);
        return padded;
    }

    private String text() {
        String[] parts = {"", "a", "\"\\/\n\u0001", "é€𝄞", "a longer text of plain characters"};
        return parts[random.nextInt(parts.length)] + random.nextInt(10);
    }

    private byte[] utf8() {
        return Types.utf8(text());
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A value in Avro's binary encoding; lists in blocks with their size in front where {@code blocking}. */
    static byte[] written(Schema schema, Object value, boolean blocking) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            EncoderFactory factory = new EncoderFactory().configureBlockSize(64);
            BinaryEncoder encoder =
                    blocking ? factory.blockingBinaryEncoder(bytes, null) : factory.binaryEncoder(bytes, null);
            new GenericDatumWriter<Object>(schema).write(value, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }
}
