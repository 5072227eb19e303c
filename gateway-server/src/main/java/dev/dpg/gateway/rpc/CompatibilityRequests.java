package dev.dpg.gateway.rpc;

import dev.dpg.gateway.catalog.Catalog;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.compatibility.SchemaCompatibility;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.FieldViolation;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.Change;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.SchemaOrigin;
import dev.dpg.gateway.schema.ProtobufSchema;
import dev.dpg.v1.CheckCompatibilityRequest;
import dev.dpg.v1.CheckCompatibilityResponse;
import dev.dpg.v1.SchemaInfo;
import java.util.List;

/** Compares the schemas of a request. Thread-safe; nothing blocks, but it takes as long as the schemas are large. */
final class CompatibilityRequests {
    /** Leaves room for the rest of the answer within the 4 MiB that clients take by default. */
    private static final int CHANGES_BYTES_MAX = 1 << 20;

    private final Catalog catalog;
    private final ServedTypes types;
    private final ProductSchemas schemas;

    /**
     * @param catalog knows the products
     * @param types describes their own messages
     */
    CompatibilityRequests(Catalog catalog, ServedTypes types) {
        this.catalog = catalog;
        this.types = types;
        schemas = new ProductSchemas(types);
    }

    CheckCompatibilityResponse check(CheckCompatibilityRequest request) {
        PayloadFormat format = format(request.getFormat());
        if (request.getNewSchema().isBlank()) {
            throw bad("new_schema", "is missing; give the schema that would be written with");
        }
        List<Change> changes = request.getOldSchema().isBlank()
                ? againstProduct(format, request)
                : SchemaCompatibility.check(
                        format, request.getOldSchema(), request.getNewSchema(), request.getMessageName());
        return CheckCompatibilityResponse.newBuilder()
                .setCompatible(Change.compatible(changes))
                .addAllChanges(new AnswerRoom(CHANGES_BYTES_MAX)
                        .fitting(changes, PlanMessages.BREAKING_FIRST, PlanMessages::change))
                .build();
    }

    private List<Change> againstProduct(PayloadFormat format, CheckCompatibilityRequest request) {
        if (request.getProduct().isEmpty()) {
            throw bad("old_schema", "is missing; give the schema that readers have, or a product that has one");
        }
        PublishedPort port = catalog.current(request.getProduct());
        SchemaOrigin origin = port.schema();
        String message = request.getMessageName();
        if (port.binding().format() == format && !origin.text().isEmpty()) {
            return SchemaCompatibility.check(
                    format, origin.text(), request.getNewSchema(), message.isEmpty() ? origin.messageName() : message);
        }
        if (format == PayloadFormat.PROTOBUF) {
            return SchemaCompatibility.check(ownMessage(port, message), request.getNewSchema());
        }
        return SchemaCompatibility.check(format, schemas.of(port, format).getSchema(), request.getNewSchema(), "");
    }

    /** A message of the product's own types; that of its values where none is named. */
    private ProtobufSchema ownMessage(PublishedPort port, String messageName) {
        var product = types.of(port);
        return ProtobufSchema.ofDescriptorSet(
                product.descriptorSet().toByteArray(),
                messageName.isEmpty() ? product.valueMessage().getFullName() : messageName);
    }

    private static PayloadFormat format(SchemaInfo.Format format) {
        return switch (format) {
            case FORMAT_AVRO -> PayloadFormat.AVRO;
            case FORMAT_JSON_SCHEMA -> PayloadFormat.JSON;
            case FORMAT_PROTOBUF -> PayloadFormat.PROTOBUF;
            case FORMAT_UNSPECIFIED, UNRECOGNIZED ->
                throw bad("format", "has to be one of FORMAT_AVRO, FORMAT_JSON_SCHEMA and FORMAT_PROTOBUF");
        };
    }

    private static ProblemException bad(String field, String sentence) {
        return Problem.of(Reason.BAD_REQUEST, field + " " + sentence)
                .with(new FieldViolation(field, "", sentence))
                .asException();
    }
}
