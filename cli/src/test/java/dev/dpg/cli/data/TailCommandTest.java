package dev.dpg.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dpg.cli.fakes.CommandRun;
import dev.dpg.cli.fakes.FakeCatalog;
import dev.dpg.cli.fakes.FakeGateway;
import dev.dpg.cli.fakes.RunningCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TailCommandTest {
    private final FakeGateway gateway = FakeGateway.start();

    @BeforeEach
    void fill() {
        gateway.catalog().add(FakeCatalog.product("aviation.flights.v1", "Flights"));
        gateway.data().add(0, "\"SEA\"", "{\"delay\":1}");
        gateway.data().add(0, "\"SEA\"", "{\"delay\":2}");
        gateway.data().add(1, "\"NYC\"", "{\"delay\":3}");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void historyComesFirstAndCtrlCPrintsWhereToGoOn() {
        var tail = tail("--from", "earliest", "-o", "ndjson").await("· live");
        await().untilAsserted(() -> assertThat(tail.out().lines()).hasSize(3));

        assertThat(tail.interrupt()).isEqualTo(130);
        assertThat(tail.err()).contains("Continue:  dpg tail aviation.flights --from p1.2_1");
    }

    @Test
    void theNewestComeFirstWhereTheyAreAskedFor() {
        var tail = tail("-n", "1", "-o", "ndjson").await("· live");

        assertThat(tail.interrupt()).isEqualTo(130);
        assertThat(tail.out().lines())
                .containsExactly("{\"partition\":0,\"offset\":1,\"time\":\"1970-01-01T00:00:01Z\",\"key\":\"SEA\","
                        + "\"value\":{\"delay\":2}}");
    }

    @Test
    void anArrayIsClosedWhenTheCommandIsInterrupted() {
        var tail = tail("-o", "json").await("· live");

        assertThat(tail.interrupt()).isEqualTo(130);
        assertThat(tail.out()).isEqualTo("[]\n");
    }

    @Test
    void aClosedPipeEndsTheCommandQuietly() {
        var closed = new OutputStream() {
            @Override
            public void write(int oneByte) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        var tail = RunningCommand.writingTo(closed, arguments("--from", "earliest", "-o", "ndjson"));

        assertThat(tail.exitCode()).isZero();
        assertThat(tail.err()).doesNotContain("dpg:");
    }

    @Test
    void aGatewayThatGoesAwayIsNotWorthAWord() {
        gateway.data().sendFirstAway();
        var tail = tail("--from", "earliest", "-o", "ndjson").await("· live");
        await().atMost(Duration.ofSeconds(60)).until(() -> gateway.data().subscriptions() == 2);

        assertThat(tail.interrupt()).isEqualTo(130);
        assertThat(tail.err().lines().filter(line -> line.startsWith("·")))
                .containsExactly("· connecting", "· catching up", "· live");
        assertThat(tail.out().lines()).hasSize(3);
    }

    @Test
    void recordsThatAreGoneAreToldWhereThatIsWanted() {
        gateway.data().expireBefore(1);

        var tail = tail("--from", "0:0,1:0", "--on-expired", "earliest", "-o", "ndjson")
                .await("· live");

        assertThat(tail.interrupt()).isEqualTo(130);
        assertThat(tail.err()).contains("· gap in partition 0: offsets 0 to 1, at most 1 records");
        assertThat(tail.out().lines()).hasSize(2);
    }

    @Test
    void aMisspeltProductIsNotFound() {
        var run = CommandRun.of("tail", "aviation.flihgts", "-a", gateway.address());

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("Try:  dpg tail aviation.flights\n");
    }

    private RunningCommand tail(String... arguments) {
        return RunningCommand.start(arguments(arguments));
    }

    private String[] arguments(String... arguments) {
        List<String> all = new ArrayList<>(List.of("tail", "aviation.flights", "--address", gateway.address()));
        all.addAll(List.of(arguments));
        return all.toArray(String[]::new);
    }
}
