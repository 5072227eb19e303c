package dev.dpg.gateway.codec;

import dev.dpg.gateway.codec.SchemaSource.Lookup;
import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.codec.UnreadableValueException.Cause;
import dev.dpg.gateway.product.RecordType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Reads values in the wire format of Confluent's serializers: a zero byte, the id of the schema in four bytes, the highest first,
 * and what that schema describes. Ids of a registry never change their meaning, so the codec of each is made once.
 */
final class FramedCodec implements RecordCodec {
    /** Bytes in front of a value. */
    static final int FRAME_BYTES = 5;

    /** Schemas of one product; beyond it all are made anew. */
    private static final int CODECS_MAX = 256;

    private final RecordType type;
    private final SchemaSource schemas;
    private final String registry;
    private final Function<RegisteredSchema, RecordCodec> maker;
    private final Map<Integer, RecordCodec> codecs = new ConcurrentHashMap<>();

    /** @param maker makes the codec of one schema; what it reads begins behind the id */
    FramedCodec(RecordType type, SchemaSource schemas, String registry, Function<RegisteredSchema, RecordCodec> maker) {
        this.type = type;
        this.schemas = schemas;
        this.registry = registry;
        this.maker = maker;
    }

    @Override
    public RecordType type() {
        return type;
    }

    @Override
    public void read(byte[] bytes, int from, int to, ValueSink sink) throws UnreadableValueException {
        int id = schemaId(bytes, from, to);
        RecordCodec codec = codecs.get(id);
        if (codec == null) {
            codec = codec(id);
        }
        codec.read(bytes, from + FRAME_BYTES, to, sink);
    }

    /** The id in front of a value. */
    static int schemaId(byte[] bytes, int from, int to) throws UnreadableValueException {
        if (to - from < FRAME_BYTES || bytes[from] != 0) {
            throw new UnreadableValueException(
                    Cause.INVALID_VALUE, "it does not begin with a zero byte and the id of a schema");
        }
        int id = 0;
        for (int at = from + 1; at < from + FRAME_BYTES; at++) {
            id = (id << Byte.SIZE) | (bytes[at] & 0xFF);
        }
        return id;
    }

    private RecordCodec codec(int id) throws UnreadableValueException {
        Lookup lookup = schemas.byId(registry, id);
        if (!(lookup instanceof Lookup.Known known)) {
            throw new UnreadableValueException(Cause.UNKNOWN_SCHEMA, "it was written with schema " + id + why(lookup));
        }
        if (codecs.size() >= CODECS_MAX) {
            codecs.clear();
        }
        return codecs.computeIfAbsent(id, absent -> maker.apply(known.schema()));
    }

    private String why(Lookup lookup) {
        if (lookup instanceof Lookup.Pending) {
            return ", which could not be fetched yet";
        }
        return schemas.registries().contains(registry)
                ? ", which the registry \"" + registry + "\" does not have"
                : " of the registry \"" + registry + "\", which this gateway's configuration does not have";
    }
}
