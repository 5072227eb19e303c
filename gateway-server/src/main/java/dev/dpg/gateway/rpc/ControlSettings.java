package dev.dpg.gateway.rpc;

/**
 * How control calls are run: everything but streams of data.
 *
 * @param threads threads that answer them
 * @param openMax calls open at a time, waiting ones included; more are refused with a delay
 * @param applyThreads threads for {@code ApplyProduct}, which waits for Kafka and must not keep others waiting
 * @param applyQueueMax such calls that wait for one of them; more are refused with a delay
 */
public record ControlSettings(int threads, int openMax, int applyThreads, int applyQueueMax) {
    public ControlSettings {
        within("threads", threads, 256);
        within("open-max", openMax, 1_000_000);
        within("apply-threads", applyThreads, 64);
        within("apply-queue-max", applyQueueMax, 10_000);
    }

    /** What holds where nothing is configured. */
    public static ControlSettings defaults() {
        return new ControlSettings(8, 2_000, 2, 32);
    }

    private static void within(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + " must be 1 to " + max + ", is " + value);
        }
    }
}
