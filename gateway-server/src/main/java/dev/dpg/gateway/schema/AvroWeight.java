package dev.dpg.gateway.schema;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * How many values a record has at least. A few records each of which holds the one before twice have more than anybody can
 * read, though not one byte of them has to be written.
 */
final class AvroWeight {
    /** Values within a record that none of its writers can leave out. */
    private static final long VALUES_MAX = 100_000;

    private final IdentityHashMap<Schema, Long> records = new IdentityHashMap<>();

    private AvroWeight() {}

    /**
     * Holds every record within a schema to the limit.
     *
     * @throws dev.dpg.gateway.problem.ProblemException {@code BAD_REQUEST} if one has more values than can be read
     */
    static void require(Schema schema) {
        Set<Schema> met = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Schema> open = new ArrayDeque<>();
        AvroWeight weight = new AvroWeight();
        open.add(schema);
        while (!open.isEmpty()) {
            Schema next = open.remove();
            if (met.add(next)) {
                switch (next.getType()) {
                    case RECORD -> {
                        weight.record(next);
                        next.getFields().forEach(field -> open.add(field.schema()));
                    }
                    case ARRAY -> open.add(next.getElementType());
                    case MAP -> open.add(next.getValueType());
                    case UNION -> open.addAll(next.getTypes());
                    default -> {
                        // nothing is within it
                    }
                }
            }
        }
    }

    private long record(Schema schema) {
        Long known = records.get(schema);
        if (known != null) {
            return known;
        }
        // A record that cannot be without itself has no values at all; what matters is that this ends.
        records.put(schema, 1L);
        long weight = 1;
        for (Schema.Field field : schema.getFields()) {
            weight += value(field);
            if (weight > VALUES_MAX) {
                throw SchemaLimits.notA(
                        AvroSchemas.WHAT,
                        "every " + schema.getFullName() + " has more than " + VALUES_MAX + " values within each other");
            }
        }
        records.put(schema, weight);
        return weight;
    }

    /** A union's default is of its first type. */
    private long value(Schema.Field field) {
        Schema schema = field.schema();
        Schema least = schema.isUnion()
                        && field.hasDefaultValue()
                        && !schema.getTypes().isEmpty()
                ? schema.getTypes().get(0)
                : schema;
        return least.getType() == Schema.Type.RECORD ? record(least) : 1;
    }
}
