package dev.dpg.gateway.access;

import java.time.Instant;
import java.util.Optional;

/**
 * Access that was given.
 *
 * @param start from when on
 * @param end until before when
 * @param revocation its end before that
 */
public record Grant(Instant start, Instant end, Optional<Revocation> revocation) {
    /** Where a grant stands. */
    public enum State {
        ACTIVE,
        EXPIRED,
        REVOKED
    }

    /**
     * The end of a grant before its time.
     *
     * @param principal who revoked it
     * @param time when
     * @param reason for people; may be empty
     */
    public record Revocation(String principal, Instant time, String reason) {}

    /** Where it stands. */
    public State state(Instant now) {
        if (revocation.isPresent()) {
            return State.REVOKED;
        }
        return now.isBefore(end) ? State.ACTIVE : State.EXPIRED;
    }
}
