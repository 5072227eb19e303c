package dev.dpg.gateway.fakes;

import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.contract.CompiledPort;
import dev.dpg.gateway.product.Binding;
import dev.dpg.gateway.product.Document;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.Lifecycle;
import dev.dpg.gateway.product.Mask;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.product.SemanticVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Published ports with everything in them, for tests that need some. */
public final class SamplePorts {
    /** When the samples were applied. */
    public static final Instant APPLIED = Instant.parse("2026-01-02T03:04:05.006Z");

    private SamplePorts() {}

    /** A port whose documents hold its name and version, so that two are the same if these are. */
    public static PublishedPort port(String pinnedName, String version) {
        return port(pinnedName, version, pinnedName + " " + version);
    }

    /** A port with this text in its documents. */
    public static PublishedPort port(String pinnedName, String version, String content) {
        return port(pinnedName, version, content, "identifies it");
    }

    /** A port like {@link #port(String, String)}, under another version of its product document. */
    public static PublishedPort underProductDocument(String pinnedName, String version, String productVersion) {
        PublishedPort port = port(pinnedName, version);
        CompiledPort content = port.content();
        return new PublishedPort(
                new CompiledPort(
                        port.name(),
                        port.version(),
                        SemanticVersion.parse(productVersion).orElseThrow(),
                        port.title(),
                        port.description(),
                        port.owner(),
                        port.support(),
                        port.tags(),
                        port.fields(),
                        port.keyFields(),
                        port.binding(),
                        port.schema(),
                        port.defaultStart(),
                        port.compacted(),
                        document("product.odps.yaml", "product document " + productVersion),
                        content.contractDocument()),
                port.lifecycle(),
                port.applyTime());
    }

    /** A port whose first field has this description. */
    public static PublishedPort described(String pinnedName, String version, String description) {
        return port(pinnedName, version, pinnedName + " " + version, description);
    }

    /** A port with these fields; its contract tells them apart from other ones. */
    public static PublishedPort withFields(String pinnedName, String version, List<Field> fields) {
        PublishedPort port = port(pinnedName, version, pinnedName + " " + version + " " + fields);
        return new PublishedPort(port.content().withFields(fields), port.lifecycle(), port.applyTime());
    }

    /** A port whose values are stored in this format, by this schema. */
    public static PublishedPort stored(String pinnedName, PayloadFormat format, String schema) {
        PublishedPort port = port(pinnedName, "1.0.0");
        CompiledPort content = port.content();
        return new PublishedPort(
                new CompiledPort(
                        port.name(),
                        port.version(),
                        content.productVersion(),
                        port.title(),
                        port.description(),
                        port.owner(),
                        port.support(),
                        port.tags(),
                        port.fields(),
                        port.keyFields(),
                        new Binding(port.binding().cluster(), port.binding().topic(), format),
                        new SchemaOrigin(SchemaOrigin.Framing.NONE, "", "", schema, ""),
                        port.defaultStart(),
                        port.compacted(),
                        port.productDocument(),
                        port.contractDocument()),
                port.lifecycle(),
                port.applyTime());
    }

    private static PublishedPort port(String pinnedName, String version, String content, String fieldDescription) {
        PortName name = PortName.parse(pinnedName).orElseThrow();
        CompiledPort compiled = new CompiledPort(
                name,
                SemanticVersion.parse(version).orElseThrow(),
                SemanticVersion.parse(version).orElseThrow(),
                "Title of " + pinnedName,
                "Description",
                "the team",
                List.of("https://help.example"),
                List.of("one", "two"),
                List.of(
                        new Field("id", FieldType.STRING, true, fieldDescription)
                                .numbered(1)
                                .guarded("internal", Optional.of(Mask.HASH)),
                        new Field("items[].price", FieldType.NUMBER, false, "").numbered(1)),
                List.of("id"),
                new Binding("main", name.domain() + ".topic-of-" + name.port(), PayloadFormat.JSON),
                SchemaOrigin.NONE,
                Edge.LATEST,
                true,
                document(name.port() + ".odps.yaml", "product " + content),
                document(name.port() + ".odcs.yaml", "contract " + content));
        return new PublishedPort(compiled, Lifecycle.ACTIVE, APPLIED);
    }

    private static Document document(String fileName, String content) {
        return new Document(fileName, content.getBytes(StandardCharsets.UTF_8));
    }
}
