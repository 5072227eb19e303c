package dev.dpg.cli.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.cli.fakes.CommandRun;
import dev.dpg.cli.fakes.RunningCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessCommandsIT {
    private static final Pattern GATEWAY = Pattern.compile("✓ gateway +(\\S+)");
    private static final Pattern ID = Pattern.compile("\"request\":\"([A-Za-z0-9_-]{22})\"");
    private static final String FORECAST = "application:forecast";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void accessIsAskedForSeenApprovedExplainedAndRevoked() {
        try (RunningCommand dev = RunningCommand.start(
                        "dev",
                        "--no-replay",
                        "--port=0",
                        "--kafka-port=0",
                        "--data",
                        directory.resolve("data").toString())
                .await("Ctrl-C stops")) {
            assertThat(run(dev, "explain", "aviation.flights").exitCode()).isZero();
            assertThat(explained(dev).exitCode()).isEqualTo(4);
            try (RunningCommand watch = RunningCommand.start("access", "watch", "-a", address(dev))) {
                watch.await("nothing to decide");

                var asked = run(
                        dev,
                        "request",
                        "aviation.flights",
                        "--purpose=holiday forecast",
                        "--fields=origin,delay_minutes",
                        "--rows=value.delay_minutes > 60",
                        "--for=30d",
                        "--principal=" + FORECAST,
                        "-o=ndjson");
                assertThat(asked.exitCode()).as(asked.err()).isZero();
                String id = find(ID, asked.out());

                watch.await("dpg access approve " + id);
                approveAndRevoke(dev, id);
                assertThat(watch.interrupt()).isEqualTo(130);
            }
            assertThat(run(dev, "request", "aviation.flihgts", "--purpose=p").err())
                    .contains("Try:  dpg access request aviation.flights --purpose p");
            assertThat(run(dev, "request", "aviation.flights", "--purpose=p", "--rows=value.x > 1")
                            .exitCode())
                    .isEqualTo(2);
        }
    }

    private static void approveAndRevoke(RunningCommand dev, String id) {
        assertThat(run(dev, "approve", id).err()).contains(FORECAST + " may read aviation.flights.v1 until ");
        assertThat(explained(dev).out())
                .contains("\"basis\":\"grant\",\"grant\":\"" + id + "\"")
                .contains("\"fields\":[\"delay_minutes\",\"origin\"]", "\"rows\":\"value.delay_minutes > 60\"");
        assertThat(run(dev, "approve", id).exitCode()).isZero(); // changes nothing
        assertThat(run(dev, "deny", id, "--reason=late").exitCode()).isEqualTo(1);

        assertThat(run(dev, "revoke", id, "--reason=over").exitCode()).isEqualTo(2);
        assertThat(run(dev, "grants", "-o=ndjson").out()).hasLineCount(1);
        assertThat(run(dev, "revoke", id, "--reason=over", "--yes").exitCode()).isZero();
        assertThat(run(dev, "grants", "-o=ndjson").out()).isEmpty();
        assertThat(run(dev, "grants", "--ended", "-o=ndjson").out()).contains("\"revoke_reason\":\"over\"");
        var after = explained(dev);
        assertThat(after.exitCode()).isEqualTo(4);
        assertThat(after.out()).contains("\"refusal\":\"GRANT_REVOKED\"");
    }

    private static CommandRun explained(RunningCommand dev) {
        return run(dev, "explain", "aviation.flights", "--principal", FORECAST, "-o", "ndjson");
    }

    private static CommandRun run(RunningCommand dev, String... command) {
        List<String> all = new ArrayList<>(List.of("access"));
        all.addAll(List.of(command));
        all.addAll(List.of("--address", address(dev)));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private static String address(RunningCommand dev) {
        return find(GATEWAY, dev.out());
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }
}
