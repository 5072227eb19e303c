package dev.dpg.cli.dev;

import dev.dpg.cli.Version;
import dev.dpg.cli.terminal.DataOutput;
import dev.dpg.cli.terminal.Ink;
import dev.dpg.cli.terminal.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * What {@code dpg dev} shows: a line for each part, as soon as it stands and those before it, with the time since the line
 * before. Parts start at the same time, so that is the time which the part cost. Thread-safe.
 */
final class DevScreen {
    private static final double MILLIS = 1_000;

    private final Terminal terminal;
    private long lastStoodNanos = System.nanoTime();

    DevScreen(Terminal terminal) {
        this.terminal = terminal;
    }

    void begin(Path directory) {
        line("dpg " + Version.CURRENT + " · JDK " + Runtime.version().feature() + " · data in " + shown(directory)
                + " (delete to reset)");
    }

    /** A part stands. */
    void stands(String part, String where, String what) {
        stands(part, String.format(Locale.ROOT, "%-17s %s", where, what));
    }

    /** A part stands; where and what are one. */
    synchronized void stands(String part, String what) {
        long now = System.nanoTime();
        String text = String.format(Locale.ROOT, "%-9s %-54s", part, what);
        line(" " + Ink.GREEN.on(colours(), "✓") + " " + text + "  " + seconds(Duration.ofNanos(now - lastStoodNanos)));
        lastStoodNanos = now;
    }

    /** A part is slower than usual; on a terminal the line is written over by the next one. */
    synchronized void working(String part, String what) {
        if (terminal.traits().dataIsWatched()) {
            terminal.data().text("\r\u001b[K   " + String.format(Locale.ROOT, "%-9s %s", part, what));
            terminal.data().flush();
        }
    }

    synchronized void ready(String address, Duration took) {
        String there = address.endsWith(":" + DevSettings.PORT_DEFAULT) ? "" : " -a " + address;
        line("Try:  " + terminal.command("products" + there) + "      "
                + terminal.command("read aviation.flights -n 3" + there)
                + "      grpcurl -plaintext " + address + " list");
        line(Ink.BOLD.on(colours(), "ready in " + seconds(took) + " — Ctrl-C stops"));
    }

    void stopping() {
        terminal.note("stopping");
    }

    void stopped(Duration took) {
        terminal.note("stopped in " + seconds(took));
    }

    private void line(String text) {
        DataOutput out = terminal.data();
        out.line((terminal.traits().dataIsWatched() ? "\r\u001b[K" : "") + text);
        out.flush();
    }

    private boolean colours() {
        return terminal.traits().colours() && terminal.traits().dataIsWatched();
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f s", took.toMillis() / MILLIS);
    }

    private static String shown(Path directory) {
        return directory.isAbsolute() || directory.startsWith(".") || directory.startsWith("..")
                ? directory.toString()
                : Path.of(".").resolve(directory).toString();
    }
}
