package dev.dpg.gateway.product;

import java.util.Collection;

/**
 * A difference between two versions of a contract, or between two schemas.
 *
 * @param rule stable id of the kind of change, for instance {@code field.removed}
 * @param path the property's dotted path; empty where the whole contract or schema is concerned
 * @param breaking whether readers of the version before may break
 * @param message what changes, as a sentence
 * @param consequence what that means for readers, as a sentence
 */
public record Change(String rule, String path, boolean breaking, String message, String consequence) {
    /** A change that readers of the version before may break on. */
    public static Change breaking(String rule, String path, String message, String consequence) {
        return new Change(rule, path, true, message, consequence);
    }

    /** A change that readers of the version before do not mind. */
    public static Change harmless(String rule, String path, String message, String consequence) {
        return new Change(rule, path, false, message, consequence);
    }

    /** Whether none of them is breaking. */
    public static boolean compatible(Collection<Change> changes) {
        return changes.stream().noneMatch(Change::breaking);
    }
}
