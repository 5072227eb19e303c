package dev.dpg.gateway.registry;

import dev.dpg.gateway.codec.SchemaSource.Reference;
import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.registry.Registry.Question;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a registry has said: schemas for as long as there is room, since they never change; that there is none, for a while;
 * the newest of a subject, with the time that it was told. What was used last is kept longest. Guarded by its owner.
 */
final class SchemaMemory {
    /** Characters of all schemas that are kept. */
    static final int CHARACTERS_MAX = 16 * 1024 * 1024;

    static final int ABSENT_MAX = 10_000;
    static final int SUBJECTS_MAX = 1_000;

    private final Map<Integer, RegisteredSchema> schemas = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Integer, Instant> absentUntil = new LinkedHashMap<>();
    private final Map<String, Newest> newest = new LinkedHashMap<>();
    private long characters;

    @Nullable
    RegisteredSchema known(int id) {
        return schemas.get(id);
    }

    boolean isAbsent(int id, Instant now) {
        Instant until = absentUntil.get(id);
        return until != null && now.isBefore(until);
    }

    /** What was said of a subject since a time; null where nothing was. */
    @Nullable
    Newest newest(String subject, Instant since) {
        Newest told = newest.get(subject);
        return told != null && told.time.isAfter(since) ? told : null;
    }

    void keep(Question question, Optional<RegisteredSchema> answer, Instant now) {
        if (question instanceof Question.Newest subject) {
            keepNewest(subject.subject(), new Newest(answer, now));
        } else if (question instanceof Question.ById byId && answer.isEmpty()) {
            absentUntil.put(byId.id(), now.plus(Registry.ABSENT_FOR));
            removeBeyond(absentUntil, ABSENT_MAX);
        }
        answer.ifPresent(this::keep);
    }

    private void keep(RegisteredSchema schema) {
        absentUntil.remove(schema.id());
        RegisteredSchema before = schemas.put(schema.id(), schema);
        characters += sizeOf(schema) - (before == null ? 0 : sizeOf(before));
        Iterator<RegisteredSchema> oldest = schemas.values().iterator();
        while (characters > CHARACTERS_MAX && schemas.size() > 1) {
            characters -= sizeOf(oldest.next());
            oldest.remove();
        }
    }

    private void keepNewest(String subject, Newest told) {
        newest.remove(subject);
        newest.put(subject, told);
        removeBeyond(newest, SUBJECTS_MAX);
    }

    private static void removeBeyond(Map<?, ?> map, int max) {
        Iterator<?> oldest = map.keySet().iterator();
        while (map.size() > max) {
            oldest.next();
            oldest.remove();
        }
    }

    /** Of every schema a little more than its text. */
    private static long sizeOf(RegisteredSchema schema) {
        long size = 200L + schema.text().length();
        for (Reference reference : schema.references()) {
            size += 100L + reference.name().length() + reference.text().length();
        }
        return size;
    }

    /**
     * What was said of a subject.
     *
     * @param schema empty where it has none
     * @param time when
     */
    record Newest(Optional<RegisteredSchema> schema, Instant time) {}
}
