package dev.dpg.gateway.compatibility;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.dpg.gateway.product.Change;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Protobuf's rules of the wire, where numbers count, and of JSON, where names do ("Updating A Message Type" and "ProtoJSON
 * Format" of the language guide).
 */
final class ProtobufRules {
    private final Changes changes = new Changes();
    private final ProtobufFieldRules fields = new ProtobufFieldRules(changes);
    private final Set<String> visited = new HashSet<>();

    private ProtobufRules() {}

    static List<Change> between(Descriptor before, Descriptor after) {
        ProtobufRules rules = new ProtobufRules();
        if (!before.getName().equals(after.getName())) {
            rules.changes.breaking(
                    "message.renamed",
                    "",
                    "The message is called " + after.getName() + " instead of " + before.getName() + ".",
                    "Values that name their schema are taken for another kind of record.");
        }
        rules.messages("", before, after);
        return rules.changes.list();
    }

    private void messages(String path, Descriptor before, Descriptor after) {
        if (!visited.add(before.getFullName() + " " + after.getFullName())) {
            return;
        }
        for (FieldDescriptor field : before.getFields()) {
            String where = Changes.within(path, field.getName());
            FieldDescriptor now = after.findFieldByNumber(field.getNumber());
            if (now == null) {
                removed(where, field, after);
            } else if (fields.compare(where, field, now)) {
                nested(where, field, now);
            }
        }
        for (FieldDescriptor field : after.getFields()) {
            if (before.findFieldByNumber(field.getNumber()) == null) {
                added(path, field, before);
            }
        }
        reservations(path, before.toProto(), after);
    }

    private void nested(String path, FieldDescriptor before, FieldDescriptor now) {
        if (before.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            String items = before.isMapField() ? "{}" : before.isRepeated() ? "[]" : "";
            FieldDescriptor old = before.isMapField() ? before.getMessageType().findFieldByNumber(2) : before;
            FieldDescriptor young = now.isMapField() ? now.getMessageType().findFieldByNumber(2) : now;
            if (before.isMapField()) {
                fields.keys(path, before, now);
            }
            if (old != before && !fields.compare(path + items, old, young)) {
                return;
            }
            if (old.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                messages(path + items, old.getMessageType(), young.getMessageType());
            }
        }
    }

    private void removed(String path, FieldDescriptor field, Descriptor after) {
        FieldDescriptor moved = after.findFieldByName(field.getName());
        if (moved != null) {
            changes.breaking(
                    "field.number_changed",
                    path,
                    "The field " + Changes.quoted(path) + " has number " + moved.getNumber() + " instead of "
                            + field.getNumber() + ".",
                    "Readers with the old schema do not see it in new records, nor the new schema in records before.");
            return;
        }
        boolean number = after.isReservedNumber(field.getNumber());
        boolean name = after.isReservedName(field.getName());
        if (field.isRequired()) {
            changes.breaking(
                    "field.removed",
                    path,
                    "The required field " + Changes.quoted(path) + " is removed.",
                    "Readers with the old schema refuse records without it.");
        } else if (number && name) {
            changes.harmless(
                    "field.removed",
                    path,
                    "The field " + Changes.quoted(path) + " is removed; its number and its name are reserved.",
                    "Readers with the old schema see its default.");
        } else {
            String free = number ? "name is" : name ? "number is" : "number and its name are";
            changes.breaking(
                    "field.removed_without_reserve",
                    path,
                    "The field " + Changes.quoted(path) + " is removed, and its " + free + " free for others.",
                    "A later field may take them, and readers with the old schema would misread it: reserve "
                            + field.getNumber() + " and " + Changes.quoted(field.getName()) + ".");
        }
    }

    private void added(String path, FieldDescriptor field, Descriptor before) {
        String where = Changes.within(path, field.getName());
        FieldDescriptor old = before.findFieldByName(field.getName());
        if (old != null) {
            return; // its number changed, which has been told
        }
        if (before.isReservedNumber(field.getNumber()) || before.isReservedName(field.getName())) {
            changes.breaking(
                    "field.reserved",
                    where,
                    "The field " + Changes.quoted(where) + " takes a number or a name that was reserved.",
                    "Records and readers may still mean what was there before.");
        } else if (field.isRequired()) {
            changes.breaking(
                    "field.required_added",
                    where,
                    "The required field " + Changes.quoted(where) + " is added.",
                    "Records that were written before do not have it and are refused.");
        } else {
            changes.harmless(
                    "field.added",
                    where,
                    "The field " + Changes.quoted(where) + " is added.",
                    "Readers with the old schema do not see it.");
        }
    }

    private void reservations(String path, DescriptorProto before, Descriptor after) {
        before.getReservedNameList().stream()
                .filter(name -> !after.isReservedName(name) && after.findFieldByName(name) == null)
                .forEach(name -> reservationLost(path, "The name " + Changes.quoted(name)));
        for (DescriptorProto.ReservedRange range : before.getReservedRangeList()) {
            lost(range, after)
                    .filter(number -> after.findFieldByNumber(number) == null)
                    .ifPresent(number -> reservationLost(path, "The number " + number));
        }
    }

    /** The first number of a range that is not reserved any more; ends are looked at, for a range may be long. */
    private static Optional<Integer> lost(DescriptorProto.ReservedRange range, Descriptor after) {
        return Stream.of(range.getStart(), range.getEnd() - 1)
                .filter(number -> !after.isReservedNumber(number))
                .findFirst();
    }

    private void reservationLost(String path, String what) {
        changes.harmless(
                "reserved.removed",
                path,
                what + " is not reserved any more.",
                "Nothing yet; but a field that takes it would be misread. Keep it reserved.");
    }
}
