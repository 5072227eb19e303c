package dev.dpg.gateway.catalog;

import dev.dpg.gateway.contract.CompiledPort;
import dev.dpg.gateway.product.Binding;
import dev.dpg.gateway.product.Document;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.Lifecycle;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.SemanticVersion;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The published version of one major line of an output port: everything that reading and showing it needs.
 *
 * @param content what its documents say
 * @param lifecycle where it stands
 * @param applyTime when this version was applied
 * @param retiredNumbers numbers of properties that earlier versions of the line had
 */
public record PublishedPort(
        CompiledPort content, Lifecycle lifecycle, Instant applyTime, List<RetiredNumber> retiredNumbers) {
    public PublishedPort {
        retiredNumbers = List.copyOf(retiredNumbers);
    }

    /** A port whose line has no earlier properties. */
    public PublishedPort(CompiledPort content, Lifecycle lifecycle, Instant applyTime) {
        this(content, lifecycle, applyTime, List.of());
    }

    /** The pinned name. */
    public PortName name() {
        return content.name();
    }

    /** The contract's version; its major is the name's. */
    public SemanticVersion version() {
        return content.version();
    }

    /** The product document's version. */
    public SemanticVersion productVersion() {
        return content.productVersion();
    }

    /** For people. */
    public String title() {
        return content.title();
    }

    /** For people; may be empty. */
    public String description() {
        return content.description();
    }

    /** The team that answers for it. */
    public String owner() {
        return content.owner();
    }

    /** Channels for questions; may be empty. */
    public List<String> support() {
        return content.support();
    }

    /** May be empty. */
    public List<String> tags() {
        return content.tags();
    }

    /** The contract's properties in its order, nested ones after their parent. */
    public List<Field> fields() {
        return content.fields();
    }

    /** Paths of the properties that form the record's key; may be empty. */
    public List<String> keyFields() {
        return content.keyFields();
    }

    /** Where the records are. */
    public Binding binding() {
        return content.binding();
    }

    /** Where the schemas of its values come from. */
    public SchemaOrigin schema() {
        return content.schema();
    }

    /** Where a read begins that does not say where. */
    public Edge defaultStart() {
        return content.defaultStart();
    }

    /** Whether the topic keeps only the newest record of a key. */
    public boolean compacted() {
        return content.compacted();
    }

    /** The ODPS document as submitted. */
    public Document productDocument() {
        return content.productDocument();
    }

    /** The ODCS document as submitted. */
    public Document contractDocument() {
        return content.contractDocument();
    }

    /** Whether the contract is the same, byte for byte, whatever its file is called. */
    public boolean hasContractOf(PublishedPort other) {
        return Arrays.equals(
                contractDocument().content(), other.contractDocument().content());
    }

    /** Whether the product document is the same, byte for byte, whatever its file is called. */
    public boolean hasProductDocumentOf(PublishedPort other) {
        return Arrays.equals(
                productDocument().content(), other.productDocument().content());
    }

    /** The same, applied at another time. */
    public PublishedPort appliedAt(Instant time) {
        return new PublishedPort(content, lifecycle, time, retiredNumbers);
    }

    /** The same, elsewhere in its life. */
    public PublishedPort at(Lifecycle next) {
        return new PublishedPort(content, next, applyTime, retiredNumbers);
    }
}
