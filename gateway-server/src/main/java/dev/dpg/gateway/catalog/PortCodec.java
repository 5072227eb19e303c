package dev.dpg.gateway.catalog;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.dpg.gateway.product.Binding;
import dev.dpg.gateway.product.Document;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.PortName;
import dev.dpg.gateway.product.SemanticVersion;
import dev.dpg.store.v1.DefaultStart;
import dev.dpg.store.v1.StoredDocument;
import java.time.DateTimeException;
import java.time.Instant;

/** The stored form of a port and its parts. Pure; what can't be understood is an {@link IllegalArgumentException}. */
final class PortCodec {
    private PortCodec() {}

    static dev.dpg.store.v1.PublishedPort encode(PublishedPort port) {
        return dev.dpg.store.v1.PublishedPort.newBuilder()
                .setName(port.name().toString())
                .setVersion(port.version().toString())
                .setProductVersion(port.productVersion().toString())
                .setTitle(port.title())
                .setDescription(port.description())
                .setOwner(port.owner())
                .addAllSupport(port.support())
                .addAllTags(port.tags())
                .addAllFields(port.fields().stream().map(PortCodec::encode).toList())
                .addAllKeyFields(port.keyFields())
                .setCluster(port.binding().cluster())
                .setTopic(port.binding().topic())
                .setFormat(port.binding().format().standardName())
                .setDefaultStart(encode(port.defaultStart()))
                .setCompacted(port.compacted())
                .setApplyTime(encode(port.applyTime()))
                .setProductDocument(encode(port.productDocument()))
                .setContractDocument(encode(port.contractDocument()))
                .build();
    }

    static PublishedPort decode(dev.dpg.store.v1.PublishedPort stored) {
        PayloadFormat format = PayloadFormat.ofStandardName(stored.getFormat())
                .orElseThrow(() -> new IllegalArgumentException("an unknown payload format"));
        return new PublishedPort(
                name(stored.getName()),
                version(stored.getVersion()),
                version(stored.getProductVersion()),
                stored.getTitle(),
                stored.getDescription(),
                stored.getOwner(),
                stored.getSupportList(),
                stored.getTagsList(),
                stored.getFieldsList().stream().map(PortCodec::decode).toList(),
                stored.getKeyFieldsList(),
                new Binding(stored.getCluster(), stored.getTopic(), format),
                decode(stored.getDefaultStart()),
                stored.getCompacted(),
                decode(stored.getApplyTime()),
                decode(stored.getProductDocument()),
                decode(stored.getContractDocument()));
    }

    static Timestamp encode(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    static Instant decode(Timestamp stored) {
        try {
            return Instant.ofEpochSecond(stored.getSeconds(), stored.getNanos());
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("no time", e);
        }
    }

    static PortName name(String stored) {
        return PortName.parse(stored)
                .filter(name -> name.major().isPresent())
                .orElseThrow(() -> new IllegalArgumentException("no pinned name"));
    }

    static SemanticVersion version(String stored) {
        return SemanticVersion.parse(stored).orElseThrow(() -> new IllegalArgumentException("no version"));
    }

    private static dev.dpg.store.v1.Field encode(Field field) {
        return dev.dpg.store.v1.Field.newBuilder()
                .setPath(field.path())
                .setLogicalType(field.type().standardName())
                .setRequired(field.required())
                .setDescription(field.description())
                .build();
    }

    private static Field decode(dev.dpg.store.v1.Field stored) {
        FieldType type = FieldType.ofStandardName(stored.getLogicalType())
                .orElseThrow(() -> new IllegalArgumentException("an unknown logical type"));
        return new Field(stored.getPath(), type, stored.getRequired(), stored.getDescription());
    }

    private static DefaultStart encode(Edge edge) {
        return switch (edge) {
            case EARLIEST -> DefaultStart.DEFAULT_START_EARLIEST;
            case LATEST -> DefaultStart.DEFAULT_START_LATEST;
        };
    }

    private static Edge decode(DefaultStart stored) {
        return switch (stored) {
            case DEFAULT_START_EARLIEST -> Edge.EARLIEST;
            case DEFAULT_START_LATEST -> Edge.LATEST;
            case DEFAULT_START_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("an unknown start");
        };
    }

    private static StoredDocument encode(Document document) {
        return StoredDocument.newBuilder()
                .setFileName(document.fileName())
                .setContent(ByteString.copyFrom(document.content()))
                .build();
    }

    private static Document decode(StoredDocument stored) {
        return new Document(stored.getFileName(), stored.getContent().toByteArray());
    }
}
