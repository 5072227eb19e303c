package dev.dpg.gateway.view;

import dev.dpg.gateway.codec.DescribedSchema;
import dev.dpg.gateway.codec.StoredSchemas;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schemas that the records of one chunk refer to. Not thread-safe. */
final class SchemaTags {
    private final StoredSchemas stored;
    private final Map<Integer, SchemaNotice> notices = new LinkedHashMap<>();
    private int lastId;
    private int lastTag;

    SchemaTags(StoredSchemas stored) {
        this.stored = stored;
    }

    /** What a record with this value refers to; 0 for nothing, also where its schema is not known. */
    int of(ByteBuffer value) {
        int id = stored.idOf(value);
        if (id != lastId) {
            DescribedSchema schema = stored.describe(id);
            if (schema != null) {
                notices.putIfAbsent(id, new SchemaNotice(schema));
            }
            lastId = id;
            lastTag = schema == null ? 0 : id;
        }
        return lastTag;
    }

    List<SchemaNotice> notices() {
        return List.copyOf(notices.values());
    }
}
