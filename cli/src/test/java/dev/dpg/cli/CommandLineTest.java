package dev.dpg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.cli.fakes.CommandRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void helpTeachesAndGoesToStandardOutput() {
        var run = CommandRun.of("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Start here:", "dpg dev", "Exit codes: 0 ok");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void everyCommandExplainsItself() {
        for (String command : new String[] {
            "dev",
            "serve",
            "products",
            "show",
            "read",
            "tail",
            "init",
            "lint",
            "plan",
            "diff",
            "apply",
            "access",
            "ctx",
            "login",
            "logout",
            "version"
        }) {
            var run = CommandRun.of(command, "--help");

            assertThat(run.exitCode()).as(command).isZero();
            assertThat(run.out()).as(command).contains("Usage: dpg " + command);
        }
    }

    @Test
    void noCommandIsAUsageErrorThatLeadsToTheHelp() {
        var run = CommandRun.of();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("dpg: which command?\nTry:  dpg --help\n");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aMisspeltCommandIsAnsweredWithTheNearest() {
        var run = CommandRun.of("prodcts", "-o", "json");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("""
                        dpg: there is no command "prodcts"; did you mean "products"?
                        Try:  dpg products -o json
                              dpg --help
                        """);
    }

    @Test
    void aMisspeltOptionIsAnsweredWithTheWholeCommandLineToType() {
        var run = CommandRun.of("products", "--adress", "localhost:1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("there is no option \"--adress\" of products", "dpg products --address localhost:1");
    }

    @Test
    void aMissingNameShowsHowTheCommandIsUsed() {
        var run = CommandRun.of("show");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("'NAME'", "Usage: dpg show", "dpg show --help");
        assertThat(CommandRun.of("init", "sales.orders").err())
                .contains("'--from-topic=TOPIC'", "Usage: dpg init", "--from-topic=TOPIC [--key=FILE]", " NAME\n");
    }

    @Test
    void anUnknownFormatNamesThoseThatThereAre() {
        var run = CommandRun.of("products", "-o", "xml");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("table, json, ndjson, yaml, csv");
    }

    @Test
    void versionIsToldEitherWay() {
        assertThat(CommandRun.of("--version").out()).startsWith("dpg ");
        assertThat(CommandRun.of("version", "-o", "json").out()).startsWith("{\"version\":");
    }

    @Test
    void faultsAreListedAndRunFromACloneOnly() {
        assertThat(CommandRun.of("--help").out()).contains("faults");
        var run = CommandRun.of("faults", "--short");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("from a clone only, by its ./dpg faults");
    }

    @Test
    void theBenchmarkIsListedAndRunsFromACloneOnly() {
        assertThat(CommandRun.of("--help").out()).contains("bench");
        var run = CommandRun.of("bench", "--short");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("from a clone only, by its ./dpg bench");
    }

    @Test
    void theSoakIsListedAndRunsFromACloneOnly() {
        assertThat(CommandRun.of("--help").out()).contains("soak");
        var run = CommandRun.of("soak", "--short");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("from a clone only, by its ./dpg soak");
    }

    @Test
    void completionIsAShellScript() {
        assertThat(CommandRun.of("completion").out()).contains("complete -F");
        assertThat(CommandRun.of("completion", "--help").out())
                .contains("Usage: dpg completion", "source <(dpg completion)");
    }

    @Test
    void aGatewayThatDoesNotAnswerIsUnavailableAndTheNextCommandStartsOne() throws IOException {
        int silentPort;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            silentPort = socket.getLocalPort();
        }

        var run = CommandRun.of("products", "--address", "127.0.0.1:" + silentPort);

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).isEqualTo("dpg: no gateway answers at 127.0.0.1:" + silentPort + "\nTry:  dpg dev\n");
    }
}
