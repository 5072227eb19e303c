package dev.dpg.client.internal.stream;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** A thread that the SDK made: a daemon. Whoever runs on one must not wait for the SDK, which may be waiting for it. */
public final class SdkThread extends Thread {
    private SdkThread(Runnable task, String name) {
        super(task, name);
        setDaemon(true);
    }

    /** Whether the caller runs on a thread of the SDK, that is: in a handler or listener. */
    public static boolean isCurrent() {
        return Thread.currentThread() instanceof SdkThread;
    }

    /** Makes threads named with this prefix and a number. */
    public static ThreadFactory named(String prefix) {
        var made = new AtomicInteger();
        return task -> new SdkThread(task, prefix + "-" + made.incrementAndGet());
    }
}
