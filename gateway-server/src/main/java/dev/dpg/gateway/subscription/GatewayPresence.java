package dev.dpg.gateway.subscription;

import java.time.Instant;

/**
 * A gateway process, as it told last.
 *
 * @param identity which, the same for as long as it runs
 * @param updateTime when it told this, by its own clock
 * @param draining whether it is going away
 * @param openStreams streams open on it
 */
public record GatewayPresence(Identity identity, Instant updateTime, boolean draining, int openStreams) {
    /**
     * Which gateway.
     *
     * @param id random, new with each start
     * @param address host and port that it listens on; empty as long as it does not
     * @param version of the gateway
     * @param startTime when it started
     */
    public record Identity(String id, String address, String version, Instant startTime) {
        Identity at(String otherAddress) {
            return new Identity(id, otherAddress, version, startTime);
        }
    }
}
