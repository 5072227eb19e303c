package dev.dpg.gateway.fakes;

import dev.dpg.gateway.catalog.ApplyGuard;
import dev.dpg.gateway.catalog.ApplyRequest;
import dev.dpg.gateway.catalog.Catalog;
import dev.dpg.gateway.catalog.CatalogStore;
import dev.dpg.gateway.catalog.DomainSettings;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.log.memory.MemoryControlLog;
import dev.dpg.gateway.log.memory.MemoryControlTopic;
import dev.dpg.gateway.state.StateSettings;
import dev.dpg.gateway.state.StateTopic;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real catalogue over a control log in memory: what is published is there when the call returns.
 *
 * @param store writes
 * @param catalog reads
 */
public record MemoryCatalog(CatalogStore store, Catalog catalog) {
    private static final InstantSource CLOCK = InstantSource.fixed(SamplePorts.APPLIED);

    /** An empty catalogue of these domains. */
    public static MemoryCatalog open(String... domains) {
        MemoryCatalog memory = unread(domains);
        memory.store.open();
        return memory;
    }

    /** A catalogue whose state was not read yet. */
    public static MemoryCatalog unread(String... domains) {
        MemoryControlLog log = new MemoryControlLog(new MemoryControlTopic(CLOCK));
        CatalogStore store = new CatalogStore(new StateTopic("catalog", log, StateSettings.defaults()), CLOCK);
        List<DomainSettings> settings = Stream.of(domains)
                .map(name -> new DomainSettings(
                        name, "Title of " + name, "team " + name, List.of("main"), List.of(name + ".")))
                .toList();
        return new MemoryCatalog(store, new Catalog(store, settings));
    }

    /** Publishes a sample port. */
    public PublishedPort publish(String pinnedName, String version) {
        return publish(SamplePorts.port(pinnedName, version));
    }

    /** Publishes a sample port whose only field has this description. */
    public PublishedPort publishDescribed(String pinnedName, String version, String description) {
        return publish(SamplePorts.described(pinnedName, version, description));
    }

    /** Publishes a port. */
    public PublishedPort publish(PublishedPort port) {
        String requestId = port.name() + " " + port.version();
        return store.apply(new ApplyRequest(requestId, new byte[] {1}, List.of(port), ApplyGuard.OPEN))
                .get(0)
                .port();
    }
}
