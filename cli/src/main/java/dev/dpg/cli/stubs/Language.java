package dev.dpg.cli.stubs;

/** What stubs are written for, as it is typed. */
public enum Language {
    java,
    python,
    node,
    go,
    /** The texts of the files. */
    proto,
    /** One file with all descriptors, for any tool that takes a {@code FileDescriptorSet}. */
    descriptor
}
