package dev.dpg.cli;

import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code dpg soak}: done by the launcher of a clone before this program starts; here only to be found. */
@Command(
        name = "soak",
        description = "Has readers come and go for half an hour, and looks for what is left behind (in a clone).")
final class SoakCommand implements Callable<Integer> {
    @Unmatched
    @SuppressWarnings("UnusedVariable") // so that any argument is followed by the same answer
    private final List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        throw new CommandFailure(
                ExitCode.USAGE,
                "the soak is among the tests, so it runs from a clone only, by its ./dpg soak",
                "--help");
    }
}
