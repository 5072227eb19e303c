package dev.dpg.system.bench.stage;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;

/** Who listens where. */
final class Ports {
    private static final Duration START_MAX = Duration.ofMinutes(3);

    private Ports() {}

    /** Waits until a process listens; fails where it ends before. */
    static void awaitListening(int port, Jvm jvm) {
        await(jvm.name() + " listens").atMost(START_MAX).until(() -> {
            jvm.requireAlive();
            return isListening(port);
        });
    }

    private static boolean isListening(int port) {
        try (Socket connected = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return connected.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
