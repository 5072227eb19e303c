package dev.dpg.gateway.subscription;

import dev.dpg.gateway.delivery.StreamReport;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.product.SemanticVersion;
import java.time.Instant;

/**
 * An open stream of any gateway, as its gateway told it.
 *
 * @param caller whose it is
 * @param gatewayId where it is open
 * @param product the pinned name
 * @param version of the contract that it was opened with
 * @param call how it was opened
 * @param openTime when
 * @param report what it is doing
 */
public record ListedSession(
        Caller caller,
        String gatewayId,
        PortName product,
        SemanticVersion version,
        Call call,
        Instant openTime,
        StreamReport report) {
    static ListedSession of(String gatewayId, OpenSession open) {
        return new ListedSession(
                open.caller(),
                gatewayId,
                open.port().name(),
                open.port().version(),
                open.call(),
                open.stream().openTime(),
                open.stream().report());
    }
}
