package dev.dpg.gateway.contract;

import dev.dpg.gateway.compatibility.StoredRecords;
import dev.dpg.gateway.product.Change;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.Mask;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.ValueKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What changes for readers from one version of a port to another. Judged by what they are promised: fields with their kinds,
 * presence, the key, the log that their tokens belong to, and the form of raw values. A property under another name is one that
 * is removed and one that is added: whether it is the same one nobody can tell. Pure.
 */
public final class ContractDiff {
    /** Kinds of changes that are words to people and nothing to a program. */
    static final Set<String> WORDS = Set.of("description.changed", "contract.text", "product.changed");

    /** A property that was there is not any more. */
    public static final String FIELD_REMOVED = "field.removed";
    /** What comes from the product document alone. */
    public static final String PRODUCT_CHANGED = "product.changed";

    private final CompiledPort before;
    private final CompiledPort after;
    private final Map<String, ValueKind> oldKinds;
    private final Map<String, ValueKind> kinds;
    private final List<Change> changes = new ArrayList<>();

    private ContractDiff(CompiledPort before, CompiledPort after) {
        this.before = before;
        this.after = after;
        oldKinds = RecordType.kinds(before.fields());
        kinds = RecordType.kinds(after.fields());
    }

    /** All changes: properties first, in the order of the version before, then added ones, then what concerns all. */
    public static List<Change> between(CompiledPort before, CompiledPort after) {
        ContractDiff diff = new ContractDiff(before, after);
        diff.compareFields();
        diff.compareKeys();
        diff.compareBinding();
        diff.compareSchema();
        diff.compareStart();
        diff.compareWords();
        return List.copyOf(diff.changes);
    }

    /** Whether the contract itself is another text; what changes besides comes from the product document alone. */
    public static boolean contractChanged(CompiledPort before, CompiledPort after) {
        return !Arrays.equals(
                before.contractDocument().content(), after.contractDocument().content());
    }

    private void compareFields() {
        Map<String, Field> old = byPath(before.fields());
        Map<String, Field> current = byPath(after.fields());
        old.forEach((path, field) -> {
            Field now = current.get(path);
            if (now != null) {
                compare(field, now);
            } else if (!parentRemoved(path)) {
                breaking(
                        FIELD_REMOVED,
                        path,
                        "The property is removed.",
                        "Who reads it finds it no more, and who names it in a filter or in fields is refused.");
            }
        });
        current.forEach((path, field) -> {
            if (!old.containsKey(path)) {
                harmless(
                        "field.added",
                        path,
                        "The property is added: " + field.kind().kindName() + (field.required() ? ", required." : "."),
                        "Readers that do not know it pass over it; records written before may not have it.");
            }
        });
    }

    /** Whether what a property is in is removed as a whole, or is no longer anything that has properties or items. */
    private boolean parentRemoved(String path) {
        String parent = path.endsWith("[]") ? path.substring(0, path.length() - 2) : RecordType.parent(path);
        return oldKinds.containsKey(parent) && oldKinds.get(parent) != kinds.get(parent);
    }

    private void compare(Field old, Field now) {
        if (old.type() != now.type()) {
            breaking(
                    "field.type",
                    old.path(),
                    "The logical type changes from " + old.type().standardName() + " to "
                            + now.type().standardName() + ".",
                    "Values come in another form: typed messages, filters and JSON readers of the old type fail on them.");
        } else if (oldKinds.get(old.path()) != kinds.get(old.path())) {
            breaking(
                    "field.kind",
                    old.path(),
                    "Values change from " + kindName(oldKinds, old) + " to " + kindName(kinds, now) + ".",
                    "Values come in another form: typed messages, filters and JSON readers of the old kind fail on them.");
        }
        if (old.required() && !now.required()) {
            breaking(
                    "field.required",
                    old.path(),
                    "The property is no longer required.",
                    "Readers that count on a value may meet a record without one.");
        } else if (!old.required() && now.required()) {
            harmless(
                    "field.required",
                    old.path(),
                    "The property becomes required.",
                    "Readers may count on a value from now on; records written before may not have it.");
        }
        compareMasks(old, now);
        if (!old.description().equals(now.description())) {
            harmless("description.changed", old.path(), "The description changes.", "Nothing for programs.");
        }
    }

    private void compareMasks(Field old, Field now) {
        if (!old.mask().equals(now.mask())) {
            harmless(
                    "field.mask",
                    old.path(),
                    "The mask changes from " + maskText(old) + " to " + maskText(now) + ".",
                    "Readers who may not see the property are given other values in its place.");
        }
        if (!old.classification().equals(now.classification())) {
            harmless("field.classification", old.path(), "The classification changes.", "Nothing for programs.");
        }
    }

    private static String maskText(Field field) {
        return field.mask().map(Mask::text).orElse("none");
    }

    private static String kindName(Map<String, ValueKind> kinds, Field field) {
        return kinds.getOrDefault(field.path(), field.kind()).kindName();
    }

    private void compareKeys() {
        if (before.keyFields().equals(after.keyFields())) {
            return;
        }
        if (before.keyFields().isEmpty()) {
            harmless(
                    "key.added",
                    "",
                    "The record's key is declared: " + String.join(", ", after.keyFields()) + ".",
                    "Readers may rely on the order of records with the same key.");
        } else {
            breaking(
                    "key.changed",
                    "",
                    "The record's key changes from " + String.join(", ", before.keyFields()) + " to "
                            + (after.keyFields().isEmpty() ? "nothing" : String.join(", ", after.keyFields())) + ".",
                    "Readers that take records by key, or rely on the order within one, read them wrong.");
        }
    }

    private void compareBinding() {
        if (!before.binding().cluster().equals(after.binding().cluster())
                || !before.binding().topic().equals(after.binding().topic())) {
            breaking(
                    "topic.changed",
                    "",
                    "Records come from another topic.",
                    "Positions of readers belong to the topic before: they would be refused, or skip and repeat records.");
        }
        if (before.binding().format() != after.binding().format()) {
            breaking(
                    "format.changed",
                    "",
                    "Values are stored as "
                            + after.binding().format().standardName() + " instead of "
                            + before.binding().format().standardName() + ".",
                    "Records written before cannot be read any more, and readers of raw values fail on new ones.");
        }
        if (before.compacted() != after.compacted()) {
            breaking(
                    "compaction.changed",
                    "",
                    after.compacted()
                            ? "The topic keeps only the newest record of a key."
                            : "The topic no longer keeps the newest record of each key.",
                    after.compacted()
                            ? "Readers of the history miss what is superseded."
                            : "Readers that build the current state from the beginning miss keys that retention removed.");
        }
    }

    private void compareSchema() {
        SchemaOrigin old = before.schema();
        SchemaOrigin now = after.schema();
        if (old.framing() != now.framing()) {
            breaking(
                    "schema.framing",
                    "",
                    "Values change between plain and with a schema's id in front.",
                    "Readers of raw values fail on them.");
        }
        if (!old.registry().equals(now.registry()) || !old.subject().equals(now.subject())) {
            harmless(
                    "schema.origin",
                    "",
                    "Schemas come from another registry or subject.",
                    "Readers of raw values look schemas up elsewhere.");
        }
        if (old.text().equals(now.text()) && old.messageName().equals(now.messageName())) {
            return;
        }
        Optional<String> objection =
                before.binding().format() == after.binding().format()
                        ? StoredRecords.objection(before.binding().format(), old, now)
                        : Optional.empty();
        if (objection.isPresent()) {
            breaking(
                    "schema.incompatible",
                    "",
                    "Records that are stored already do not fit the schema that values are read as. " + objection.get(),
                    "They cannot be read any more, or are read as something that they are not.");
        } else {
            harmless(
                    "schema.changed",
                    "",
                    "The schema that values are read as changes.",
                    "What that means for each property is listed with it; readers of raw values need the new schema.");
        }
    }

    private void compareStart() {
        if (before.defaultStart() != after.defaultStart()) {
            harmless(
                    "default_start.changed",
                    "",
                    "Reads that do not say where to begin do so at "
                            + after.defaultStart().name().toLowerCase(Locale.ROOT) + ".",
                    "Only readers without a start of their own notice.");
        }
    }

    private void compareWords() {
        boolean product = !before.title().equals(after.title())
                || !before.description().equals(after.description())
                || !before.owner().equals(after.owner())
                || !before.support().equals(after.support())
                || !before.tags().equals(after.tags());
        if (product) {
            harmless(
                    PRODUCT_CHANGED, "", "Title, description, owner, support or tags change.", "Nothing for programs.");
        }
        if (changes.isEmpty() && contractChanged(before, after)) {
            harmless(
                    "contract.text",
                    "",
                    "The contract's text changes in nothing that a reader is promised by its fields.",
                    "Nothing for programs; people may want to read it again.");
        }
    }

    private void breaking(String rule, String path, String message, String consequence) {
        changes.add(Change.breaking(rule, path, message, consequence));
    }

    private void harmless(String rule, String path, String message, String consequence) {
        changes.add(Change.harmless(rule, path, message, consequence));
    }

    private static Map<String, Field> byPath(List<Field> fields) {
        Map<String, Field> byPath = new LinkedHashMap<>();
        fields.forEach(field -> byPath.put(field.path(), field));
        return byPath;
    }
}
