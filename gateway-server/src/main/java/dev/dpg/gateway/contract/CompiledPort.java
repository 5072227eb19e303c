package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Binding;
import dev.dpg.gateway.product.Document;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.SemanticVersion;
import java.util.List;

/**
 * An output port as its documents describe it: all that is published of it but the time.
 *
 * @param name the pinned name
 * @param version the contract's version; its major is the name's
 * @param productVersion the product document's version
 * @param title for people
 * @param description for people; may be empty
 * @param owner the team that answers for it
 * @param support channels for questions; may be empty
 * @param tags the product's, the port's and the contract's, each once; may be empty
 * @param fields the contract's properties in its order, nested ones after their parent
 * @param keyFields paths of the properties that form the record's key; may be empty
 * @param binding where the records are
 * @param schema where the schemas of its values come from
 * @param defaultStart where a read begins that does not say where
 * @param compacted whether the topic keeps only the newest record of a key
 * @param productDocument the ODPS document as submitted
 * @param contractDocument the ODCS document as submitted
 */
public record CompiledPort(
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
        SchemaOrigin schema,
        Edge defaultStart,
        boolean compacted,
        Document productDocument,
        Document contractDocument) {
    public CompiledPort {
        support = List.copyOf(support);
        tags = List.copyOf(tags);
        fields = List.copyOf(fields);
        keyFields = List.copyOf(keyFields);
    }

    /** The same with another origin of its schemas. */
    public CompiledPort withSchema(SchemaOrigin newSchema) {
        return new CompiledPort(
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
                newSchema,
                defaultStart,
                compacted,
                productDocument,
                contractDocument);
    }

    /** The same with other fields. */
    public CompiledPort withFields(List<Field> otherFields) {
        return new CompiledPort(
                name,
                version,
                productVersion,
                title,
                description,
                owner,
                support,
                tags,
                otherFields,
                keyFields,
                binding,
                schema,
                defaultStart,
                compacted,
                productDocument,
                contractDocument);
    }
}
