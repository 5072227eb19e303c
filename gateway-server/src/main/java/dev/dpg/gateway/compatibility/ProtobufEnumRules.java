package dev.dpg.gateway.compatibility;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;

/** What may change about the values of an enum: numbers count on the wire, names in JSON. */
record ProtobufEnumRules(Changes changes) {
    void compare(String path, EnumDescriptor before, EnumDescriptor now) {
        for (EnumValueDescriptor value : before.getValues()) {
            EnumValueDescriptor named = now.findValueByName(value.getName());
            if (named != null && named.getNumber() == value.getNumber()) {
                continue;
            }
            if (named != null) {
                changes.breaking(
                        "enum.number_changed",
                        path,
                        Changes.quoted(path) + ": " + value.getName() + " has number " + named.getNumber()
                                + " instead of " + value.getNumber() + ".",
                        "Readers with the old schema take it for another value, or for none that they know.");
            } else if (now.findValueByNumber(value.getNumber()) != null) {
                renamed(path, value, now);
            } else {
                removed(path, value, now);
            }
        }
        for (EnumValueDescriptor value : now.getValues()) {
            if (before.findValueByNumber(value.getNumber()) == null
                    && before.findValueByName(value.getName()) == null) {
                changes.harmless(
                        "enum.value_added",
                        path,
                        Changes.quoted(path) + " may be " + value.getName() + ".",
                        before.isClosed()
                                ? "Readers with the old schema see the field as absent where it is."
                                : "Readers with the old schema see a number that they have no name for.");
            }
        }
    }

    private void renamed(String path, EnumValueDescriptor value, EnumDescriptor now) {
        changes.breaking(
                "enum.value_renamed",
                path,
                Changes.quoted(path) + ": " + value.getName() + " is called "
                        + now.findValueByNumber(value.getNumber()).getName() + ".",
                "Its bytes stay the same; in JSON and filters it has another name.");
    }

    private void removed(String path, EnumValueDescriptor value, EnumDescriptor now) {
        boolean reserved = now.isReservedNumber(value.getNumber()) && now.isReservedName(value.getName());
        changes.add(
                !reserved,
                reserved ? "enum.value_removed" : "enum.value_removed_without_reserve",
                path,
                Changes.quoted(path) + " cannot be " + value.getName() + " any more"
                        + (reserved ? "; its number and its name are reserved." : "."),
                reserved
                        ? "Records before that have it are read with its number."
                        : "A later value may take its number, and readers with the old schema would misread it: reserve "
                                + value.getNumber() + " and " + Changes.quoted(value.getName()) + ".");
    }
}
