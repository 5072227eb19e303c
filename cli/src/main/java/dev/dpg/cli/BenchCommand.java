package dev.dpg.cli;

import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code dpg bench}: done by the launcher of a clone before this program starts; here only to be found. */
@Command(
        name = "bench",
        description = "Measures the gateway against Kafka's own client and a naive gateway (in a clone).")
final class BenchCommand implements Callable<Integer> {
    @Unmatched
    @SuppressWarnings("UnusedVariable") // so that any argument is followed by the same answer
    private final List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        throw new CommandFailure(
                ExitCode.USAGE,
                "the benchmark is among the tests, so it runs from a clone only, by its ./dpg bench",
                "--help");
    }
}
