package dev.dpg.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.cli.fakes.CommandRun;
import dev.dpg.cli.fakes.FakeGateway;
import dev.dpg.cli.fakes.RunningCommand;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsCommandTest {
    private final FakeGateway gateway = FakeGateway.start();

    @BeforeEach
    void fill() {
        gateway.admin().add("s1", "g1", "aviation.flights.v1", "alerts");
        gateway.admin().add("s2", "g2", "aviation.flights.v1", "report");
        gateway.admin().add("s3", "g2", "climate.daily_weather.v1", "report");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void sessionsOfAllPagesAreListed() {
        var run = run("sessions");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("""
                        PRODUCT                   CLIENT  GATEWAY         STATE  LAG RECORDS  LAG    DELIVERED  OPENED                SESSION
                        aviation.flights.v1       alerts  gateway-1:7443  live   12           1.5 s  345        1970-01-01T00:00:10Z  s1
                        aviation.flights.v1       report  gateway-2:7443  live   12           1.5 s  345        1970-01-01T00:00:10Z  s2
                        climate.daily_weather.v1  report  gateway-2:7443  live   12           1.5 s  345        1970-01-01T00:00:10Z  s3
                        """);
    }

    @Test
    void theyCanBeFiltered() {
        assertThat(ids("--product", "climate.daily_weather")).containsExactly("s3");
        assertThat(ids("--client-id", "alerts")).containsExactly("s1");
        assertThat(ids("--gateway", "g1")).containsExactly("s1");
        assertThat(ids("--gateway", "gateway-2:7443")).containsExactly("s2", "s3");
    }

    @Test
    void aGatewayThatIsNotThereIsNotFound() {
        var run = run("sessions", "--gateway", "elsewhere:1");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("gateway-1:7443, gateway-2:7443").contains("Try:  dpg sessions\n");
    }

    @Test
    void watchingShowsThemAgainUntilItIsInterrupted() {
        var watch = RunningCommand.start("sessions", "--watch", "-o", "ndjson", "-a", gateway.address());
        watch.await("\"session\":\"s3\"");
        gateway.admin().add("s4", "g1", "aviation.flights.v1", "late");
        watch.await("\"session\":\"s4\"");

        assertThat(watch.interrupt()).isEqualTo(130);
    }

    @Test
    void aSessionIsClosed() {
        var run = run("sessions", "close", "s2", "--retry-after", "30s");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEqualTo("closed s2\n");
        assertThat(gateway.admin().closed()).singleElement().satisfies(request -> {
            assertThat(request.getSessionId()).isEqualTo("s2");
            assertThat(request.getRetryAfter().getSeconds()).isEqualTo(30);
        });
    }

    @Test
    void aSessionThatIsGoneIsNotFoundAndTheListIsTheNextCommand() {
        var run = run("sessions", "close", "s9");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).isEqualTo("""
                        dpg: there is no such session open
                        Try:  dpg sessions
                        """);
    }

    @Test
    void aTimeThatIsNoneIsAUsageError() {
        assertThat(run("sessions", "close", "s1", "--retry-after", "soon").exitCode())
                .isEqualTo(2);
        assertThat(gateway.admin().closed()).isEmpty();
    }

    private List<String> ids(String... filter) {
        List<String> arguments = new ArrayList<>(List.of("sessions", "-o", "ndjson"));
        arguments.addAll(List.of(filter));
        return run(arguments.toArray(String[]::new))
                .out()
                .lines()
                .map(line -> line.replaceFirst(".*\"session\":\"", "").replace("\"}", ""))
                .toList();
    }

    private CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-a", gateway.address()));
        return CommandRun.of(all.toArray(String[]::new));
    }
}
