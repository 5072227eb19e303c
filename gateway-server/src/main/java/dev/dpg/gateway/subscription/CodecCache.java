package dev.dpg.gateway.subscription;

import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.codec.DescribedSchema;
import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.codec.RecordCodecs;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.codec.StoredSchemas;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.view.Encoding;
import dev.dpg.gateway.view.SchemaNotice;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The codecs of the versions that are read: one for each, so that their readers share views. The one that was not asked for the
 * longest goes first; readers that have it keep it, and only share nothing with those that come later. Thread-safe.
 */
public final class CodecCache {
    private static final int CODECS_MAX = 1_000;

    private final SchemaSource schemas;
    private final Function<PublishedPort, DescribedSchema> messages;
    private final Map<Key, Cached> entries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Cached> eldest) {
            return size() > CODECS_MAX;
        }
    };

    /**
     * @param schemas knows the schemas that values name
     * @param messages describes the message that values of a version are given as; any thread, must not block
     */
    public CodecCache(SchemaSource schemas, Function<PublishedPort, DescribedSchema> messages) {
        this.schemas = schemas;
        this.messages = messages;
    }

    private record Key(PortName name, Instant applyTime) {}

    /** The codec of a published version. */
    public RecordCodec of(PublishedPort port) {
        return entry(port).codec;
    }

    /** The schemas that a published version's values were written with. */
    public StoredSchemas storedSchemas(PublishedPort port) {
        return entry(port).stored;
    }

    /** The schema that all records of a version are given with in an encoding, where there is one. */
    public Optional<SchemaNotice> announced(PublishedPort port, Encoding encoding) {
        return switch (encoding) {
            case JSON -> Optional.of(entry(port).json);
            case PROTOBUF -> Optional.of(message(port));
            case RAW -> Optional.empty();
        };
    }

    private SchemaNotice message(PublishedPort port) {
        Cached entry = entry(port);
        SchemaNotice known = entry.message;
        if (known == null) {
            known = new SchemaNotice(messages.apply(port));
            entry.message = known;
        }
        return known;
    }

    private Cached entry(PublishedPort port) {
        Key key = new Key(port.name(), port.applyTime());
        synchronized (entries) {
            return entries.computeIfAbsent(key, absent -> make(port));
        }
    }

    private Cached make(PublishedPort port) {
        PayloadFormat format = port.binding().format();
        RecordType type = RecordType.of(port.fields());
        DescribedSchema json =
                DescribedSchema.ofJson(type, port.fields(), port.name().toString(), port.description());
        return new Cached(
                RecordCodecs.of(format, port.schema(), type, schemas),
                new StoredSchemas(format, port.schema(), schemas),
                new SchemaNotice(json));
    }

    /** What is made once for a version. */
    private static final class Cached {
        private final RecordCodec codec;
        private final StoredSchemas stored;
        private final SchemaNotice json;
        /** Made when it is asked for; two threads may do that at once; they make the same. */
        private volatile @Nullable SchemaNotice message;

        private Cached(RecordCodec codec, StoredSchemas stored, SchemaNotice json) {
            this.codec = codec;
            this.stored = stored;
            this.json = json;
        }
    }
}
