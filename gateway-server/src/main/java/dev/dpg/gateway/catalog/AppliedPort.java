package dev.dpg.gateway.catalog;

/**
 * What became of one port of an {@link ApplyRequest}.
 *
 * @param outcome whether anything changed
 * @param port the port as it is published now
 */
public record AppliedPort(Outcome outcome, PublishedPort port) {
    /** Whether anything changed. */
    public enum Outcome {
        /** A name that was not there before. */
        CREATED,
        /** A newer version of a name that was there. */
        UPDATED,
        /** The same content was there already. */
        UNCHANGED
    }
}
