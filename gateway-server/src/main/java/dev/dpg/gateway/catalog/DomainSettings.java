package dev.dpg.gateway.catalog;

import dev.dpg.gateway.product.PortName;
import java.util.List;

/**
 * A domain as the configuration names it.
 *
 * @param name first part of its products' names, {@code [a-z][a-z0-9_]*}
 * @param title for people
 * @param owner the team that answers for it
 * @param clusters names of the clusters its topics may be on, the default one first; at least one
 * @param topicPrefixes what the names of its topics begin with; a product on any other topic is refused. Without a prefix
 *     the domain can publish nothing
 */
public record DomainSettings(
        String name, String title, String owner, List<String> clusters, List<String> topicPrefixes) {
    public DomainSettings {
        clusters = List.copyOf(clusters);
        topicPrefixes = List.copyOf(topicPrefixes);
        if (!PortName.isPart(name)) {
            throw new IllegalArgumentException(
                    "domain \"" + name + "\": a name is [a-z][a-z0-9_]*, at most 200 characters");
        }
        if (owner.isBlank()) {
            throw new IllegalArgumentException("domain \"" + name + "\" needs an owner: the team that answers for it");
        }
        if (clusters.isEmpty()) {
            throw new IllegalArgumentException("domain \"" + name + "\" needs at least one cluster");
        }
        if (topicPrefixes.stream().anyMatch(prefix -> prefix.isBlank() || prefix.startsWith("__"))) {
            throw new IllegalArgumentException(
                    "domain \"" + name + "\": a topic prefix is not empty and does not begin with \"__\"");
        }
    }
}
