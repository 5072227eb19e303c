package dev.dpg.client.internal.connect;

import dev.dpg.client.internal.tls.TlsTrouble;
import io.grpc.EquivalentAddressGroup;
import io.grpc.Status;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** What is known of one address, and the connections to it. Belongs to the balancer. */
final class GatewayAddress {
    private static final Duration RETRY_BASE = Duration.ofMillis(50);
    /** A lost gateway is back for its streams a second after it is back, as a rule. */
    private static final Duration RETRY_CAP = Duration.ofSeconds(2);

    private final EquivalentAddressGroup group;
    private final List<PooledConnection> connections = new ArrayList<>();
    private int failures;
    private long retryNotBeforeNanos;
    private @Nullable Status lastFailure;

    /**
     * @param group of exactly one address
     */
    GatewayAddress(EquivalentAddressGroup group) {
        this.group = group;
    }

    SocketAddress address() {
        return group.getAddresses().get(0);
    }

    EquivalentAddressGroup group() {
        return group;
    }

    List<PooledConnection> connections() {
        return connections;
    }

    void connected() {
        failures = 0;
        lastFailure = null;
    }

    /** An attempt to connect failed: the next one waits, by chance and ever longer up to a bound. */
    void failed(Status why, long now, DoubleSupplier random) {
        lastFailure = TlsTrouble.explained(why, address());
        failures++;
        double bound =
                Math.min(Math.scalb((double) RETRY_BASE.toNanos(), Math.min(failures, Integer.SIZE) - 1), (double)
                        RETRY_CAP.toNanos());
        retryNotBeforeNanos = now + (long) (bound * random.getAsDouble());
    }

    /** A connection was lost that had worked: perhaps the gateway is gone. May be tried at once, but others come first. */
    void lost(long now) {
        if (connections.isEmpty()) {
            failures = Math.max(failures, 1);
            retryNotBeforeNanos = now;
        }
    }

    boolean mayConnect(long now) {
        return failures == 0 || now - retryNotBeforeNanos >= 0;
    }

    boolean isConnecting() {
        return connections.stream().anyMatch(connection -> !connection.isReady());
    }

    boolean isReady() {
        return connections.stream().anyMatch(PooledConnection::isReady);
    }

    /** As pickers see it. */
    ConnectionPicker.Choice choice() {
        return new ConnectionPicker.Choice(
                address(),
                connections.stream().filter(PooledConnection::isReady).toList(),
                connections.stream()
                        .filter(connection -> !connection.isReady())
                        .findFirst()
                        .orElse(null),
                connections.size(),
                failures > 0,
                new ConnectionPicker.Retry(retryNotBeforeNanos, lastFailure));
    }
}
