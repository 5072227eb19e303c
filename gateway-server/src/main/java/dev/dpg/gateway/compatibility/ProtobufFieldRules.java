package dev.dpg.gateway.compatibility;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What may change about a field whose number stays. */
record ProtobufFieldRules(Changes changes) {
    /** Tells what changed; whether both hold the same kind of value, so that it can be gone into. */
    boolean compare(String path, FieldDescriptor before, FieldDescriptor now) {
        boolean sameName = before.getName().equals(now.getName());
        WireStep step = WireStep.of(before, now);
        if (!sameName && step == WireStep.OTHER) {
            changes.breaking(
                    "field.number_reused",
                    path,
                    "The number " + before.getNumber() + " of " + Changes.quoted(path) + " is taken by "
                            + Changes.quoted(now.getName()) + ", a " + type(now) + ".",
                    "Readers with the old schema misread it: reserve the number and take another one.");
            return false;
        }
        names(path, before, now);
        type(path, before, now, step);
        cardinality(path, before, now);
        oneof(path, before, now);
        if (step == WireStep.SAME && before.getJavaType() == FieldDescriptor.JavaType.ENUM) {
            new ProtobufEnumRules(changes).compare(path, before.getEnumType(), now.getEnumType());
        }
        return step == WireStep.SAME;
    }

    /** The keys of a map. */
    void keys(String path, FieldDescriptor before, FieldDescriptor now) {
        FieldDescriptor old = before.getMessageType().findFieldByNumber(1);
        FieldDescriptor young = now.getMessageType().findFieldByNumber(1);
        if (old.getType() != young.getType()) {
            changes.breaking(
                    "field.type_changed",
                    path,
                    "The keys of " + Changes.quoted(path) + " are " + type(young) + " instead of " + type(old) + ".",
                    "Readers with the old schema misread them.");
        }
    }

    private void names(String path, FieldDescriptor before, FieldDescriptor now) {
        if (!before.getName().equals(now.getName())) {
            changes.breaking(
                    "field.renamed",
                    path,
                    "The field " + Changes.quoted(path) + " is renamed to " + Changes.quoted(now.getName()) + ".",
                    "Its bytes stay the same; in JSON, filters and generated code it has another name.");
        } else if (!before.getJsonName().equals(now.getJsonName())) {
            changes.breaking(
                    "field.json_name_changed",
                    path,
                    "The JSON name of " + Changes.quoted(path) + " is " + Changes.quoted(now.getJsonName())
                            + " instead of " + Changes.quoted(before.getJsonName()) + ".",
                    "Its bytes stay the same; readers of JSON do not find it.");
        }
    }

    private void type(String path, FieldDescriptor before, FieldDescriptor now, WireStep step) {
        if (step == WireStep.SAME) {
            return;
        }
        String consequence = switch (step) {
            case WIDER_READER ->
                "All new values fit what readers with the old schema expect. Records before may hold larger ones.";
            case SAME_BYTES ->
                "The bytes are still understood, but values may be cut off or have another sign or form, also in"
                        + " JSON.";
            case SAME, OTHER -> "Readers with the old schema do not find a value there, or fail.";
        };
        changes.add(
                step != WireStep.WIDER_READER,
                "field.type_changed",
                path,
                "The field " + Changes.quoted(path) + " is of the type " + type(now) + " instead of " + type(before)
                        + ".",
                consequence);
    }

    private void cardinality(String path, FieldDescriptor before, FieldDescriptor now) {
        if (before.isRepeated() != now.isRepeated()) {
            changes.breaking(
                    "field.cardinality_changed",
                    path,
                    "The field " + Changes.quoted(path)
                            + (now.isRepeated() ? " becomes a list." : " is a list no more."),
                    now.isRepeated()
                            ? "Readers with the old schema see its last value only, in JSON they fail."
                            : "Readers with the old schema see a list of one, in JSON they fail.");
        } else if (before.isRequired() != now.isRequired()) {
            changes.breaking(
                    "field.required_changed",
                    path,
                    "The field " + Changes.quoted(path)
                            + (now.isRequired() ? " is required." : " is required no more."),
                    now.isRequired()
                            ? "Records before may lack it, and are refused."
                            : "Readers with the old schema refuse records without it.");
        } else if (before.hasPresence() != now.hasPresence() && isScalar(before) && isScalar(now)) {
            changes.harmless(
                    "field.presence_changed",
                    path,
                    "The field " + Changes.quoted(path)
                            + (now.hasPresence()
                                    ? " tells absent from default."
                                    : " does not tell absent from default any more."),
                    "Its bytes stay the same; where it is left out readers see "
                            + (now.hasPresence() ? "nothing" : "its default") + " with the new schema.");
        }
        if (before.getJavaType() == now.getJavaType()
                && isScalar(before)
                && !before.isRepeated()
                && !now.isRepeated()
                && !Objects.equals(
                        before.getDefaultValue().toString(),
                        now.getDefaultValue().toString())) {
            changes.breaking(
                    "field.default_changed",
                    path,
                    "The default of " + Changes.quoted(path) + " changes.",
                    "A record without it means one value by the old schema and another one by the new.");
        }
    }

    private void oneof(String path, FieldDescriptor before, FieldDescriptor now) {
        String old = name(before.getRealContainingOneof());
        String young = name(now.getRealContainingOneof());
        if (!old.equals(young)) {
            changes.breaking(
                    "field.oneof_changed",
                    path,
                    "The field " + Changes.quoted(path)
                            + (young.isEmpty() ? " leaves the oneof " + old : " moves into the oneof " + young) + ".",
                    "A record that sets it together with another field of the oneof loses one of both on the way.");
        }
    }

    private static boolean isScalar(FieldDescriptor field) {
        return field.getJavaType() != FieldDescriptor.JavaType.MESSAGE;
    }

    private static String name(@Nullable OneofDescriptor oneof) {
        return oneof == null ? "" : oneof.getName();
    }

    private static String type(FieldDescriptor field) {
        if (field.isMapField()) {
            return "map";
        }
        return switch (field.getJavaType()) {
            case MESSAGE -> "message " + field.getMessageType().getName();
            case ENUM -> "enum " + field.getEnumType().getName();
            default -> field.getType().name().toLowerCase(Locale.ROOT);
        };
    }
}
