package dev.dpg.system.bench.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What a load client keeps from one task to the next: connections, and readers that go on meanwhile. For one thread. */
public final class Workbench {
    private final Map<String, AutoCloseable> kept = new LinkedHashMap<>();

    /** What has this name, made when it is first asked for. */
    public <T extends AutoCloseable> T keep(String name, Class<T> type, Supplier<T> maker) {
        return type.cast(kept.computeIfAbsent(name, absent -> maker.get()));
    }

    /** What has this name, which is not kept any more. */
    public <T extends AutoCloseable> T take(String name, Class<T> type) {
        AutoCloseable taken = kept.remove(name);
        if (taken == null) {
            throw new IllegalStateException("there is no " + name);
        }
        return type.cast(taken);
    }
}
