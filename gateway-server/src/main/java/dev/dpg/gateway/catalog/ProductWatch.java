package dev.dpg.gateway.catalog;

import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.PortName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells watchers what becomes of products. A watcher has a place for each product and no queue: one that is slow is told the
 * newest state of what changed meanwhile, once. Thread-safe; nothing blocks.
 */
public final class ProductWatch {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final int watchersMax;
    /** Guarded by this; null until the state was read. */
    private @Nullable Map<PortName, PublishedPort> current;
    /** Guarded by this. */
    private final Set<Watcher> watchers = new LinkedHashSet<>();

    /** @param watchersMax at a time; more are refused with a delay */
    public ProductWatch(Catalog catalog, int watchersMax) {
        this.watchersMax = watchersMax;
        catalog.watch(this::published);
    }

    /**
     * Begins to watch: everything that is there comes first.
     *
     * @param domain only products of this one; empty: of all
     * @param wake called, on any thread and never while this is locked, when there is something to {@link Watcher#poll}
     * @throws dev.dpg.gateway.problem.ProblemException {@code NOT_READY}, {@code OVERLOADED}
     */
    public synchronized Watcher open(String domain, Runnable wake) {
        if (current == null) {
            throw Problem.of(Reason.NOT_READY, "this gateway has not read the catalogue yet; try again shortly")
                    .with(new Problem.RetryAfter(RETRY_AFTER))
                    .asException();
        }
        if (watchers.size() >= watchersMax) {
            throw Problem.of(
                            Reason.OVERLOADED,
                            watchersMax + " calls watch the products of this gateway already; try again later")
                    .with(new Problem.RetryAfter(RETRY_AFTER))
                    .asException();
        }
        Watcher watcher = new Watcher(domain, wake);
        current.values().stream().filter(watcher::concerns).forEach(port -> watcher.changed.add(port.name()));
        watchers.add(watcher);
        return watcher;
    }

    private void published(List<PublishedPort> newest) {
        List<Watcher> woken = new ArrayList<>();
        synchronized (this) {
            Map<PortName, PublishedPort> before = current == null ? Map.of() : current;
            Map<PortName, PublishedPort> after = new LinkedHashMap<>();
            newest.forEach(port -> after.put(port.name(), port));
            current = after;
            for (PublishedPort port : newest) {
                if (!port.equals(before.get(port.name()))) {
                    watchers.stream().filter(watcher -> watcher.concerns(port)).forEach(watcher -> {
                        watcher.changed.add(port.name());
                        woken.add(watcher);
                    });
                }
            }
        }
        woken.stream().distinct().forEach(watcher -> watcher.wake.run());
    }

    /** What a watcher is told. */
    public sealed interface Event {
        /** The product is there, or is another now. */
        record Changed(PublishedPort port) implements Event {}

        /** All that was there when the watcher began was told. */
        record Synced() implements Event {}
    }

    /** One who watches. */
    public final class Watcher implements AutoCloseable {
        private final String domain;
        private final Runnable wake;
        /** What is to be told; guarded by the watch. */
        private final Set<PortName> changed = new LinkedHashSet<>();
        /** Guarded by the watch. */
        private boolean synced;

        private Watcher(String domain, Runnable wake) {
            this.domain = domain;
            this.wake = wake;
        }

        /** The next event; empty where there is none now. */
        public Optional<Event> poll() {
            synchronized (ProductWatch.this) {
                Map<PortName, PublishedPort> ports = current == null ? Map.of() : current;
                while (!changed.isEmpty()) {
                    PortName next = changed.iterator().next();
                    changed.remove(next);
                    PublishedPort port = ports.get(next);
                    if (port != null) {
                        return Optional.of(new Event.Changed(port));
                    }
                }
                if (synced) {
                    return Optional.empty();
                }
                synced = true;
                return Optional.of(new Event.Synced());
            }
        }

        /** Watches no more. Idempotent. */
        @Override
        public void close() {
            synchronized (ProductWatch.this) {
                watchers.remove(this);
            }
        }

        private boolean concerns(PublishedPort port) {
            return domain.isEmpty() || port.name().domain().equals(domain);
        }
    }
}
