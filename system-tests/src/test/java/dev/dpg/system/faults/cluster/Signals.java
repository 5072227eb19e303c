package dev.dpg.system.faults.cluster;

/** Signals to processes that the harness started. */
final class Signals {
    private Signals() {}

    /** Stands still from now on, as a machine that hangs does: its sockets stay open. */
    static void freeze(Process process) {
        send("STOP", process);
    }

    /** Goes on where it stood. */
    static void thaw(Process process) {
        send("CONT", process);
    }

    private static void send(String signal, Process process) {
        Shell.run("kill", "-" + signal, Long.toString(process.pid()));
    }
}
