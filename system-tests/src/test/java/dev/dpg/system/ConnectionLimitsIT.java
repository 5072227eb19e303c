package dev.dpg.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.gateway.app.Gateway;
import dev.dpg.system.fixture.Connection;
import dev.dpg.system.fixture.GatewaySetup;
import dev.dpg.system.fixture.InProcessGateway;
import dev.dpg.system.fixture.RawConnection;
import dev.dpg.system.fixture.Resources;
import dev.dpg.system.fixture.SharedBroker;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Connections that cost and bring nothing are ended, each by the setting that is made small for it; all others are as by
 * default, so that none of them could have done it in this time. Where one has to do something in time to stay, it has
 * seconds.
 */
class ConnectionLimitsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration BETWEEN_BYTES = Duration.ofMillis(250);
    private static final String WATCH = "grpc.health.v1.Health/Watch";
    private static final int HEADER_BLOCK_BYTES = 8_000;

    @RegisterExtension
    private final Resources resources = new Resources();

    @Test
    void aConnectionThatNeverSendsAByteIsClosed() {
        RawConnection silent = connect(start("connection: { handshake-timeout: 500 ms }"));

        assertEnds(silent);
    }

    @Test
    void aConnectionThatGreetsByteByByteIsClosed() {
        RawConnection trickle = connect(start("connection: { handshake-timeout: 500 ms }"));

        assertEndsWhileTrickling(trickle, RawConnection.greeting());
    }

    @Test
    void aConnectionThatGreetsInTimeStays() {
        Gateway gateway = start("connection: { handshake-timeout: 3 s }");
        RawConnection silent = connect(gateway);
        RawConnection polite = connect(gateway).answering().greet();

        assertEnds(silent);
        RawConnection next = connect(gateway);
        assertEnds(next);
        assertThat(polite.ended()).isNotDone();
    }

    /** With the smallest interval that the library knows, so this takes its time. */
    @Test
    void aConnectionThatAnswersNoPingIsClosedEvenIfItSendsItsHeadersByteByByte() {
        Gateway gateway = start("keep-alive: { interval: 10 s, timeout: 5 s }");
        RawConnection mute = connect(gateway).greet();
        RawConnection trickle = connect(gateway).greet();
        RawConnection answering = connect(gateway).answering().greet();

        byte[] headers = new byte[HEADER_BLOCK_BYTES];
        System.arraycopy(RawConnection.headersOf(1, WATCH), 0, headers, 0, 9);
        headers[1] = (byte) ((HEADER_BLOCK_BYTES - 9) >> 8);
        headers[2] = (byte) (HEADER_BLOCK_BYTES - 9);
        assertEndsWhileTrickling(trickle, headers);
        assertEnds(mute);
        assertThat(answering.ended()).isNotDone();
    }

    @Test
    void aConnectionWithoutACallIsTakenLeaveOfAndOneWithACallStays() {
        Gateway gateway = start("connection: { idle-max: 3 s }");
        RawConnection idle = connect(gateway).answering().greet();
        RawConnection busy = connect(gateway).answering().greet();
        busy.call(1, WATCH, HealthCheckRequest.getDefaultInstance());

        assertEnds(idle);
        assertThat(idle.goAways()).contains("max_idle");
        assertThat(busy.ended()).isNotDone();
        assertThat(busy.dataBytes()).isPositive();
    }

    @Test
    void anOldConnectionKeepsItsCallsThroughALongGrace() {
        RawConnection old =
                connect(start("connection: { age-max: 3 s }")).answering().greet();
        old.call(1, WATCH, HealthCheckRequest.getDefaultInstance());

        await().atMost(TIMEOUT).until(() -> old.goAways().contains("max_age"));
        assertThat(old.ended()).isNotDone();
        assertThat(old.streamsEnded()).isZero();
    }

    @Test
    void whoPingsTooOftenIsToldToGoAway() {
        RawConnection restless = connect(start("keep-alive: { permitted-interval: 1 h }"))
                .answering()
                .greet();
        restless.call(1, WATCH, HealthCheckRequest.getDefaultInstance());

        for (int i = 0; i < 4; i++) {
            restless.ping();
        }

        assertEnds(restless);
        assertThat(restless.goAways()).contains("too_many_pings");
    }

    @Test
    void pingsAreTakenAsOftenAsPermittedAndWithoutACallOnlyWherePermitted() {
        String often = "keep-alive: { permitted-interval: 1 s";
        RawConnection permitted = connect(start(often + " }")).answering().greet();
        RawConnection tooMany = connect(start(often + ", permitted-without-calls: false }"))
                .answering()
                .greet();

        for (int i = 0; i < 4; i++) {
            permitted.ping();
            tooMany.ping();
            pause(Duration.ofMillis(1200));
        }

        assertEnds(tooMany);
        assertThat(tooMany.goAways()).contains("too_many_pings");
        assertThat(permitted.ended()).isNotDone();
        assertThat(permitted.goAways()).isEmpty();
    }

    @Test
    void connectionsBeyondTheCapOfAnAddressAreClosedAndTheOthersServe() {
        Gateway gateway = start("connection: { per-address-max: 6 }");
        Connection served = Connection.to(gateway.address(), resources).awaitReady();

        List<RawConnection> crowd = Stream.generate(
                        () -> connect(gateway).answering().greet())
                .limit(5)
                .toList();
        RawConnection tooMany = connect(gateway);

        assertEnds(tooMany);
        assertThat(crowd).noneMatch(connection -> connection.ended().isDone());
        assertThat(served.health("liveness")).isEqualTo(ServingStatus.SERVING);
    }

    private Gateway start(String listen) {
        return InProcessGateway.start(
                GatewaySetup.on(SharedBroker.bootstrapServers()).listening(listen), resources);
    }

    private RawConnection connect(Gateway gateway) {
        return RawConnection.to(gateway.address(), resources);
    }

    private static void assertEnds(RawConnection connection) {
        await().atMost(TIMEOUT).until(() -> connection.ended().isDone());
    }

    /** The bytes would take several times the limit; not all of them can be sent. */
    private static void assertEndsWhileTrickling(RawConnection connection, byte[] bytes) {
        Instant end = Instant.now().plus(TIMEOUT);
        for (int i = 0; i < bytes.length && !connection.ended().isDone(); i++) {
            assertThat(Instant.now()).as("the connection goes on").isBefore(end);
            try {
                connection.send(bytes[i]);
            } catch (UncheckedIOException closed) {
                break;
            }
            pause(BETWEEN_BYTES);
        }
        assertEnds(connection);
    }

    /** Between two things that a client does. */
    private static void pause(Duration duration) {
        await().pollDelay(duration).atMost(TIMEOUT).until(() -> true);
    }
}
