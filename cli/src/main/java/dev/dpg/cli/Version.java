package dev.dpg.cli;

import java.util.Objects;

/** The version of this program. */
public final class Version {
    /** As in the manifest of the jar; {@code dev} where it runs from classes. */
    public static final String CURRENT =
            Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "dev");

    private Version() {}
}
