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
import dev.dpg.gateway.product.RecordType;
import dev.dpg.gateway.schema.JsonSchemaText;
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

/** Schemas and types of products. All answers come from memory. Refusals are thrown, for {@link ProblemInterceptor}. */
public final class SchemaServiceEndpoint extends SchemaServiceGrpc.SchemaServiceImplBase {
    private static final int PRODUCTS_MAX = 64;
    /** Leaves room for the rest of the answer within the 4 MiB that clients take by default. */
    private static final int SET_BYTES_MAX = 3_584 * 1024;

    private final Catalog catalog;
    private final ServedTypes types;

    /** @param types what the catalogue's products are described with */
    public SchemaServiceEndpoint(Catalog catalog, ServedTypes types) {
        this.catalog = catalog;
        this.types = types;
    }

    @Override
    public void getSchema(GetSchemaRequest request, StreamObserver<GetSchemaResponse> answers) {
        PublishedPort port = catalog.current(request.getProduct());
        answers.onNext(GetSchemaResponse.newBuilder()
                .setProduct(port.name().toString())
                .setVersion(port.version().toString())
                .setSchema(
                        switch (request.getFormat()) {
                            case FORMAT_UNSPECIFIED -> stored(port);
                            case FORMAT_AVRO -> avro(port);
                            case FORMAT_JSON_SCHEMA -> jsonSchema(port);
                            case FORMAT_PROTOBUF -> types.schema(port);
                            case UNRECOGNIZED ->
                                throw bad("format", "is none of FORMAT_AVRO, FORMAT_JSON_SCHEMA and FORMAT_PROTOBUF");
                        })
                .build());
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

    private SchemaInfo stored(PublishedPort port) {
        return switch (port.binding().format()) {
            case AVRO -> avro(port);
            case JSON -> jsonSchema(port);
            case PROTOBUF -> types.schema(port);
        };
    }

    private static SchemaInfo avro(PublishedPort port) {
        String text = port.schema().text();
        if (port.binding().format() != PayloadFormat.AVRO || text.isEmpty()) {
            throw Problem.of(
                            Reason.WRONG_STATE,
                            "the values of \"" + port.name() + "\" have no Avro schema; FORMAT_JSON_SCHEMA and"
                                    + " FORMAT_PROTOBUF are there for every product")
                    .with("product", port.name().toString())
                    .asException();
        }
        return SchemaInfo.newBuilder()
                .setFormat(SchemaInfo.Format.FORMAT_AVRO)
                .setSchema(text)
                .build();
    }

    private static SchemaInfo jsonSchema(PublishedPort port) {
        return SchemaInfo.newBuilder()
                .setFormat(SchemaInfo.Format.FORMAT_JSON_SCHEMA)
                .setSchema(JsonSchemaText.of(
                        RecordType.of(port.fields()), port.fields(), port.title(), port.description()))
                .build();
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
