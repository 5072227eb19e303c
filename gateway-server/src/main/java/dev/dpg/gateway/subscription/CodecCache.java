package dev.dpg.gateway.subscription;

import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.codec.RecordCodec;
import dev.dpg.gateway.codec.RecordCodecs;
import dev.dpg.gateway.codec.SchemaSource;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.product.RecordType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The codecs of the versions that are read: one for each, so that their readers share views. The one that was not asked for the
 * longest goes first; readers that have it keep it, and only share nothing with those that come later. Thread-safe.
 */
public final class CodecCache {
    private static final int CODECS_MAX = 1_000;

    private final SchemaSource schemas;
    private final Map<Key, RecordCodec> codecs = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, RecordCodec> eldest) {
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
        Key key = new Key(port.name(), port.applyTime());
        synchronized (codecs) {
            return codecs.computeIfAbsent(
                    key,
                    absent -> RecordCodecs.of(
                            port.binding().format(), port.schema(), RecordType.of(port.fields()), schemas));
        }
    }
}
