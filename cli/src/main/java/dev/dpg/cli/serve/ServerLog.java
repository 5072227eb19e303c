package dev.dpg.cli.serve;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The log of a command that serves: to standard error, or to a file so that the screen stays readable. Set up in code, which
 * spares the start a configuration file. Where the program's log is not ours (another backend is on the class path, as in
 * the tests of others), it is left as it is.
 */
public final class ServerLog {
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{30} %msg%n";

    /** A file that is larger when a program starts is put aside. */
    private static final long FILE_BYTES_MAX = 10L * 1024 * 1024;

    /** What these write at INFO tells about their own insides, at every start. */
    private static final List<String> TALKATIVE =
            List.of("org.apache.kafka", "kafka", "state.change.logger", "io.netty");

    private ServerLog() {}

    /** From now on, log to standard error. */
    public static void toStandardError() {
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setTarget("System.err");
        use(appender);
    }

    /**
     * From now on, log to the end of a file; its directory must exist. A file that has become large is put aside first, as
     * the only older one.
     *
     * @throws IOException if the file cannot be put aside
     */
    public static void toFile(Path file) throws IOException {
        if (Files.exists(file) && Files.size(file) > FILE_BYTES_MAX) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        var appender = new FileAppender<ILoggingEvent>();
        appender.setFile(file.toString());
        use(appender);
    }

    private static void use(OutputStreamAppender<ILoggingEvent> appender) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (!(factory instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(appender);
        TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        // The gateway itself says, once, that a cluster cannot be reached.
        context.getLogger("org.apache.kafka.clients.NetworkClient").setLevel(Level.ERROR);
        // Where a poll is cut short because it inflates to too much, which is no error.
        context.getLogger("org.apache.kafka.clients.consumer.internals.CompletedFetch")
                .setLevel(Level.OFF);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
