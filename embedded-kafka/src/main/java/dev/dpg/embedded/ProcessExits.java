package dev.dpg.embedded;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.internals.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands where Kafka would end the JVM. Kafka's servers call one procedure of the whole process when they cannot go on;
 * here it tells the brokers that run. It stays in place for the life of the JVM, because threads of a closed broker may
 * still come to that point.
 */
final class ProcessExits {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessExits.class);
    private static final Set<Consumer<Throwable>> LISTENERS = new CopyOnWriteArraySet<>();

    static {
        Exit.setExitProcedure(ProcessExits::refuse);
        Exit.setHaltProcedure(ProcessExits::refuse);
    }

    private ProcessExits() {}

    /** Called on Kafka's threads; must not block. */
    static void addListener(Consumer<Throwable> listener) {
        LISTENERS.add(listener);
    }

    static void removeListener(Consumer<Throwable> listener) {
        LISTENERS.remove(listener);
    }

    private static void refuse(int status, String message) {
        IllegalStateException end = new IllegalStateException(
                "Kafka gave up with status " + status + (message == null ? "" : ": " + message));
        LOG.error("the embedded broker cannot go on", end);
        LISTENERS.forEach(listener -> listener.accept(end));
    }
}
