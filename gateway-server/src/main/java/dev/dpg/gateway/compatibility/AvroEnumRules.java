package dev.dpg.gateway.compatibility;

import java.util.List;
import org.apache.avro.Schema;

/** Avro's rules for enums: a symbol that a reader does not have is read as the reader's default, or not at all. */
record AvroEnumRules(Changes changes) {
    void compare(String path, Schema before, Schema after) {
        if (!AvroJudge.named(before, after) || !AvroJudge.named(after, before)) {
            changes.breaking(
                    "type.renamed",
                    path,
                    Changes.quoted(path) + " is of the type " + Changes.quoted(after.getFullName()) + " instead of "
                            + Changes.quoted(before.getFullName()) + ".",
                    AvroRules.READERS);
            return;
        }
        List<String> removed = before.getEnumSymbols().stream()
                .filter(symbol -> !after.hasEnumSymbol(symbol))
                .toList();
        List<String> added = after.getEnumSymbols().stream()
                .filter(symbol -> !before.hasEnumSymbol(symbol))
                .toList();
        if (!removed.isEmpty()) {
            boolean breaking = after.getEnumDefault() == null;
            changes.add(
                    breaking,
                    "enum.symbol_removed",
                    path,
                    Changes.quoted(path) + " cannot be " + String.join(", ", removed) + " any more.",
                    breaking
                            ? AvroRules.HISTORY + " Keep the symbol, or give the enum a default."
                            : "Records written before are read with " + after.getEnumDefault() + " instead.");
        }
        if (!added.isEmpty()) {
            boolean breaking = before.getEnumDefault() == null;
            changes.add(
                    breaking,
                    "enum.symbol_added",
                    path,
                    Changes.quoted(path) + " may be " + String.join(", ", added) + ".",
                    breaking
                            ? AvroRules.READERS + " Their enum has no default."
                            : "Readers with the old schema see " + before.getEnumDefault() + " instead.");
        }
    }
}
