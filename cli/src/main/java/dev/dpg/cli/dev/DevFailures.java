package dev.dpg.cli.dev;

import dev.dpg.cli.dev.DevSettings.Embedded;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.samples.SampleException;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.embedded.EmbeddedKafkaException;
import dev.dpg.embedded.EmbeddedKafkaSettings;
import dev.dpg.gateway.app.StartException;
import dev.dpg.gateway.config.ConfigurationException;
import java.io.IOException;
import java.util.List;

/** What to do when {@code dpg dev} does not start, or does not go on. */
final class DevFailures {
    private DevFailures() {}

    /** The failure of a part with the command that helps. */
    static RuntimeException explain(RuntimeException failed, DevSettings settings) {
        String message = String.valueOf(failed.getMessage());
        if (failed instanceof CommandFailure) {
            return failed;
        }
        if (failed instanceof EmbeddedKafkaException kafka) {
            return new CommandFailure(ExitCode.ERROR, message, next(kafka.reason(), settings));
        }
        if (failed instanceof StartException) {
            return new CommandFailure(
                    ExitCode.ERROR,
                    message,
                    List.of("products --address 127.0.0.1:" + settings.port(), "dev --port 0"));
        }
        if (failed instanceof ConfigurationException) {
            return new CommandFailure(ExitCode.USAGE, message, "dev --help");
        }
        if (failed instanceof SampleException) {
            return new CommandFailure(ExitCode.UNAVAILABLE, message, log(settings));
        }
        return Refusal.of(failed)
                .<RuntimeException>map(refusal -> new CommandFailure(
                        ExitCode.ERROR, "the samples could not be published: " + refusal.message(), log(settings)))
                .orElse(failed);
    }

    /** A part failed after the start. */
    static CommandFailure died(Throwable fault, DevSettings settings) {
        return new CommandFailure(
                ExitCode.ERROR,
                "Kafka stopped: " + fault.getMessage() + "; " + settings.log() + " says more",
                log(settings));
    }

    /** The directory cannot be used. */
    static CommandFailure directory(DevSettings settings, IOException refused) {
        return new CommandFailure(
                ExitCode.ERROR,
                "cannot keep data in " + settings.directory() + ": " + refused,
                "dev --data /path/to/another/directory");
    }

    private static List<String> next(EmbeddedKafkaException.Reason reason, DevSettings settings) {
        return switch (reason) {
            case PORT_IN_USE ->
                List.of(
                        "dev --kafka-port 0",
                        "dev --kafka 127.0.0.1:" + kafkaPort(settings) + "    # if it is Kafka that listens there");
            case DIRECTORY_LOCKED -> List.of("products", "dev --data .dpg-2 --port 0 --kafka-port 0");
            case DIRECTORY_NOT_WRITABLE -> List.of("dev --data /path/to/another/directory");
            case START_FAILED -> List.of(" less " + settings.log(), " rm -r " + settings.directory());
        };
    }

    private static int kafkaPort(DevSettings settings) {
        return settings.kafka() instanceof Embedded embedded ? embedded.port() : EmbeddedKafkaSettings.DEFAULT_PORT;
    }

    private static String log(DevSettings settings) {
        return " less " + settings.log();
    }
}
