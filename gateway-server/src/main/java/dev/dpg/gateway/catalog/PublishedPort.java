package dev.dpg.gateway.catalog;

import dev.dpg.gateway.product.Binding;
import dev.dpg.gateway.product.Document;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.product.SemanticVersion;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The published version of one major line of an output port: everything that reading and showing it needs.
 *
 * @param name the pinned name
 * @param version the contract's version; its major is the name's
 * @param productVersion the product document's version
 * @param title for people
 * @param description for people; may be empty
 * @param owner the team that answers for it
 * @param support channels for questions; may be empty
 * @param tags may be empty
 * @param fields the contract's properties in its order, nested ones after their parent
 * @param keyFields paths of the properties that form the record's key; may be empty
 * @param binding where the records are
 * @param defaultStart where a read begins that does not say where
 * @param compacted whether the topic keeps only the newest record of a key
 * @param applyTime when this version was applied
 * @param productDocument the ODPS document as submitted
 * @param contractDocument the ODCS document as submitted
 */
public record PublishedPort(
        PortName name,
        SemanticVersion version,
        SemanticVersion productVersion,
        String title,
        String description,
        String owner,
        List<String> support,
        List<String> tags,
        List<Field> fields,
        List<String> keyFields,
        Binding binding,
        Edge defaultStart,
        boolean compacted,
        Instant applyTime,
        Document productDocument,
        Document contractDocument) {
    public PublishedPort {
        support = List.copyOf(support);
        tags = List.copyOf(tags);
        fields = List.copyOf(fields);
        keyFields = List.copyOf(keyFields);
    }

    /** Whether the contract is the same, byte for byte, whatever its file is called. */
    public boolean hasContractOf(PublishedPort other) {
        return Arrays.equals(contractDocument.content(), other.contractDocument.content());
    }

    /** Whether the product document is the same, byte for byte, whatever its file is called. */
    public boolean hasProductDocumentOf(PublishedPort other) {
        return Arrays.equals(productDocument.content(), other.productDocument.content());
    }

    /** The same, applied at another time. */
    public PublishedPort appliedAt(Instant time) {
        return new PublishedPort(
                name,
                version,
                productVersion,
                title,
                description,
                owner,
                support,
                tags,
                fields,
                keyFields,
                binding,
                defaultStart,
                compacted,
                time,
                productDocument,
                contractDocument);
    }
}
