package dev.dpg.gateway.compatibility;

import dev.dpg.gateway.product.Change;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Avro's rules of schema resolution (Apache Avro 1.12 specification, "Schema Resolution"), in both directions. The library's
 * judge has the last word where it finds something that was overlooked here.
 */
final class AvroRules {
    static final String READERS = "Readers with the old schema cannot read records that are written with the new one.";
    static final String HISTORY = "Records that were written with the old schema cannot be read with the new one.";

    private final Changes changes = new Changes();
    private final Set<String> visited = new HashSet<>();

    private AvroRules() {}

    static List<Change> between(Schema before, Schema after) {
        AvroRules rules = new AvroRules();
        rules.types("", before, after);
        if (!rules.changes.anyBreaking()) {
            AvroJudge.objection(before, after)
                    .ifPresent(reason -> rules.changes.breaking("schema.incompatible", "", reason, READERS));
            AvroJudge.objection(after, before)
                    .ifPresent(reason -> rules.changes.breaking("schema.incompatible", "", reason, HISTORY));
        }
        return rules.changes.list();
    }

    private void types(String path, Schema before, Schema after) {
        if (before.isUnion() || after.isUnion()) {
            unions(path, before, after);
            return;
        }
        if (before.getType() != after.getType()) {
            promoted(path, before, after);
            return;
        }
        switch (before.getType()) {
            case RECORD -> records(path, before, after);
            case ENUM -> new AvroEnumRules(changes).compare(path, before, after);
            case FIXED -> fixed(path, before, after);
            case ARRAY -> types(path + "[]", before.getElementType(), after.getElementType());
            case MAP -> types(path + "{}", before.getValueType(), after.getValueType());
            default -> {
                // the same
            }
        }
        logical(path, before, after);
    }

    private void records(String path, Schema before, Schema after) {
        if (!named(path, before, after) || !visited.add(before.getFullName() + " " + after.getFullName())) {
            return;
        }
        for (Schema.Field field : before.getFields()) {
            String where = Changes.within(path, field.name());
            Schema.Field now = after.getField(field.name());
            if (now == null) {
                removed(where, field, after);
            } else {
                field(where, field, now);
            }
        }
        for (Schema.Field field : after.getFields()) {
            if (before.getField(field.name()) == null) {
                added(Changes.within(path, field.name()), field, before);
            }
        }
    }

    private void field(String path, Schema.Field before, Schema.Field now) {
        types(path, before.schema(), now.schema());
        if (before.hasDefaultValue() != now.hasDefaultValue()
                || !Objects.deepEquals(before.defaultVal(), now.defaultVal())) {
            changes.harmless(
                    "field.default_changed",
                    path,
                    "The default of " + Changes.quoted(path) + " changes.",
                    "It is used only for records without this field; these are read with another value.");
        }
    }

    private void removed(String path, Schema.Field field, Schema after) {
        boolean breaking = !field.hasDefaultValue();
        Optional<Schema.Field> renamed = after.getFields().stream()
                .filter(now -> now.aliases().contains(field.name()))
                .findFirst();
        String message = renamed.map(now ->
                        "The field " + Changes.quoted(path) + " is renamed to " + Changes.quoted(now.name()) + ".")
                .orElse("The field " + Changes.quoted(path) + " is removed.");
        changes.add(
                breaking,
                renamed.isPresent() ? "field.renamed" : "field.removed",
                path,
                message,
                breaking
                        ? READERS + " They have no default for it; an alias of the new schema does not help them."
                        : "Readers with the old schema see their default instead.");
    }

    private void added(String path, Schema.Field field, Schema before) {
        boolean renamed = field.aliases().stream().anyMatch(alias -> before.getField(alias) != null);
        if (renamed) {
            field.aliases().stream()
                    .map(before::getField)
                    .filter(Objects::nonNull)
                    .forEach(old -> types(path, old.schema(), field.schema()));
            return;
        }
        boolean breaking = !field.hasDefaultValue();
        changes.add(
                breaking,
                breaking ? "field.added_without_default" : "field.added",
                path,
                "The field " + Changes.quoted(path) + " is added" + (breaking ? " without a default." : "."),
                breaking ? HISTORY + " Give it a default." : "Readers with the old schema do not see it.");
    }

    private void fixed(String path, Schema before, Schema after) {
        if (named(path, before, after) && before.getFixedSize() != after.getFixedSize()) {
            changes.breaking(
                    "type.size_changed",
                    path,
                    place(path) + " has " + after.getFixedSize() + " bytes instead of " + before.getFixedSize() + ".",
                    READERS);
        }
    }

    /** Whether both go by one name, as resolution wants it; namespaces may differ. */
    private boolean named(String path, Schema before, Schema after) {
        boolean forReaders = AvroJudge.named(before, after);
        if (forReaders && AvroJudge.named(after, before)) {
            return true;
        }
        changes.breaking(
                "type.renamed",
                path,
                place(path) + " is of the type " + Changes.quoted(after.getFullName()) + " instead of "
                        + Changes.quoted(before.getFullName()) + ".",
                forReaders ? HISTORY : READERS);
        return false;
    }

    private void promoted(String path, Schema before, Schema after) {
        boolean forReaders = AvroJudge.reads(before, after);
        boolean forHistory = AvroJudge.reads(after, before);
        changes.add(
                !forReaders || !forHistory,
                "type.changed",
                path,
                place(path) + " is of the type " + after.getType().getName() + " instead of "
                        + before.getType().getName() + ".",
                forReaders && forHistory
                        ? "Both are read as either."
                        : (forReaders ? "" : READERS)
                                + (forReaders || forHistory ? "" : " ")
                                + (forHistory ? "" : HISTORY));
    }

    private void unions(String path, Schema before, Schema after) {
        Optional<Schema> one = AvroJudge.single(before);
        Optional<Schema> other = AvroJudge.single(after);
        if (one.isEmpty() || other.isEmpty()) {
            branches(path, before, after);
            return;
        }
        if (!before.isNullable() && after.isNullable()) {
            changes.breaking("field.nullable", path, place(path) + " may be null.", READERS);
        } else if (before.isNullable() && !after.isNullable()) {
            changes.breaking("field.not_nullable", path, place(path) + " cannot be null any more.", HISTORY);
        }
        types(path, one.get(), other.get());
    }

    /** Several types: resolution goes by what a value is, so the judge is asked for each type. */
    private void branches(String path, Schema before, Schema after) {
        for (Schema type : AvroJudge.branches(after)) {
            if (!AvroJudge.reads(before, type)) {
                changes.breaking(
                        "union.type_added",
                        path,
                        place(path) + " may be of the type " + type.getFullName() + ".",
                        READERS);
            }
        }
        for (Schema type : AvroJudge.branches(before)) {
            if (!AvroJudge.reads(after, type)) {
                changes.breaking(
                        "union.type_removed",
                        path,
                        place(path) + " cannot be of the type " + type.getFullName() + " any more.",
                        HISTORY);
            }
        }
        if (!changes.anyBreaking() && !before.equals(after)) {
            changes.harmless(
                    "union.changed", path, place(path) + " has other types in its union.", "All of them are read.");
        }
    }

    /** Resolution ignores logical types, though a number of milliseconds is no number of microseconds. */
    private void logical(String path, Schema before, Schema after) {
        String old = AvroJudge.logical(before);
        String now = AvroJudge.logical(after);
        if (!old.equals(now)) {
            changes.breaking(
                    "type.logical_changed",
                    path,
                    place(path) + " is " + (now.isEmpty() ? "of no logical type" : now) + " instead of "
                            + (old.isEmpty() ? "of no logical type" : old) + ".",
                    "The same bytes mean another value to readers with the old schema.");
        }
    }

    private static String place(String path) {
        return path.isEmpty() ? "The record" : Changes.quoted(path);
    }
}
