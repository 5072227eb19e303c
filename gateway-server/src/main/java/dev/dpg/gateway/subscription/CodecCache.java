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

/**
 * The codecs of the versions that are read: one for each, so that their readers share views. The one that was not asked for the
 * longest goes first; readers that have it keep it, and only share nothing with those that come later. Thread-safe.
 */
public final class CodecCache {
    private static final int CODECS_MAX = 1_000;

    private final SchemaSource schemas;
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Entry> eldest) {
            return size() > CODECS_MAX;
        }
    };

    /** @param schemas knows the schemas that values name */
    public CodecCache(SchemaSource schemas) {
        this.schemas = schemas;
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
        return encoding == Encoding.JSON ? Optional.of(entry(port).json) : Optional.empty();
    }

    private Entry entry(PublishedPort port) {
        Key key = new Key(port.name(), port.applyTime());
        synchronized (entries) {
            return entries.computeIfAbsent(key, absent -> make(port));
        }
    }

    private Entry make(PublishedPort port) {
        PayloadFormat format = port.binding().format();
        RecordType type = RecordType.of(port.fields());
        DescribedSchema json =
                DescribedSchema.ofJson(type, port.fields(), port.name().toString(), port.description());
        return new Entry(
                RecordCodecs.of(format, port.schema(), type, schemas),
                new StoredSchemas(format, port.schema(), schemas),
                new SchemaNotice(json));
    }

    /** What is made once for a version. */
    private record Entry(RecordCodec codec, StoredSchemas stored, SchemaNotice json) {}
}
