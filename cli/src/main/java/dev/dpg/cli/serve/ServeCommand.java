package dev.dpg.cli.serve;

import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.Interrupts;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.gateway.app.Gateway;
import dev.dpg.gateway.app.StartException;
import dev.dpg.gateway.config.Configuration;
import dev.dpg.gateway.config.ConfigurationException;
import dev.dpg.gateway.config.GatewaySettings;
import dev.dpg.gateway.config.ProcessMemory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dpg serve}: a gateway alone, in front of clusters that exist. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        header = "Runs a gateway from its configuration.",
        description =
                "Runs a gateway in front of the Kafka clusters that its configuration names, and logs to standard error. "
                        + "The command line wins over the environment (DPG_*), the environment over the file, the file over the "
                        + "defaults; docs/configuration.md lists all keys. SIGTERM and Ctrl-C drain it: open streams are told to go "
                        + "on elsewhere.",
        footer = {
            "",
            "Examples:",
            "  dpg serve --config dpg.yaml",
            "  dpg serve --config dpg.yaml --set listen.port=8443 --set drain-timeout=5s",
            "  DPG_LISTEN_PORT=8443 dpg serve --config dpg.yaml"
        })
public final class ServeCommand implements Callable<Integer> {
    /** Of the launcher, this command and the SDK; the gateway refuses a variable it does not know. */
    private static final Set<String> OWN_VARIABLES = Set.of(
            "DPG_JAVA_OPTS",
            "DPG_NO_BUILD",
            "DPG_DEBUG",
            "DPG_CLIENT_ID",
            "DPG_CONTEXT",
            "DPG_TLS",
            "DPG_CA",
            "DPG_CERT",
            "DPG_KEY",
            "DPG_TOKEN",
            "DPG_TOKEN_FILE");

    private final Terminal terminal;
    private final Interrupts interrupts;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration, YAML. Default: DPG_CONFIG, else none: all comes from the environment.")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting that wins over file and environment; may be given more than once.")
    private Map<String, String> settings = Map.of();

    /** The command on a terminal, of a process that may be interrupted. */
    public ServeCommand(Terminal terminal, Interrupts interrupts) {
        this.terminal = terminal;
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerLog.toStandardError();
        GatewaySettings loaded = load(System.getenv());
        Gateway gateway = start(loaded);
        Budgets.of(loaded.delivery(), ProcessMemory.here()).forEach(terminal::note);
        terminal.note("metrics at " + gateway.metricsAddress());
        terminal.note("serving at " + gateway.address() + " — Ctrl-C stops");
        var stopped = new CountDownLatch(1);
        interrupts.onInterrupt(() -> {
            gateway.drain(loaded.drainTimeout());
            gateway.close();
            stopped.countDown();
        });
        stopped.await();
        return ExitCode.INTERRUPTED.number();
    }

    private GatewaySettings load(Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(environment);
        OWN_VARIABLES.forEach(variables::remove);
        Optional<Path> file = Optional.ofNullable(config)
                .or(() -> Optional.ofNullable(environment.get("DPG_CONFIG"))
                        .filter(text -> !text.isBlank())
                        .map(Path::of));
        try {
            return Configuration.load(file, variables, settings, ProcessMemory.here());
        } catch (ConfigurationException wrong) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(wrong.getMessage()), "serve --help");
        }
    }

    private static Gateway start(GatewaySettings settings) {
        try {
            return Gateway.start(settings);
        } catch (StartException failed) {
            throw new CommandFailure(ExitCode.ERROR, String.valueOf(failed.getMessage()), "serve --help");
        }
    }
}
