package dev.dpg.gateway.subscription;

import java.util.Objects;

/**
 * Which sessions are asked for; empty texts take all.
 *
 * @param product a dotted name, pinned or not
 * @param clientId as the client calls itself
 * @param gatewayId where they are open
 */
public record SessionFilter(String product, String clientId, String gatewayId) {
    boolean takes(ListedSession session) {
        return (product.isEmpty()
                        || product.equals(session.product().toString())
                        || product.equals(session.product().unpinned().toString()))
                && (clientId.isEmpty() || clientId.equals(session.caller().clientId()))
                && (gatewayId.isEmpty() || gatewayId.equals(session.gatewayId()));
    }

    /** Names the list that it makes, in page tokens. */
    String scope() {
        return "sessions:" + Integer.toHexString(Objects.hash(product, clientId, gatewayId));
    }
}
