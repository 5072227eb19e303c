package dev.dpg.gateway.rpc;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.dpg.gateway.catalog.Catalog;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.catalog.VersionNote;
import dev.dpg.gateway.descriptor.ProductDescriptor;
import dev.dpg.gateway.descriptor.ProtoFiles;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.Problem.FieldViolation;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.v1.CheckCompatibilityRequest;
import dev.dpg.v1.CheckCompatibilityResponse;
import dev.dpg.v1.GetDescriptorSetRequest;
import dev.dpg.v1.GetDescriptorSetResponse;
import dev.dpg.v1.GetSchemaRequest;
import dev.dpg.v1.GetSchemaResponse;
import dev.dpg.v1.ListSchemaVersionsRequest;
import dev.dpg.v1.ListSchemaVersionsResponse;
import dev.dpg.v1.SchemaInfo;
import dev.dpg.v1.SchemaServiceGrpc;
import dev.dpg.v1.SchemaVersion;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;

/**
 * Schemas and types of products. All answers come from memory, on the pool of control calls. Refusals are thrown, for
 * {@link ProblemInterceptor}.
 */
public final class SchemaServiceEndpoint extends SchemaServiceGrpc.SchemaServiceImplBase {
    private static final int PRODUCTS_MAX = 64;
    /** Leaves room for the rest of the answer within the 4 MiB that clients take by default. */
    private static final int SET_BYTES_MAX = 3_584 * 1024;

    private final Catalog catalog;
    private final ServedTypes types;
    private final ProductSchemas schemas;
    private final CompatibilityRequests compatibility;

    /** @param types what the catalogue's products are described with */
    public SchemaServiceEndpoint(Catalog catalog, ServedTypes types) {
        this.catalog = catalog;
        this.types = types;
        schemas = new ProductSchemas(types);
        compatibility = new CompatibilityRequests(catalog, types);
    }

    @Override
    public void getSchema(GetSchemaRequest request, StreamObserver<GetSchemaResponse> answers) {
        PublishedPort port = catalog.current(request.getProduct());
        answers.onNext(GetSchemaResponse.newBuilder()
                .setProduct(port.name().toString())
                .setVersion(port.version().toString())
                .setSchema(schemas.of(port, format(request.getFormat(), port)))
                .build());
        answers.onCompleted();
    }

    private static PayloadFormat format(SchemaInfo.Format format, PublishedPort port) {
        return switch (format) {
            case FORMAT_UNSPECIFIED -> port.binding().format();
            case FORMAT_AVRO -> PayloadFormat.AVRO;
            case FORMAT_JSON_SCHEMA -> PayloadFormat.JSON;
            case FORMAT_PROTOBUF -> PayloadFormat.PROTOBUF;
            case UNRECOGNIZED -> throw bad("format", "is none of FORMAT_AVRO, FORMAT_JSON_SCHEMA and FORMAT_PROTOBUF");
        };
    }

    @Override
    public void checkCompatibility(
            CheckCompatibilityRequest request, StreamObserver<CheckCompatibilityResponse> answers) {
        answers.onNext(compatibility.check(request));
        answers.onCompleted();
    }

    @Override
    public void listSchemaVersions(
            ListSchemaVersionsRequest request, StreamObserver<ListSchemaVersionsResponse> answers) {
        answers.onNext(ListSchemaVersionsResponse.newBuilder()
                .addAllVersions(catalog.versions(request.getProduct()).stream()
                        .map(SchemaServiceEndpoint::version)
                        .toList())
                .build());
        answers.onCompleted();
    }

    private static SchemaVersion version(VersionNote note) {
        return SchemaVersion.newBuilder()
                .setVersion(note.version().toString())
                .setApplyTime(FrameMessages.timestamp(note.applyTime()))
                .addAllChanges(note.changes().stream().map(PlanMessages::change).toList())
                .build();
    }

    @Override
    public void getDescriptorSet(GetDescriptorSetRequest request, StreamObserver<GetDescriptorSetResponse> answers) {
        if (request.getProductsCount() > PRODUCTS_MAX) {
            throw bad(
                    "products",
                    "has " + request.getProductsCount() + " names; at most " + PRODUCTS_MAX + " are possible");
        }
        boolean everything = request.getProductsCount() == 0;
        List<PublishedPort> ports = everything
                ? types.ports()
                : request.getProductsList().stream()
                        .map(catalog::current)
                        .distinct()
                        .toList();
        List<FileDescriptor> files =
                new ArrayList<>(everything ? ServedTypes.own().all() : List.of());
        GetDescriptorSetResponse.Builder answer = GetDescriptorSetResponse.newBuilder();
        long bytes = 0;
        for (PublishedPort port : ports) {
            ProductDescriptor product = types.of(port);
            bytes += product.file().toProto().getSerializedSize();
            if (bytes > SET_BYTES_MAX) {
                throw tooLarge(ports.size());
            }
            files.add(product.file());
            answer.addServices(product.serviceName());
        }
        FileDescriptorSet set = ProtoFiles.closure(files);
        if (set.getSerializedSize() > SET_BYTES_MAX) {
            throw tooLarge(ports.size());
        }
        answers.onNext(answer.setDescriptorSet(set.toByteString()).build());
        answers.onCompleted();
    }

    private static ProblemException tooLarge(int products) {
        return bad(
                "products",
                "are " + products + ", whose types take more than " + SET_BYTES_MAX
                        + " bytes; name fewer products at once");
    }

    private static ProblemException bad(String field, String sentence) {
        return Problem.of(Reason.BAD_REQUEST, field + " " + sentence)
                .with(new FieldViolation(field, "", sentence))
                .asException();
    }
}
