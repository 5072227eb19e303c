package dev.dpg.gateway.log.kafka;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

/** A reader's thread: made by the thread factory of the gateway, started when first needed, awaited at the end. */
final class ReaderThread {
    /** Readers end within a poll; a consumer that hangs in closing is left behind after this. */
    private static final Duration END_TIMEOUT = Duration.ofSeconds(10);

    private final Thread thread;
    private final AtomicBoolean started = new AtomicBoolean();

    private ReaderThread(Thread thread) {
        this.thread = thread;
    }

    void start() {
        if (started.compareAndSet(false, true)) {
            thread.start();
        }
    }

    /** Waits until the thread has ended; at once if it never began. Restores the interrupt if it is interrupted. */
    void awaitEnd() {
        if (!started.get()) {
            return;
        }
        try {
            thread.join(END_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes reader threads of one cluster. */
    record Factory(ThreadFactory threads, String cluster) {
        ReaderThread create(String reader, Runnable task) {
            Thread thread = threads.newThread(task);
            thread.setName("kafka-" + cluster + "-" + reader);
            return new ReaderThread(thread);
        }
    }
}
