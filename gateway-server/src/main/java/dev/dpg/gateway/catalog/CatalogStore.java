package dev.dpg.gateway.catalog;

import dev.dpg.gateway.state.StateTable;
import dev.dpg.gateway.state.StateTopic;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The catalogue as it is stored: ports, and the requests that brought them, in one control topic. Thread-safe;
 * {@link #apply} and {@link #close} block, nothing else does.
 */
public final class CatalogStore implements CatalogWriter, AutoCloseable {
    /** Name of the control topic on the home cluster. */
    public static final String TOPIC = "__dpg.catalog";

    private final StateTable<CatalogEntry> table;
    private final InstantSource clock;

    /**
     * Does nothing yet.
     *
     * @param topic owned and closed by this store
     * @param clock tells the age of requests
     */
    public CatalogStore(StateTopic topic, InstantSource clock) {
        this.table = topic.table(new CatalogCodec());
        this.clock = clock;
    }

    /** Begins reading; does not wait for it. Called once. */
    public void open() {
        table.open();
    }

    @Override
    public List<AppliedPort> apply(ApplyRequest request) {
        return table.update(new ApplyDecision(request, clock.instant()));
    }

    @Override
    public PublishedPort change(LifecycleRequest request) {
        return table.update(new LifecycleDecision(request, clock.instant()));
    }

    /** When the home cluster last confirmed that this gateway knows the whole catalogue; empty: never yet. */
    public Optional<Instant> confirmed() {
        return table.confirmed();
    }

    /** Ends reading and writing; a write under way fails. Idempotent. */
    @Override
    public void close() {
        table.close();
    }

    boolean ready() {
        return table.ready();
    }

    /** The newest entries by their key; {@code NOT_READY} while there are none. */
    Map<String, CatalogEntry> entries() {
        return table.entries();
    }

    /** As {@link StateTable#watch}. */
    void watch(Consumer<Map<String, CatalogEntry>> watcher) {
        table.watch(watcher);
    }
}
