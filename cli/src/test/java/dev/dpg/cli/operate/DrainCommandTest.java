package dev.dpg.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.cli.fakes.CommandRun;
import dev.dpg.cli.fakes.FakeGateway;
import dev.dpg.cli.fakes.RunningCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrainCommandTest {
    private final FakeGateway gateway = FakeGateway.start();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void withoutYesNothingIsChanged() {
        var run = CommandRun.of("drain", "-a", gateway.address());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Try:  dpg drain --yes -a " + gateway.address());
        assertThat(gateway.admin().drainCalls()).isZero();
    }

    @Test
    void itWaitsUntilNoStreamIsLeftAndShowsThemFalling() {
        gateway.admin().willDrain(5, 2);

        var run = CommandRun.of("drain", "--yes", "-o", "ndjson", "-a", gateway.address());

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEqualTo("· 5 open streams\n· 3 open streams\n· 1 open stream\n");
        assertThat(run.out())
                .isEqualTo("{\"gateway\":\"" + gateway.address() + "\",\"gateway_id\":\"g1\",\"open_streams\":0}\n");
    }

    @Test
    void streamsThatDoNotGoAreACheckThatFailed() {
        gateway.admin().willDrain(5, 0);

        var run = CommandRun.of("drain", "--yes", "--timeout", "300ms", "-o", "ndjson", "-a", gateway.address());

        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.out()).contains("\"open_streams\":5");
        assertThat(run.err()).contains("5 of the gateway's streams are still open after 300 ms");
    }

    @Test
    void aGatewayThatStopsMeanwhileHasNoStreamLeft() {
        gateway.admin().willDrain(5, 0);
        var drain =
                RunningCommand.start("drain", "--yes", "-a", gateway.address()).await("5 open streams");
        gateway.close();

        assertThat(drain.exitCode()).isZero();
        assertThat(drain.err()).contains("· the gateway has stopped");
    }

    @Test
    void oneGatewayIsDrainedAtATime() {
        var run = CommandRun.of("drain", "--yes", "-a", gateway.address() + ",127.0.0.1:1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(gateway.admin().drainCalls()).isZero();
    }
}
