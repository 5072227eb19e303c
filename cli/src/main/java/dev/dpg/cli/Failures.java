package dev.dpg.cli;

import dev.dpg.cli.remote.Attempting;
import dev.dpg.cli.remote.Refusal;
import dev.dpg.cli.terminal.CommandFailure;
import dev.dpg.cli.terminal.ExitCode;
import dev.dpg.cli.terminal.Ink;
import dev.dpg.cli.terminal.OutputClosedException;
import dev.dpg.cli.terminal.Table;
import dev.dpg.cli.terminal.Terminal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The only place where a failure is shown: what, why, and the next command to type. */
final class Failures {
    /** Set to anything, an unexpected failure is shown with its stack trace. */
    private static final String DEBUG = "DPG_DEBUG";

    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A command line that cannot be understood. */
    int wrongArguments(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        String name = command.getCommandSpec().qualifiedName().replaceFirst("^dpg ?", "");
        String help = name.isEmpty() ? "--help" : name + " --help";
        if (problem instanceof UnmatchedArgumentException unmatched) {
            return show(unknown(unmatched, name, help, arguments));
        }
        String message = Objects.requireNonNullElse(problem.getMessage(), "the command line is wrong");
        if (problem instanceof MissingParameterException) {
            String synopsis = command.getHelp().synopsis(0);
            message += "\n     Usage: " + synopsis.replaceAll("\\s+", " ").strip();
        }
        return show(new CommandFailure(ExitCode.USAGE, message, help));
    }

    private static CommandFailure unknown(
            UnmatchedArgumentException problem, String name, String help, String[] arguments) {
        String word = problem.getUnmatched().get(0);
        boolean namesCommand =
                name.isEmpty() || !problem.getCommandLine().getSubcommands().isEmpty();
        String what = problem.isUnknownOption() ? "option" : namesCommand ? "command" : "argument";
        String message = "there is no " + what + " \"" + word + "\"" + (name.isEmpty() ? "" : " of " + name);
        List<String> near = problem.getSuggestions();
        if (near.isEmpty()) {
            return new CommandFailure(ExitCode.USAGE, message, help);
        }
        String nearest = near.get(0);
        String retry = String.join(
                " ",
                Arrays.stream(arguments)
                        .map(argument -> argument.equals(word) ? nearest : argument)
                        .toList());
        return new CommandFailure(
                ExitCode.USAGE, message + "; did you mean \"" + nearest + "\"?", List.of(retry, help));
    }

    /** A command that did not get through. */
    int failed(Exception problem, CommandLine command, ParseResult parsed) {
        if (problem instanceof OutputClosedException) {
            return ExitCode.OK.number(); // the reader of the pipe has what it wanted
        }
        if (problem instanceof CommandFailure failure) {
            return show(failure);
        }
        if (command.getCommand() instanceof Attempting attempting) {
            Optional<Refusal> refusal = Refusal.of(problem);
            if (refusal.isPresent()) {
                return show(refusal.get().asFailure(attempting.attempt()));
            }
        }
        return show(unexpected(problem, command.getCommandName()));
    }

    private CommandFailure unexpected(Exception problem, String command) {
        if (System.getenv(DEBUG) != null) {
            problem.printStackTrace(terminal.notes());
        }
        String message = problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
        return new CommandFailure(ExitCode.ERROR, message, command + " --help");
    }

    private int show(CommandFailure failure) {
        boolean colours = terminal.traits().colours() && terminal.traits().notesAreWatched();
        try {
            terminal.data().flush();
        } catch (OutputClosedException gone) {
            // the failure matters more
        }
        // Much of it comes from documents of others: none of them may steer the terminal.
        String message =
                String.valueOf(failure.getMessage()).lines().map(Table::oneLine).collect(Collectors.joining("\n"));
        terminal.note(Ink.RED.on(colours, "dpg: ") + message);
        terminal.suggest(failure.next());
        return failure.code().number();
    }
}
