package dev.dpg.gateway.codec;

import dev.dpg.gateway.codec.AvroRecordStep.Part;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.RecordType.Property;
import dev.dpg.gateway.product.RecordType.ValueType;
import dev.dpg.gateway.product.ValueKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Resolver;
import org.apache.avro.Resolver.Action;
import org.apache.avro.Resolver.RecordAdjust;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Turns a writer's schema, the reader's schema and the contract's type into steps. How the two schemas fit is Avro's own
 * decision ({@code org.apache.avro.Resolver}, aliases applied before), asked once per schema; what becomes of a value is ours.
 */
final class AvroCompiler {
    private static final ValueType ANY = new ValueType.Single(ValueKind.ANY);

    /** Records under way or done, for those that hold themselves or stand in many places. */
    private final IdentityHashMap<Action, IdentityHashMap<ValueType, AvroRecordStep>> records = new IdentityHashMap<>();

    private final IdentityHashMap<Schema, Action> defaults = new IdentityHashMap<>();
    private final AvroSkips skips = new AvroSkips();

    private AvroCompiler() {}

    /**
     * The step of whole records.
     *
     * @param reader the schema that values are read as; empty where it is the writer's
     */
    static AvroStep compile(Schema writer, Optional<Schema> reader, RecordType type) {
        Schema read = reader.orElse(writer);
        Schema written = reader.isPresent() ? Schema.applyAliases(writer, read) : writer;
        return new AvroCompiler().root(Resolver.resolve(written, read, new GenericData()), type);
    }

    private AvroStep root(Action action, RecordType type) {
        if (action instanceof Resolver.WriterUnion union) {
            return AvroSteps.union(Arrays.stream(union.actions)
                    .map(branch -> root(branch, type))
                    .toList());
        }
        Schema.Type stored = action.writer.getType();
        if (stored != Schema.Type.RECORD) {
            return AvroSteps.mismatch("", "it is no record but of Avro's type " + stored.getName());
        }
        return step(action, new ValueType.Structure(type), "");
    }

    private AvroStep step(Action action, ValueType type, String path) {
        return switch (action.type) {
            case DO_NOTHING, PROMOTE -> single(action, type, path);
            case ERROR -> AvroSteps.mismatch(path, "the schema it was written with does not fit that of the contract");
            case SKIP -> skips.of(action.writer);
            case WRITER_UNION ->
                AvroSteps.union(Arrays.stream(((Resolver.WriterUnion) action).actions)
                        .map(branch -> step(branch, type, path))
                        .toList());
            case READER_UNION -> step(((Resolver.ReaderUnion) action).actualAction, type, path);
            case RECORD -> record((RecordAdjust) action, type, path);
            case ENUM -> symbols((Resolver.EnumAdjust) action, type, path);
            case CONTAINER -> container((Resolver.Container) action, type, path);
        };
    }

    private static AvroStep single(Action action, ValueType type, String path) {
        if (action.writer.getType() == Schema.Type.NULL) {
            return (in, sink) -> sink.nullValue();
        }
        AvroScalars scalars = new AvroScalars(action.writer, action.reader, path);
        return (type.kind() == ValueKind.ANY ? scalars.any() : scalars.of(type.kind()))
                .orElseGet(() -> noForm(action, type, path));
    }

    private static AvroStep noForm(Action action, ValueType type, String path) {
        return AvroSteps.mismatch(
                path,
                "Avro's type " + action.writer.getType().getName() + " is no "
                        + type.kind().kindName());
    }

    private static AvroStep symbols(Resolver.EnumAdjust action, ValueType type, String path) {
        if (type.kind() != ValueKind.STRING && type.kind() != ValueKind.ANY) {
            return noForm(action, type, path);
        }
        byte[][] texts = new byte[action.adjustments.length][];
        for (int i = 0; i < texts.length; i++) {
            int symbol = action.adjustments[i];
            texts[i] = symbol < 0
                    ? new byte[0]
                    : action.reader.getEnumSymbols().get(symbol).getBytes(StandardCharsets.UTF_8);
        }
        AvroStep unknown = AvroSteps.mismatch(path, "a symbol that the contract's schema does not have");
        return (in, sink) -> {
            byte[] text = texts[in.readIndex(texts.length)];
            if (text.length == 0) {
                unknown.read(in, sink);
            }
            sink.textValue(text, 0, text.length);
        };
    }

    private AvroStep container(Resolver.Container action, ValueType type, String path) {
        boolean list = action.writer.getType() == Schema.Type.ARRAY;
        if (type.kind() == ValueKind.ANY) {
            AvroStep item = step(action.elementAction, ANY, path);
            return list ? AvroSteps.list(item) : AvroSteps.map(item);
        }
        if (list && type instanceof ValueType.Items items) {
            return AvroSteps.list(step(action.elementAction, items.item(), path + "[]"));
        }
        return noForm(action, type, path);
    }

    private AvroStep record(RecordAdjust action, ValueType type, String path) {
        boolean any = type.kind() == ValueKind.ANY;
        if (!any && !(type instanceof ValueType.Structure)) {
            return noForm(action, type, path);
        }
        IdentityHashMap<ValueType, AvroRecordStep> made =
                records.computeIfAbsent(action, absent -> new IdentityHashMap<>());
        ValueType key = any ? ANY : type;
        AvroRecordStep known = made.get(key);
        if (known != null) {
            return known;
        }
        AvroRecordStep step = new AvroRecordStep();
        made.put(key, step);
        step.fill(
                type instanceof ValueType.Structure structure
                        ? parts(action, new Declared(structure.type()))
                        : parts(action, new Anything(path)));
        return step;
    }

    /** How a field of a record goes on. */
    private interface Fields {
        Part written(Schema.Field field, Action action);

        Optional<Part> missing(Schema.Field field, Object value);
    }

    private Part[] parts(RecordAdjust action, Fields fields) {
        List<Part> parts = new ArrayList<>();
        int read = 0;
        for (Action field : action.fieldActions) {
            parts.add(
                    field.type == Action.Type.SKIP
                            ? Part.skipped(skips.of(field.writer))
                            : fields.written(action.readerOrder[read++], field));
        }
        for (int i = action.firstDefault; i < action.readerOrder.length; i++) {
            fields.missing(action.readerOrder[i], action.defaults[i - action.firstDefault])
                    .ifPresent(parts::add);
        }
        return parts.toArray(new Part[0]);
    }

    /** Fields that are the properties of these names; others are skipped. */
    private final class Declared implements Fields {
        private final RecordType type;
        private final Map<String, Integer> indexes = new HashMap<>();

        Declared(RecordType type) {
            this.type = type;
            for (int i = 0; i < type.properties().size(); i++) {
                indexes.put(type.properties().get(i).name(), i);
            }
        }

        @Override
        public Part written(Schema.Field field, Action action) {
            Integer index = indexes.get(field.name());
            return index == null
                    ? Part.skipped(skips.of(action.writer))
                    : Part.declared(index, declared(index, action));
        }

        @Override
        public Optional<Part> missing(Schema.Field field, Object value) {
            Integer index = indexes.get(field.name());
            return index == null
                    ? Optional.empty()
                    : Optional.of(Part.declared(
                            index, AvroSteps.constant(encoded(field, value), declared(index, same(field)))));
        }

        private AvroStep declared(int index, Action action) {
            Property property = type.properties().get(index);
            return step(action, property.type(), property.path());
        }
    }

    /** Fields of a value without declared properties: all, by their names. */
    private final class Anything implements Fields {
        private final String path;

        Anything(String path) {
            this.path = path;
        }

        @Override
        public Part written(Schema.Field field, Action action) {
            return Part.named(field.name().getBytes(StandardCharsets.UTF_8), step(action, ANY, path));
        }

        @Override
        public Optional<Part> missing(Schema.Field field, Object value) {
            AvroStep constant = AvroSteps.constant(encoded(field, value), step(same(field), ANY, path));
            return Optional.of(Part.named(field.name().getBytes(StandardCharsets.UTF_8), constant));
        }
    }

    /** Read as it is written; asked once for each type, so that what is made of it is made once too. */
    private Action same(Schema.Field field) {
        return defaults.computeIfAbsent(field.schema(), schema -> Resolver.resolve(schema, schema, new GenericData()));
    }

    /** A default as if the writer had written it. */
    private static byte[] encoded(Schema.Field field, Object value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<Object>(field.schema(), new GenericData()).write(value, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }
}
