package dev.dpg.gateway.contract;

import java.util.List;

/**
 * What a domain may publish, as the configuration says.
 *
 * @param name the domain's name
 * @param owner the team that answers for it, where a product names none
 * @param clusters names of the clusters its topics may be on, the default one first; at least one
 * @param topicPrefixes what the names of its topics begin with
 */
public record DomainScope(String name, String owner, List<String> clusters, List<String> topicPrefixes) {
    public DomainScope {
        clusters = List.copyOf(clusters);
        topicPrefixes = List.copyOf(topicPrefixes);
        if (clusters.isEmpty()) {
            throw new IllegalArgumentException("domain \"" + name + "\" needs at least one cluster");
        }
    }

    /** Whether a topic of this name is the domain's to publish: it has one of its prefixes, and is not an internal one. */
    public boolean covers(String topic) {
        return !topic.startsWith("__") && topicPrefixes.stream().anyMatch(topic::startsWith);
    }
}
