package dev.dpg.cli;

import dev.dpg.cli.terminal.Answer;
import dev.dpg.cli.terminal.Fields;
import dev.dpg.cli.terminal.FormatOption;
import dev.dpg.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

/** {@code dpg version}: which program this is. */
@Command(
        name = "version",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        description = "Tells the version of this command and of the Java that runs it.")
public final class VersionCommand implements Callable<Integer>, IVersionProvider {
    private final Terminal terminal;

    @Mixin
    private final FormatOption format = new FormatOption();

    /** Made by picocli to answer {@code --version}. */
    public VersionCommand() {
        this(Terminal.ofProcess(System.getenv(), System.getProperties()));
    }

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        new Answer(terminal, format.format())
                .one(new Fields()
                        .with("version", Version.CURRENT)
                        .with("java", Runtime.version().toString())
                        .with("os", System.getProperty("os.name") + " " + System.getProperty("os.arch")));
        return 0;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"dpg " + Version.CURRENT};
    }
}
