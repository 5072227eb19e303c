package dev.dpg.cli.terminal;

/** Tells that the process is asked to stop: Ctrl-C, or a polite kill. */
@FunctionalInterface
public interface Interrupts {
    /**
     * Has something done when the process is asked to stop. It runs on a thread of its own; the process ends when it
     * returns.
     *
     * @param stop must return soon
     * @return takes the request back; where the process is stopping already it does nothing
     */
    Runnable onInterrupt(Runnable stop);

    /** Those of this process. */
    static Interrupts ofProcess() {
        return stop -> {
            Thread hook = new Thread(stop, "dpg-interrupt");
            Runtime.getRuntime().addShutdownHook(hook);
            return () -> {
                try {
                    Runtime.getRuntime().removeShutdownHook(hook);
                } catch (IllegalStateException stopping) {
                    // it is running
                }
            };
        };
    }
}
