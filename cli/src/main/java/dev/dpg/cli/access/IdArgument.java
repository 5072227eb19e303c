package dev.dpg.cli.access;

import java.util.Map;
import java.util.Stack;
import java.util.regex.Pattern;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Has an id that begins with a hyphen taken for what it is: one of 64 does, and would otherwise be read as options. */
final class IdArgument implements IParameterPreprocessor {
    private static final Pattern ID = Pattern.compile("-[A-Za-z0-9_-]{21}");
    private static final String OPTIONS_END = "--";

    @Override
    public boolean preprocess(Stack<String> args, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
        // The next argument is the last element.
        int at = args.size() - 1;
        while (at >= 0 && !ID.matcher(args.get(at)).matches()) {
            at--;
        }
        if (at >= 0 && !args.contains(OPTIONS_END)) {
            String id = args.remove(at);
            args.add(0, OPTIONS_END);
            args.add(0, id);
        }
        return false; // picocli goes on as it would
    }
}
