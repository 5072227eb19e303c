package dev.dpg.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.gateway.rpc.ListenerSettings.ConnectionLimits;
import dev.dpg.gateway.rpc.RunningServer.Sockets;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The caps on connections: how they count, what becomes of one too many on a real socket, what is said about it. */
class ConnectionGateTest {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void oneConnectionTooManyOfAnAddressIsClosedAndTheOthersServe(Sockets sockets) throws IOException {
        RunningServer server = start(sockets, 3, 10);
        List<Socket> three = connect(server, 3);

        assertThat(isClosed(connect(server))).isTrue();

        three.get(0).close();
        assertServesInTheEnd(server);
        assertThat(three.get(1).isConnected()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void oneConnectionTooManyOfAllIsClosed(Sockets sockets) throws IOException {
        RunningServer server = start(sockets, 10, 2);
        List<Socket> two = connect(server, 2);

        assertThat(isClosed(connect(server))).isTrue();

        two.get(0).close();
        assertServesInTheEnd(server);
    }

    @Test
    void aCapHoldsAlsoAfterManyConnectionsCameAndWent() throws IOException {
        RunningServer server = start(Sockets.NIO, 2, 100);
        for (int i = 0; i < 50; i++) {
            connect(server).close();
        }
        assertServesInTheEnd(server);
        await().until(() -> !isClosed(connect(server)));
        await().until(() -> isClosed(connect(server)));
    }

    @Test
    void onlySourcesWithAnOpenConnectionAreRemembered() throws IOException {
        var counts = new ConnectionCounts(2, 3);
        InetAddress one = InetAddress.getByName("192.0.2.1");
        InetAddress other = InetAddress.getByName("192.0.2.2");

        assertThat(counts.enter(one)).isEmpty();
        assertThat(counts.enter(one)).isEmpty();
        assertThat(counts.enter(one)).contains(ConnectionCounts.Cap.PER_ADDRESS);
        assertThat(counts.enter(other)).isEmpty();
        assertThat(counts.enter(other)).contains(ConnectionCounts.Cap.TOTAL);
        assertThat(counts.sources()).isEqualTo(2);

        counts.leave(one);
        assertThat(counts.enter(other)).isEmpty();
        counts.leave(one);
        counts.leave(other);
        counts.leave(other);
        assertThat(counts.sources()).isZero();
        assertThat(counts.total()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "::ffff:192.0.2.1, 192.0.2.1, true",
    })
    void aNetworkOfIpVersionSixCountsAsOneAddress(String one, String other, boolean same) throws IOException {
        InetAddress first = ConnectionGate.source(new InetSocketAddress(InetAddress.getByName(one), 1));
        InetAddress second = ConnectionGate.source(new InetSocketAddress(InetAddress.getByName(other), 2));

        assertThat(first.equals(second)).isEqualTo(same);
    }

    @Test
    void refusalsAreToldOncePerSourceAndMinuteAndNeverOfMoreThanSoManySources() throws IOException {
        var now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        var log = new RefusalLog(now::get);
        InetAddress one = InetAddress.getByName("192.0.2.1");

        assertThat(log.refused(one)).isEqualTo(OptionalLong.of(0));
        assertThat(log.refused(one)).isEmpty();
        assertThat(log.refused(one)).isEmpty();
        assertThat(log.refused(InetAddress.getByName("192.0.2.2"))).isEqualTo(OptionalLong.of(2));
        now.updateAndGet(before -> before.plus(RefusalLog.WINDOW));
        assertThat(log.refused(one)).isEqualTo(OptionalLong.of(0));

        int told = 1;
        for (int i = 0; i < 10 * RefusalLog.SOURCES_MAX; i++) {
            byte[] address = {10, 0, (byte) (i >> 8), (byte) i};
            told += log.refused(InetAddress.getByAddress(address)).isPresent() ? 1 : 0;
        }
        assertThat(told).isEqualTo(RefusalLog.SOURCES_MAX);
        now.updateAndGet(before -> before.plus(Duration.ofMinutes(2)));
        assertThat(log.refused(one)).isEqualTo(OptionalLong.of(9L * RefusalLog.SOURCES_MAX + 1));
    }

    private RunningServer start(Sockets sockets, int perAddressMax, int totalMax) {
        assumeThat(sockets == Sockets.NIO || Epoll.isAvailable()).isTrue();
        ListenerSettings defaults = ListenerSettings.defaults();
        ConnectionLimits limits = defaults.connection();
        var capped = new ConnectionLimits(
                limits.handshakeTimeout(),
                limits.idleMax(),
                limits.ageMax(),
                limits.ageGrace(),
                limits.resetsMax(),
                limits.resetsWindow(),
                limits.flowControlWindowBytes(),
                perAddressMax,
                totalMax);
        var settings = new ListenerSettings("127.0.0.1", 0, capped, defaults.call(), defaults.keepAlive());
        var server = new RunningServer(
                sockets, settings, 10, new HealthEndpoint().service().bindService());
        opened.add(server);
        return server;
    }

    /** Connections that the server has accepted: it has sent its settings. */
    private List<Socket> connect(RunningServer server, int count) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = connect(server);
            assertThat(isClosed(socket)).as("connection %d", i).isFalse();
            sockets.add(socket);
        }
        return sockets;
    }

    private Socket connect(RunningServer server) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        opened.add(socket);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    /** Whether the server has nothing to say but good-bye; else it greets with its settings. */
    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** A connection of gRPC's own client is taken as soon as there is room. */
    private static void assertServesInTheEnd(RunningServer server) {
        await().atMost(Duration.ofMillis(TIMEOUT_MILLIS)).ignoreExceptions().until(() -> {
            server.channel().resetConnectBackoff();
            return HealthGrpc.newBlockingStub(server.channel())
                            .withDeadlineAfter(5, TimeUnit.SECONDS)
                            .check(HealthCheckRequest.getDefaultInstance())
                            .getStatus()
                    != ServingStatus.UNRECOGNIZED;
        });
    }
}
