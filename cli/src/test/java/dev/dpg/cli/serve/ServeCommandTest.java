package dev.dpg.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.cli.fakes.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void anUnknownKeyRefusesTheStartAndNamesTheNearest() throws IOException {
        var run = serve("lisen:\n  port: 0\n");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("lisen", "listen", "Try:  dpg serve --help")
                .doesNotContain("\tat ");
    }

    @Test
    void anAddressBeyondThisMachineIsRefused() throws IOException {
        var run = serve("listen:\n  host: 0.0.0.0\nclusters:\n  main:\n    bootstrap: 127.0.0.1:1\n");

        assertThat(run.exitCode()).isIn(1, 2);
        assertThat(run.err()).contains("0.0.0.0").doesNotContain("\tat ");
    }

    @Test
    void aMissingFileIsAUsageError() {
        var run = CommandRun.of(
                "serve", "--config", directory.resolve("none.yaml").toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("none.yaml").doesNotContain("\tat ");
    }

    private CommandRun serve(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("dpg.yaml"), yaml);
        return CommandRun.of("serve", "--config", file.toString());
    }
}
