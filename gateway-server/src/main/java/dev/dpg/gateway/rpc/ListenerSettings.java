package dev.dpg.gateway.rpc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The limits of the gRPC listener. Every one is set, also where the library would leave it open: what a client can cost is
 * bounded before it has said who it is. The components, in kebab-case, are the
 * keys below {@code listen} in the configuration.
 *
 * @param host a loopback name or address; others need TLS, and somebody who vouches for callers
 * @param port 0 takes a free one
 * @param connection limits of one connection
 * @param call limits of one call
 * @param keepAlive how dead connections are found, and how often clients may ask
 * @param tls who the gateway is to clients, and whose certificates it believes
 */
public record ListenerSettings(
        String host, int port, ConnectionLimits connection, CallLimits call, KeepAlive keepAlive, Tls tls) {
    public static final int DEFAULT_PORT = 7443;

    private static final int KIB = 1024;

    public ListenerSettings {
        check(!host.isBlank(), "host must not be empty");
        check(port >= 0 && port <= 65_535, "port must be 0 to 65535, is " + port);
    }

    /** Without TLS. */
    public ListenerSettings(String host, int port, ConnectionLimits connection, CallLimits call, KeepAlive keepAlive) {
        this(host, port, connection, call, keepAlive, Tls.defaults());
    }

    /** What holds where nothing is configured. */
    public static ListenerSettings defaults() {
        return new ListenerSettings(
                "127.0.0.1", DEFAULT_PORT, ConnectionLimits.defaults(), CallLimits.defaults(), KeepAlive.defaults());
    }

    /** The same on another port. */
    public ListenerSettings withPort(int otherPort) {
        return new ListenerSettings(host, otherPort, connection, call, keepAlive, tls);
    }

    /**
     * Limits of one connection.
     *
     * @param handshakeTimeout until the first HTTP/2 settings (and TLS) must be through
     * @param idleMax a connection without a call is closed after it
     * @param ageMax a connection is told to go away after it (give or take a tenth), so that load spreads anew
     * @param ageGrace calls that are still open then may go on this long; longer than a stream lives by plan, and than a
     *     bounded read takes, since what is left then is cut
     * @param resetsMax streams that a client may reset within {@code resetsWindow} (rapid reset, CVE-2023-44487); a client
     *     that drops all its calls at once and again stays below it
     * @param resetsWindow whole seconds
     * @param flowControlWindowBytes what a client may send ahead, for each call and for the connection
     * @param perAddressMax connections open at once from one address (IPv6: from one /64 network); many clients may share
     *     one behind a proxy or a translated network
     * @param totalMax connections open at once
     */
    public record ConnectionLimits(
            Duration handshakeTimeout,
            Duration idleMax,
            Duration ageMax,
            Duration ageGrace,
            int resetsMax,
            Duration resetsWindow,
            int flowControlWindowBytes,
            int perAddressMax,
            int totalMax) {
        public ConnectionLimits {
            within("handshake-timeout", handshakeTimeout, Duration.ofMillis(100), Duration.ofMinutes(2));
            within("idle-max", idleMax, Duration.ofSeconds(1), Duration.ofDays(1));
            within("age-max", ageMax, Duration.ofSeconds(1), Duration.ofDays(7));
            within("age-grace", ageGrace, Duration.ofSeconds(1), Duration.ofDays(7));
            within("resets-max", resetsMax, 10, 1_000_000);
            within("resets-window", resetsWindow, Duration.ofSeconds(1), Duration.ofHours(1));
            check(resetsWindow.toMillis() % 1000 == 0, "resets-window must be whole seconds, is " + text(resetsWindow));
            within("flow-control-window-bytes", flowControlWindowBytes, 64 * KIB - 1, 64 * KIB * KIB);
            within("per-address-max", perAddressMax, 1, 1_000_000);
            within("total-max", totalMax, 1, 1_000_000);
        }

        static ConnectionLimits defaults() {
            return new ConnectionLimits(
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(45),
                    Duration.ofHours(6),
                    2_000,
                    Duration.ofSeconds(30),
                    KIB * KIB,
                    1_000,
                    10_000);
        }
    }

    /**
     * Limits of one call.
     *
     * @param concurrentMax calls open at once on one connection; a client waits or opens another connection
     * @param requestBytesMax one request message
     * @param applyRequestBytesMax one request of {@code ApplyProduct}, which carries documents
     * @param metadataBytesSoft request metadata above it is refused with growing likelihood
     * @param metadataBytesMax request metadata above it is always refused
     */
    public record CallLimits(
            int concurrentMax,
            int requestBytesMax,
            int applyRequestBytesMax,
            int metadataBytesSoft,
            int metadataBytesMax) {
        public CallLimits {
            within("concurrent-max", concurrentMax, 1, 100_000);
            within("request-bytes-max", requestBytesMax, KIB, 64 * KIB * KIB);
            within("apply-request-bytes-max", applyRequestBytesMax, requestBytesMax, 64 * KIB * KIB);
            within("metadata-bytes-soft", metadataBytesSoft, KIB, KIB * KIB);
            within("metadata-bytes-max", metadataBytesMax, metadataBytesSoft, KIB * KIB);
        }

        static CallLimits defaults() {
            return new CallLimits(1_000, 256 * KIB, 4 * KIB * KIB, 8 * KIB, 16 * KIB);
        }
    }

    /**
     * Pings, both ways.
     *
     * @param interval a connection that is silent this long is pinged; 10 s at least
     * @param timeout and closed if nothing comes back within this
     * @param permittedInterval a client that pings more often is told to go away
     * @param permittedWithoutCalls whether clients may ping a connection that has no call
     */
    public record KeepAlive(
            Duration interval, Duration timeout, Duration permittedInterval, boolean permittedWithoutCalls) {
        public KeepAlive {
            // The library takes less for 10 s, without a word.
            within("interval", interval, Duration.ofSeconds(10), Duration.ofHours(2));
            within("timeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(5));
            within("permitted-interval", permittedInterval, Duration.ofSeconds(1), Duration.ofHours(2));
        }

        static KeepAlive defaults() {
            return new KeepAlive(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(10), true);
        }
    }

    /**
     * Files of certificates and keys, all PEM; they are read anew when they change.
     *
     * @param certificate the gateway's own, with those in between up to its authority's; empty: no TLS
     * @param key its private key, PKCS#8 without a password
     * @param clientCa certificates of the authorities that may vouch for clients
     * @param clientAuth whether clients are asked for certificates: {@code none}, {@code optional} (who has none is let in),
     *     {@code required}
     * @param reloadInterval how often it is looked whether a file has changed, 1 s to 1 h
     */
    public record Tls(
            Optional<Path> certificate,
            Optional<Path> key,
            Optional<Path> clientCa,
            String clientAuth,
            Duration reloadInterval) {
        private static final String NONE = "none";
        private static final Set<String> CLIENT_AUTH = Set.of(NONE, "optional", "required");

        public Tls {
            check(
                    certificate.isPresent() == key.isPresent(),
                    "certificate and key go together; one of them is missing");
            check(
                    CLIENT_AUTH.contains(clientAuth),
                    "client-auth must be none, optional or required, is \"" + clientAuth + "\"");
            boolean asked = !clientAuth.equals(NONE);
            check(!asked || certificate.isPresent(), "client-auth needs certificate and key");
            check(
                    asked == clientCa.isPresent(),
                    "client-auth optional or required goes with client-ca: whose word is taken for clients");
            within("reload-interval", reloadInterval, Duration.ofSeconds(1), Duration.ofHours(1));
        }

        static Tls defaults() {
            return new Tls(Optional.empty(), Optional.empty(), Optional.empty(), NONE, Duration.ofSeconds(5));
        }

        /** Whether connections are encrypted. */
        public boolean on() {
            return certificate.isPresent();
        }

        /** Whether clients are asked for certificates. */
        public boolean asksClients() {
            return !clientAuth.equals(NONE);
        }
    }

    private static void within(String name, Duration value, Duration min, Duration max) {
        check(
                value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
                name + " must be " + text(min) + " to " + text(max) + ", is " + text(value));
    }

    private static void within(String name, int value, int min, int max) {
        check(value >= min && value <= max, name + " must be " + min + " to " + max + ", is " + value);
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    private static void check(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
