package dev.dpg.gateway.product;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a port version stands in its life.
 *
 * @param state the state
 * @param deprecation set from the moment that its end is announced
 */
public record Lifecycle(State state, Optional<Deprecation> deprecation) {
    /** Published and offered. */
    public static final Lifecycle ACTIVE = new Lifecycle(State.ACTIVE, Optional.empty());

    /** The states, in the order in which they follow each other. */
    public enum State {
        /** Announced, not readable. */
        DRAFT,
        /** Announced and open for remarks, not readable. */
        PROPOSED,
        /** Offered. */
        ACTIVE,
        /** Offered, with an end in sight. */
        DEPRECATED,
        /** Over. */
        RETIRED;

        /** Whether records are served. */
        public boolean readable() {
            return this == ACTIVE || this == DEPRECATED;
        }
    }

    /**
     * That a port version will end.
     *
     * @param successor the pinned name of what follows; empty where nothing does
     * @param reason why, for readers; may be empty
     * @param sunsetTime until when it is served at least
     */
    public record Deprecation(Optional<PortName> successor, String reason, Instant sunsetTime) {}
}
