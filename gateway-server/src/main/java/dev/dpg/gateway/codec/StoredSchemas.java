package dev.dpg.gateway.codec;

import com.google.protobuf.ByteString;
import dev.dpg.gateway.codec.SchemaSource.Lookup;
import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.SchemaOrigin.Framing;
import dev.dpg.gateway.schema.ProtobufSchema;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which schemas the stored values of one product version were written with. One for each version, like its codec. Thread-safe;
 * never waits.
 */
public final class StoredSchemas {
    /** Of values that are stored without schema. */
    public static final StoredSchemas NONE =
            new StoredSchemas(PayloadFormat.JSON, SchemaOrigin.NONE, SchemaSource.NONE);

    /** The id of the only schema, where values do not name theirs. */
    public static final int FIXED_ID = 1;

    /** A zero byte and the id. */
    private static final int FRAME_BYTES = 5;

    private static final int DESCRIBED_MAX = 256;

    /** Bytes of a description: clients take messages of 4 MiB as a rule, and lose their stream over a larger one. */
    private static final int DESCRIBED_BYTES_MAX = 3 * 1024 * 1024;

    private final PayloadFormat format;
    private final SchemaOrigin origin;
    private final SchemaSource schemas;
    private final Map<Integer, Optional<DescribedSchema>> described = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Optional<DescribedSchema>> eldest) {
            return size() > DESCRIBED_MAX;
        }
    };

    /**
     * @param format how values are stored
     * @param origin where their schemas come from
     * @param schemas knows the schemas that values name
     */
    public StoredSchemas(PayloadFormat format, SchemaOrigin origin, SchemaSource schemas) {
        this.format = format;
        this.origin = origin;
        this.schemas = schemas;
    }

    /** Whether values name their schemas, so that one may have to be waited for. */
    public boolean areNamed() {
        return origin.framing() == Framing.CONFLUENT;
    }

    /** Whether values cannot be read without the schema that they name. */
    public boolean areNeeded() {
        return areNamed() && format != PayloadFormat.JSON;
    }

    /** The id of the schema that a value was written with; 0 where it has none, or does not name it as it should. */
    public int idOf(ByteBuffer value) {
        if (!areNamed()) {
            return origin.text().isEmpty() ? 0 : FIXED_ID;
        }
        int at = value.position();
        boolean framed = value.remaining() >= FRAME_BYTES && value.get(at) == 0;
        // Whatever order the buffer has, the id's highest byte comes first.
        return framed
                ? Math.max(
                        0,
                        (value.get(at + 1) & 0xFF) << 24
                                | (value.get(at + 2) & 0xFF) << 16
                                | (value.get(at + 3) & 0xFF) << 8
                                | (value.get(at + 4) & 0xFF))
                : 0;
    }

    /** What is known of a schema that values name. */
    public Lookup byId(int id) {
        return schemas.byId(origin.registry(), id);
    }

    /** A schema as readers are told of it; null where it is not known now, or cannot be described. */
    public @Nullable DescribedSchema describe(int id) {
        synchronized (described) {
            Optional<DescribedSchema> told = described.get(id);
            if (told != null) {
                return told.orElse(null);
            }
        }
        RegisteredSchema schema = schema(id);
        if (schema == null) {
            return null;
        }
        // Also that it cannot be described is remembered: it takes as long to find out.
        DescribedSchema made = bearable(describe(schema, areNamed() ? "" : origin.messageName()));
        synchronized (described) {
            described.put(id, Optional.ofNullable(made));
        }
        return made;
    }

    private static @Nullable DescribedSchema bearable(@Nullable DescribedSchema made) {
        return made == null
                        || made.text().getBytes(StandardCharsets.UTF_8).length
                                        + made.descriptorSet().size()
                                > DESCRIBED_BYTES_MAX
                ? null
                : made;
    }

    private @Nullable RegisteredSchema schema(int id) {
        if (!areNamed()) {
            return id == FIXED_ID ? new RegisteredSchema(FIXED_ID, format, origin.text(), List.of()) : null;
        }
        return byId(id) instanceof Lookup.Known known ? known.schema() : null;
    }

    private static @Nullable DescribedSchema describe(RegisteredSchema schema, String messageName) {
        try {
            if (schema.format() == PayloadFormat.PROTOBUF) {
                var protobuf = ProtobufSchema.ofText(schema.text(), SchemaTexts.references(schema), messageName);
                ByteString set = protobuf.descriptorSet().toByteString();
                return new DescribedSchema(
                        schema.id(),
                        schema.format(),
                        schema.text(),
                        set,
                        protobuf.message().getFullName());
            }
            return DescribedSchema.ofText(schema.id(), schema.format(), SchemaTexts.selfContained(schema));
        } catch (ProblemException | StackOverflowError unreadable) {
            // A registry may hold what nobody can read; its records come all the same, without a description.
            return null;
        }
    }
}
