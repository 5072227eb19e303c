package dev.dpg.cli.dev;

import dev.dpg.cli.dev.DevSettings.Embedded;
import dev.dpg.cli.dev.DevSettings.External;
import dev.dpg.cli.dev.DevSettings.KafkaChoice;
import dev.dpg.cli.dev.DevSettings.Own;
import dev.dpg.cli.serve.ServerLog;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.Interrupts;
import dev.dpg.cli.terminal.Terminal;
import dev.dpg.embedded.EmbeddedKafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dpg dev}: a whole mesh on one machine. */
@Command(
        name = "dev",
        mixinStandardHelpOptions = true,
        header = "Starts a gateway with sample products on this machine.",
        description =
                "Starts Kafka, the gateway and sample products of three domains, in one process; their events are played "
                        + "again live. Data is kept over restarts. Ctrl-C stops.",
        footer = {
            "",
            "Examples:",
            "  dpg dev                                      data in ./.dpg, gateway at 127.0.0.1:7443",
            "  dpg dev --port 7444 --kafka-port 0           beside another one, with --data of its own",
            "  dpg dev --kafka broker.example:9092          with a Kafka that is there",
            "  dpg dev --no-replay                          only history: nothing changes by itself",
            "  dpg dev --domain sales --registry http://127.0.0.1:8081     to publish topics of your own: sales.*"
        })
public final class DevCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Interrupts interrupts;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = DevSettings.DIRECTORY_DEFAULT,
            description = "Where data and log are kept. Default: ./${DEFAULT-VALUE}.")
    private Path directory = Path.of(DevSettings.DIRECTORY_DEFAULT);

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + DevSettings.PORT_DEFAULT,
            description = "Where the gateway listens; 0 takes a free port. Default: ${DEFAULT-VALUE}.")
    private int port = DevSettings.PORT_DEFAULT;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "" + EmbeddedKafkaSettings.DEFAULT_PORT,
            description = "Where the embedded Kafka listens; 0 takes a free port. Default: ${DEFAULT-VALUE}.")
    private int kafkaPort = EmbeddedKafkaSettings.DEFAULT_PORT;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Use this Kafka instead of an embedded one.")
    private @Nullable String kafka;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description = "Client properties for --kafka: security and the like.")
    private @Nullable Path kafkaProperties;

    @Option(
            names = "--domain",
            paramLabel = "NAME",
            split = ",",
            description =
                    "A domain of your own beside those of the samples, which may publish the topics NAME.*; may be given "
                            + "again, or several with commas.")
    private List<String> domains = List.of();

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description =
                    "A schema registry with Confluent's API, for Avro and protobuf; contracts name it main. Where its API "
                            + "begins: for Apicurio with /apis/ccompat/v7.")
    private @Nullable String registry;

    @Option(names = "--no-replay", description = "Do not play the samples again as live events.")
    private boolean noReplay;

    /** The command on a terminal, of a process that may be interrupted. */
    public DevCommand(Terminal terminal, Interrupts interrupts) {
        this.terminal = terminal;
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() {
        long began = System.nanoTime();
        DevSettings settings = settings();
        prepare(settings);
        var screen = new DevScreen(terminal);
        screen.begin(directory);
        try (DevServer server = DevServer.start(settings, screen)) {
            screen.ready(server.address(), DevUptime.since(began));
            var stopped = new CompletableFuture<ExitCode>();
            interrupts.onInterrupt(() -> {
                stop(server, screen);
                stopped.complete(ExitCode.INTERRUPTED);
            });
            Object end = CompletableFuture.anyOf(stopped, server.fault()).join();
            if (end instanceof Throwable fault) {
                throw DevFailures.died(fault, settings);
            }
            return ExitCode.INTERRUPTED.number();
        } catch (RuntimeException failed) {
            throw DevFailures.explain(failed, settings);
        }
    }

    private DevSettings settings() {
        if (kafka == null && kafkaProperties != null) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--kafka-properties belongs to --kafka; the embedded Kafka needs none",
                    "dev --help");
        }
        KafkaChoice choice =
                kafka == null ? new Embedded(kafkaPort) : new External(kafka, Optional.ofNullable(kafkaProperties));
        try {
            return new DevSettings(directory, port, choice, !noReplay, new Own(domains, Optional.ofNullable(registry)));
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(wrong.getMessage()), "dev --help");
        }
    }

    private static void prepare(DevSettings settings) {
        try {
            Files.createDirectories(settings.directory());
            if (!Files.isWritable(settings.directory())) {
                throw new IOException("it is not writable");
            }
            ServerLog.toFile(settings.log());
        } catch (IOException refused) {
            throw DevFailures.directory(settings, refused);
        }
    }

    private static void stop(DevServer server, DevScreen screen) {
        long began = System.nanoTime();
        screen.stopping();
        server.close();
        screen.stopped(Duration.ofNanos(System.nanoTime() - began));
    }
}
