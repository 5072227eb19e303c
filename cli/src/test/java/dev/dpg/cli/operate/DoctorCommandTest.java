package dev.dpg.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.cli.fakes.CommandRun;
import dev.dpg.cli.fakes.FakeCatalog;
import dev.dpg.cli.fakes.FakeGateway;
import dev.dpg.v1.LifecycleState;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
    private static final String FLIGHTS = "aviation.flights.v1";

    private final FakeGateway gateway = FakeGateway.start();

    @BeforeEach
    void fill() {
        gateway.catalog().add(FakeCatalog.product(FLIGHTS, "Flights"));
        gateway.setHealth("readiness", ServingStatus.SERVING);
        gateway.setHealth(FLIGHTS, ServingStatus.SERVING);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void allIsWell() {
        var run = CommandRun.of("doctor", "-a", gateway.address());

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().map(line -> line.substring(0, 13).strip()))
                .containsExactly(
                        "✓ address",
                        "✓ dns",
                        "✓ tcp",
                        "✓ tls",
                        "✓ grpc",
                        "✓ readiness",
                        "✓ reflection",
                        "✓ caller",
                        "✓ products",
                        "✓ clock",
                        "✓ product");
    }

    @Test
    void nobodyListens() throws IOException {
        var run = CommandRun.of("doctor", "-a", "127.0.0.1:" + freePort());

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.out()).contains("✓ dns", "✗ tcp").doesNotContain("grpc");
        assertThat(run.err()).isEqualTo("Try:  dpg dev\n");
    }

    @Test
    void aGatewayThatIsGoingAwayIsNotReady() {
        gateway.setHealth("readiness", ServingStatus.NOT_SERVING);

        var run = CommandRun.of("doctor", "-a", gateway.address());

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.out()).contains("✗ readiness").doesNotContain("products");
    }

    @Test
    void aProductThatCannotBeReadIsTold() {
        gateway.catalog().add(FakeCatalog.product("climate.daily_weather.v1", "Weather"));
        gateway.setHealth("climate.daily_weather.v1", ServingStatus.NOT_SERVING);

        var run = CommandRun.of("doctor", "-a", gateway.address());

        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.out()).contains("✓ product    " + FLIGHTS, "✗ product    climate.daily_weather.v1");
        assertThat(run.err()).isEqualTo("Try:  dpg read climate.daily_weather.v1 -n 1\n");
    }

    @Test
    void aLineThatIsRetiredIsNothingToLookAt() {
        gateway.catalog()
                .add(FakeCatalog.product("aviation.airports.v1", "Airports").toBuilder()
                        .setState(LifecycleState.LIFECYCLE_STATE_RETIRED)
                        .build());

        var run = CommandRun.of("doctor", "-a", gateway.address());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("✓ clock", "✓ product    " + FLIGHTS).doesNotContain("airports");
    }

    @Test
    void clocksThatDisagreeAreTold() {
        gateway.data().setClockAhead(Duration.ofMinutes(5));

        var run = CommandRun.of("doctor", "-o", "ndjson", "-a", gateway.address());

        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.out().lines().filter(line -> line.contains("\"ok\":false")))
                .singleElement()
                .asString()
                .contains("\"step\":\"clock\"", "behind the gateway's", "\"next\":\" timedatectl status\"");
    }

    @Test
    void somethingElseThanAGatewayIsFoundOut() throws Exception {
        try (var other = new SilentServer()) {
            var run = CommandRun.of("doctor", "-a", other.address());

            assertThat(run.exitCode()).isEqualTo(5);
            assertThat(run.out()).contains("✓ tcp", "✗ grpc");
        }
    }

    @Test
    void eachOfSeveralAddressesIsExamined() throws IOException {
        var run = CommandRun.of("doctor", "-a", "127.0.0.1:" + freePort() + "," + gateway.address());

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.out()).contains("✗ tcp", "✓ grpc", "✓ clock");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Takes connections, and closes them without a word. */
    private static final class SilentServer implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        SilentServer() throws IOException {
            var thread = new Thread(this::takeAll, "silent-server");
            thread.setDaemon(true);
            thread.start();
        }

        private void takeAll() {
            while (!socket.isClosed()) {
                try {
                    socket.accept().close();
                } catch (IOException closed) {
                    return;
                }
            }
        }

        String address() {
            return "127.0.0.1:" + socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
