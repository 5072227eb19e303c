package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Change;
import dev.dpg.gateway.product.SemanticVersion;
import java.util.Collection;

/** The step that changes ask of a contract's version (Semantic Versioning 2.0.0). From small to large. */
public enum VersionStep {
    /** Nothing changes. */
    NONE,
    /** Words only. */
    PATCH,
    /** Additions that no reader minds. */
    MINOR,
    /** Changes that break readers. */
    MAJOR;

    /** The largest step that one of the changes asks for. */
    public static VersionStep of(Collection<Change> changes) {
        VersionStep largest = NONE;
        for (Change change : changes) {
            VersionStep step = of(change);
            largest = step.compareTo(largest) > 0 ? step : largest;
        }
        return largest;
    }

    /** The first version after this one that keeps the step; the version itself where there is none. */
    public SemanticVersion after(SemanticVersion version) {
        return switch (this) {
            case NONE -> version;
            case PATCH -> new SemanticVersion(version.major(), version.minor(), version.patch() + 1);
            case MINOR -> new SemanticVersion(version.major(), version.minor() + 1, 0);
            case MAJOR -> new SemanticVersion(version.major() + 1, 0, 0);
        };
    }

    private static VersionStep of(Change change) {
        if (change.breaking()) {
            return MAJOR;
        }
        return ContractDiff.WORDS.contains(change.rule()) ? PATCH : MINOR;
    }
}
