package dev.dpg.system.faults.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;

/**
 * Ports for processes that have to come back on the same one, taken from below the range that the kernel gives to outgoing
 * connections: while a process is dead, no client gets its port by chance.
 */
public final class FixedPorts {
    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;
    private static final int TRIES_MAX = 1_000;

    private int next = FIRST + new Random().nextInt(COUNT);

    /** A port that nobody uses now, and that this object has not given yet. */
    public synchronized int next() {
        for (int i = 0; i < TRIES_MAX; i++) {
            next = FIRST + (next + 1 - FIRST) % COUNT;
            if (isFree(next)) {
                return next;
            }
        }
        throw new IllegalStateException("no free port between " + FIRST + " and " + (FIRST + COUNT));
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
