package dev.dpg.gateway.rpc;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Connections open now, of each source and in all. Remembers only sources that have one open. Thread-safe. */
final class ConnectionCounts {
    private final int perAddressMax;
    private final int totalMax;
    private final Map<InetAddress, Integer> open = new HashMap<>();
    private int total;

    ConnectionCounts(int perAddressMax, int totalMax) {
        this.perAddressMax = perAddressMax;
        this.totalMax = totalMax;
    }

    /** Counts one in, unless a cap is reached; answers that cap then. */
    synchronized Optional<Cap> enter(InetAddress source) {
        if (total >= totalMax) {
            return Optional.of(Cap.TOTAL);
        }
        if (open.getOrDefault(source, 0) >= perAddressMax) {
            return Optional.of(Cap.PER_ADDRESS);
        }
        open.merge(source, 1, Integer::sum);
        total++;
        return Optional.empty();
    }

    /** Counts one out that was counted in. */
    synchronized void leave(InetAddress source) {
        open.computeIfPresent(source, (address, count) -> count == 1 ? null : count - 1);
        total--;
    }

    /** Connections open now. */
    synchronized int total() {
        return total;
    }

    /** Sources with a connection open now. */
    synchronized int sources() {
        return open.size();
    }

    /** What stands in the way of one more connection; each is called like its setting. */
    enum Cap {
        PER_ADDRESS("listen.connection.per-address-max"),
        TOTAL("listen.connection.total-max");

        private final String setting;

        Cap(String setting) {
            this.setting = setting;
        }

        String setting() {
            return setting;
        }
    }
}
