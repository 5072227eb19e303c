package dev.dpg.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.cli.fakes.CommandRun;
import dev.dpg.cli.fakes.RunningCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevCommandIT {
    private static final Map<String, Integer> ROWS = Map.of(
            "aviation.flights", 20_000,
            "aviation.airports", 3_376,
            "climate.daily_weather", 2_922,
            "seismology.earthquakes", 1_707);
    private static final Pattern GATEWAY = Pattern.compile("✓ gateway +(\\S+)");
    private static final Pattern READY = Pattern.compile("ready in ([0-9.]+) s — Ctrl-C stops");
    private static final double SECOND_START_SECONDS_MAX = 5;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void oneCommandGivesTheRealRecordsOfThreeDomains() {
        try (RunningCommand dev = dev("--no-replay").await("Ctrl-C stops")) {
            assertThat(dev.out())
                    .contains("✓ kafka", "embedded, one broker", "✓ samples   aviation.flights  aviation.airports");

            ROWS.forEach((product, rows) -> {
                var read = run(dev, "read", product, "--from", "earliest", "--until", "head", "-o", "ndjson");
                assertThat(read.out().lines()).as(product).hasSize(rows);
                assertThat(read.exitCode()).isZero();
            });
            assertThat(run(dev, "read", "aviation.airports", "-n", "3", "-o", "ndjson")
                            .out()
                            .lines())
                    .hasSize(3);
            assertThat(run(dev, "products", "-o", "ndjson").out().lines()).hasSize(ROWS.size());
            assertThat(dev.interrupt()).isEqualTo(130);
        }
    }

    @Test
    void aSecondStartIsQuickAndHasTheDataOfTheFirst() {
        dev("--no-replay").await("Ctrl-C stops").close();
        List<Double> seconds = new ArrayList<>();
        // The quickest of a few: what counts is what the start needs, not what else the machine does meanwhile.
        for (int start = 0; start < 3; start++) {
            try (RunningCommand dev = dev("--no-replay").await("Ctrl-C stops")) {
                seconds.add(Double.valueOf(find(READY, dev)));
                assertThat(run(dev, "read", "seismology.earthquakes", "-o", "ndjson")
                                .out()
                                .lines())
                        .hasSize(1_707);
            }
        }
        assertThat(seconds).anySatisfy(took -> assertThat(took).isLessThan(SECOND_START_SECONDS_MAX));
    }

    @Test
    void samplesArePlayedAgainSoThatThereIsSomethingToFollow() {
        try (RunningCommand dev = dev().await("Ctrl-C stops");
                RunningCommand tail = RunningCommand.start(
                        "tail", "aviation.flights", "-o", "ndjson", "--address", find(GATEWAY, dev))) {
            tail.await("· live");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(tail.out().lines()).hasSizeGreaterThan(2));
            assertThat(tail.interrupt()).isEqualTo(130);
            assertThat(tail.err()).contains("Continue:  dpg tail aviation.flights --from ");
        }
    }

    @Test
    void aPortInUseIsAnsweredWithTheCommandThatTakesAnother() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var kafka = dev("--kafka-port", Integer.toString(taken.getLocalPort()));
            assertThat(kafka.exitCode()).isEqualTo(1);
            assertThat(kafka.err()).contains(Integer.toString(taken.getLocalPort()), "Try:  dpg dev --kafka-port 0");

            var gateway = dev("--port", Integer.toString(taken.getLocalPort()));
            assertThat(gateway.exitCode()).isEqualTo(1);
            assertThat(gateway.err()).contains(Integer.toString(taken.getLocalPort()), "dpg dev --port 0");
        }
    }

    @Test
    void aSecondOneInTheSameDirectoryIsRefusedAndTheFirstGoesOn() {
        try (RunningCommand first = dev("--no-replay").await("Ctrl-C stops")) {
            var second = dev("--no-replay");

            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err()).contains("Try:  dpg products");
            assertThat(directory.resolve("data/dev.log")).content().contains("Listening on");
            assertThat(run(first, "products").exitCode()).isZero();
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeIsAnsweredWithTheOptionForAnother() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "in the way");

        var run = CommandRun.of("dev", "--data", file.resolve("data").toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("cannot keep data in", "dpg dev --data ");
    }

    /** In the test's directory and on free ports, unless the options say otherwise. */
    private RunningCommand dev(String... options) {
        List<String> all = new ArrayList<>(
                List.of("dev", "--data", directory.resolve("data").toString()));
        all.addAll(List.of(options));
        for (String port : List.of("--port", "--kafka-port")) {
            if (!all.contains(port)) {
                all.addAll(List.of(port, "0"));
            }
        }
        return RunningCommand.start(all.toArray(String[]::new));
    }

    private static CommandRun run(RunningCommand dev, String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--address", find(GATEWAY, dev)));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private static String find(Pattern pattern, RunningCommand dev) {
        Matcher matcher = pattern.matcher(dev.out());
        assertThat(matcher.find()).as(dev.out()).isTrue();
        return matcher.group(1);
    }
}
