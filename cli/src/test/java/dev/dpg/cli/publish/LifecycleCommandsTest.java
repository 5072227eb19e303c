package dev.dpg.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.cli.fakes.CommandRun;
import dev.dpg.cli.fakes.FakeGateway;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleCommandsTest {
    private final FakeGateway gateway = FakeGateway.start();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void anEndIsAnnouncedWithSuccessorReasonAndDay() {
        var run = CommandRun.of(
                "deprecate",
                "sales.orders.v1",
                "--successor",
                "sales.orders.v2",
                "--reason",
                "too old",
                "--until",
                "2027-01-31",
                "-a",
                gateway.address());

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("served until 2027-01-31T00:00:00Z");
        assertThat(gateway.publishing().deprecations()).singleElement().satisfies(request -> {
            assertThat(request.getProduct()).isEqualTo("sales.orders.v1");
            assertThat(request.getSuccessor()).isEqualTo("sales.orders.v2");
            assertThat(request.getReason()).isEqualTo("too old");
            assertThat(request.getSunsetTime().getSeconds())
                    .isEqualTo(Instant.parse("2027-01-31T00:00:00Z").getEpochSecond());
            assertThat(request.getRequestId()).isNotBlank();
        });
    }

    @Test
    void aDayThatIsNoneIsAUsageError() {
        var run = CommandRun.of("deprecate", "sales.orders.v1", "--until", "tomorrow", "-a", gateway.address());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(gateway.publishing().deprecations()).isEmpty();
    }

    @Test
    void aLineIsRetired() {
        var run = CommandRun.of("retire", "sales.orders.v1", "-a", gateway.address());

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("sales.orders.v1 is retired");
        assertThat(gateway.publishing().retirements()).hasSize(1);
    }
}
