package dev.dpg.gateway.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.dpg.gateway.catalog.AppliedPort;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.contract.Finding;
import dev.dpg.gateway.descriptor.TypedName;
import dev.dpg.gateway.product.Document;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.Lifecycle;
import dev.dpg.gateway.product.Mask;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.product.ValueKind;
import dev.dpg.v1.AppliedProduct;
import dev.dpg.v1.Deprecation;
import dev.dpg.v1.LifecycleState;
import dev.dpg.v1.Product;
import java.time.Instant;
import java.util.Map;

/** Products, documents and findings: own types to messages and back. Pure. */
final class ProductMessages {
    private ProductMessages() {}

    /** A product as it is shown. */
    static Product product(PublishedPort port) {
        Map<String, ValueKind> kinds = RecordType.kinds(port.fields());
        Product.Builder product = Product.newBuilder()
                .setName(port.name().toString())
                .setVersion(port.version().toString())
                .setState(state(port.lifecycle().state()))
                .setDomain(port.name().domain())
                .setTitle(port.title())
                .setDescription(port.description())
                .setOwner(port.owner())
                .addAllSupport(port.support())
                .addAllTags(port.tags())
                .addAllFields(port.fields().stream()
                        .map(field -> field(field, kinds.getOrDefault(field.path(), field.kind())))
                        .toList())
                .addAllKeyFields(port.keyFields())
                .setFormat(port.binding().format().standardName())
                .setDefaultStart(edge(port.defaultStart()))
                .setCompacted(port.compacted())
                .setApplyTime(timestamp(port.applyTime()))
                .setService(TypedName.service(port.name()));
        port.lifecycle().deprecation().ifPresent(deprecation -> product.setDeprecation(deprecation(deprecation)));
        return product.build();
    }

    private static LifecycleState state(Lifecycle.State state) {
        return switch (state) {
            case DRAFT -> LifecycleState.LIFECYCLE_STATE_DRAFT;
            case PROPOSED -> LifecycleState.LIFECYCLE_STATE_PROPOSED;
            case ACTIVE -> LifecycleState.LIFECYCLE_STATE_ACTIVE;
            case DEPRECATED -> LifecycleState.LIFECYCLE_STATE_DEPRECATED;
            case RETIRED -> LifecycleState.LIFECYCLE_STATE_RETIRED;
        };
    }

    private static Deprecation deprecation(Lifecycle.Deprecation deprecation) {
        return Deprecation.newBuilder()
                .setSuccessor(deprecation.successor().map(PortName::toString).orElse(""))
                .setReason(deprecation.reason())
                .setSunsetTime(timestamp(deprecation.sunsetTime()))
                .build();
    }

    /** A document, byte for byte. */
    static dev.dpg.v1.Document document(Document document) {
        return dev.dpg.v1.Document.newBuilder()
                .setFileName(document.fileName())
                .setContent(ByteString.copyFrom(document.content()))
                .build();
    }

    /** A document, byte for byte. */
    static Document document(dev.dpg.v1.Document document) {
        return new Document(document.getFileName(), document.getContent().toByteArray());
    }

    /** What became of one port. */
    static AppliedProduct applied(AppliedPort applied) {
        return AppliedProduct.newBuilder()
                .setOutcome(outcome(applied.outcome()))
                .setProduct(product(applied.port()))
                .build();
    }

    static AppliedProduct.Outcome outcome(AppliedPort.Outcome outcome) {
        return switch (outcome) {
            case CREATED -> AppliedProduct.Outcome.OUTCOME_CREATED;
            case UPDATED -> AppliedProduct.Outcome.OUTCOME_UPDATED;
            case UNCHANGED -> AppliedProduct.Outcome.OUTCOME_UNCHANGED;
        };
    }

    /** A finding. */
    static dev.dpg.v1.Finding finding(Finding finding) {
        return dev.dpg.v1.Finding.newBuilder()
                .setRule(finding.rule().id())
                .setSeverity(
                        switch (finding.severity()) {
                            case BLOCKING -> dev.dpg.v1.Finding.Severity.SEVERITY_BLOCKING;
                            case WARNING -> dev.dpg.v1.Finding.Severity.SEVERITY_WARNING;
                        })
                .setFileName(finding.place().file())
                .setLine(finding.place().line())
                .setColumn(finding.place().column())
                .setPath(finding.place().path())
                .setMessage(finding.message())
                .setRemedy(finding.remedy())
                .build();
    }

    /** An end of the log. */
    static dev.dpg.v1.Edge edge(Edge edge) {
        return switch (edge) {
            case EARLIEST -> dev.dpg.v1.Edge.EDGE_EARLIEST;
            case LATEST -> dev.dpg.v1.Edge.EDGE_LATEST;
        };
    }

    private static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    private static dev.dpg.v1.Field field(Field field, ValueKind kind) {
        return dev.dpg.v1.Field.newBuilder()
                .setPath(field.path())
                .setLogicalType(field.type().standardName())
                .setRequired(field.required())
                .setDescription(field.description())
                .setNumber(field.number())
                .setKind(kind.kindName())
                .setClassification(field.classification())
                .setMask(field.mask().map(Mask::text).orElse(""))
                .build();
    }
}
