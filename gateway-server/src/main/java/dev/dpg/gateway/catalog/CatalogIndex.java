package dev.dpg.gateway.catalog;

import dev.dpg.gateway.product.PortName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The published ports at one moment, arranged for looking up and listing. Immutable. */
final class CatalogIndex {
    /** By domain, then port, then major line as a number. */
    static final Comparator<PortName> ORDER = Comparator.comparing(PortName::domain)
            .thenComparing(PortName::port)
            .thenComparingInt(name -> name.major().orElse(-1));

    /** Pinned names to their ports. */
    private final NavigableMap<PortName, PublishedPort> ports = new TreeMap<>(ORDER);
    /** Names without a major to the line that they stand for. */
    private final Map<PortName, PublishedPort> newest = new TreeMap<>(ORDER);

    CatalogIndex(Collection<CatalogEntry> entries) {
        for (CatalogEntry entry : entries) {
            if (entry instanceof CatalogEntry.Port published) {
                ports.put(published.port().name(), published.port());
            }
        }
        // In ascending order of majors, so of lines in the same state the newest stays.
        ports.forEach((name, port) ->
                newest.merge(name.unpinned(), port, (older, newer) -> rank(newer) >= rank(older) ? newer : older));
    }

    /** An active line is what a name means; then one that is still served, one that will be, one that was. */
    private static int rank(PublishedPort port) {
        return switch (port.lifecycle().state()) {
            case ACTIVE -> 4;
            case DEPRECATED -> 3;
            case PROPOSED -> 2;
            case DRAFT -> 1;
            case RETIRED -> 0;
        };
    }

    /** The newest line of a port before the given one. */
    Optional<PublishedPort> before(PortName pinned) {
        return Optional.ofNullable(ports.lowerEntry(pinned))
                .map(Map.Entry::getValue)
                .filter(port -> port.name().unpinned().equals(pinned.unpinned()));
    }

    /** The port of a pinned name, or what a name without a major stands for. */
    Optional<PublishedPort> find(PortName name) {
        return Optional.ofNullable(name.major().isPresent() ? ports.get(name) : newest.get(name));
    }

    /** All names that find something, pinned and not. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        newest.keySet().forEach(name -> names.add(name.toString()));
        ports.keySet().forEach(name -> names.add(name.toString()));
        return names;
    }

    /** All ports in order. */
    List<PublishedPort> all() {
        return List.copyOf(ports.values());
    }

    /** How many ports of one domain are served. */
    int readable(String domain) {
        return (int) of(domain).stream()
                .filter(port -> port.lifecycle().state().readable())
                .count();
    }

    /** The ports of one domain, in order. */
    List<PublishedPort> of(String domain) {
        return ports.values().stream()
                .filter(port -> port.name().domain().equals(domain))
                .toList();
    }
}
