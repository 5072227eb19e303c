package dev.dpg.client.internal.connect;

import java.time.Duration;

/**
 * How connections are kept.
 *
 * @param streamsPerConnectionMax calls that a connection carries; the next one opens another connection. Below what gateways
 *     permit: grpc-java holds a call beyond that back without a word
 * @param connectionsPerGatewayMax connections to one address; beyond them calls fail
 * @param connectPatience a call waits so long for a new connection while another gateway could serve it
 * @param unusedMax a connection that carried nothing for so long is closed, unless it is the only one
 */
public record PoolSettings(
        int streamsPerConnectionMax, int connectionsPerGatewayMax, Duration connectPatience, Duration unusedMax) {
    /** Fitting a gateway that permits 1 000 calls on a connection. */
    public static final PoolSettings DEFAULT = new PoolSettings(900, 16, Duration.ofSeconds(1), Duration.ofSeconds(60));

    public PoolSettings {
        if (streamsPerConnectionMax < 1 || connectionsPerGatewayMax < 1) {
            throw new IllegalArgumentException("a connection carries at least 1 stream, a gateway has at least 1");
        }
    }
}
