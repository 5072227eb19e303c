package dev.dpg.gateway.draft;

import dev.dpg.gateway.product.PortName;
import java.util.Optional;

/**
 * What is drafted, as far as it is known without looking at records. Empty texts are not known.
 *
 * @param name the product's name, without a major line
 * @param topic the topic
 * @param cluster the gateway's name of its cluster
 * @param clusterIsDefault whether documents need not name the cluster
 * @param compacted whether the topic keeps only the newest record of a key; empty where nobody could tell
 * @param words what people said
 */
public record DraftSubject(
        PortName name,
        String topic,
        String cluster,
        boolean clusterIsDefault,
        Optional<Boolean> compacted,
        Words words) {
    /**
     * What only people know. Empty texts were not said.
     *
     * @param owner the team that answers for the product
     * @param domainOwner the domain's own team, which answers where no other is named
     * @param support where questions go: an address or a URL
     * @param title the product's name for people
     * @param description what it is for
     */
    public record Words(String owner, String domainOwner, String support, String title, String description) {}

    /** Where questions go, as a URL: an address without a scheme is one for mail. */
    public static String supportUrl(String said) {
        String address = said.strip();
        return address.contains(":") ? address : "mailto:" + address;
    }

    /** The title, made of the port's name where nobody gave one. */
    String title() {
        if (!words.title().isBlank()) {
            return words.title().strip();
        }
        String spaced = name.port().replace('_', ' ').strip();
        return Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    }

    /** The contract's id. */
    String contractId() {
        return (name.domain() + "-" + name.port()).replace('_', '-');
    }
}
